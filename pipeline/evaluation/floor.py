"""Floors: the minimum of each figure, so that no figure falls unnoticed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

SLACK = 0.02
"""Maximum distance of a floor under its figure, where `reasons` has no text for it."""


def complaints(floor: Path, figures: pl.DataFrame, observed: Mapping[str, Any]) -> list[str]:
    """Return the figures beyond their floor or ceiling, and floors to raise.

    Parameters
    ----------
    floor
        For the test part of the gold, a table `f1` with a number for each field, and tables of
        other shares (`precision`) for some. For records in observed shapes, a table `observed` with
        the minimum of each figure, over all forms, and a table `observed_most` with the maximum
        number of wrong records without a warning (`silent`) and of warnings per right record
        (`alarms`). A table `reasons` has a text for each figure whose floor may be low.
    figures
        As returned by `figures_of`.
    observed
        As `quality.json` states them.
    """
    stated = tomllib.loads(floor.read_text(encoding="utf-8"))
    reasons = stated.pop("reasons", {})
    of_observed = stated.pop("observed", {})
    most = stated.pop("observed_most", {})
    pooled = figures.filter(pl.col("family").is_null(), split="test")
    found = []
    for share, floors in stated.items():
        measured = dict(pooled.select("field", share).iter_rows())
        found += _below(share, floors, measured, reasons)
        if share == "f1":
            found += _without(share, floors, measured)
    measured, counted = _pooled(observed)
    found += _below("observed", of_observed, measured, reasons)
    found += _without("observed", of_observed, measured)
    found += _without("observed_most", most, counted)
    found += [
        f"{name}: observed {counted[name]:g} is above the ceiling {ceiling}"
        for name, ceiling in most.items()
        if counted.get(name, 0) > ceiling
    ]
    return sorted(found)


def _below(
    share: str, floors: dict[str, float], measured: dict[str, float | None], reasons: dict[str, str]
) -> list[str]:
    found = [f"{field}: {share} is not measured" for field in floors.keys() - measured.keys()]
    for field in floors.keys() & measured.keys():
        # Null is a share of nothing: the pipeline gives no such value yet.
        figure = measured[field] or 0.0
        if figure < floors[field]:
            found.append(f"{field}: {share} {figure:.4f} is below the floor {floors[field]}")
        elif figure - floors[field] > SLACK and field not in reasons:
            highest = int(figure * 100) / 100
            found.append(f"{field}: raise the floor of {share} to {highest:.2f}")
    return found


def _without(share: str, floors: dict[str, float], measured: Mapping[str, Any]) -> list[str]:
    return [f"{field}: {share} has no floor" for field in measured.keys() - floors.keys()]


def _pooled(observed: Mapping[str, Any]) -> tuple[dict[str, float | None], dict[str, float]]:
    """Return figures to maximise, and figures to minimise, over all forms."""
    shares, lists = (
        {row["figure"]: row for row in observed[name] if row["form"] is None}
        for name in ("shares", "lists")
    )
    better = {name: row["share"] for name, row in shares.items() if name != "silent"}
    worse = {"silent": shares["silent"]["count"]} if "silent" in shares else {}
    # There is no row where no record is right.
    alarms = [row["mean"] for row in observed["alarms"] if row["form"] is None]
    if alarms:
        worse["alarms"] = alarms[0]
    return better | {name: row["f1"] for name, row in lists.items()}, worse
