"""The floor: the least that each field has to reach on the part that nobody looks at."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl

SLACK = 0.02
"""A floor further below its figure has to be raised, or say why not."""


def complaints(floor: Path, figures: pl.DataFrame) -> list[str]:
    """Say which figures of the test part are below the floor, and which floors to raise.

    Parameters
    ----------
    floor
        A table `f1` with a number for each field, tables of other shares (`precision`) for some,
        and a table `reasons` with a text for each field whose floor may lie low.
    figures
        As made by `figures_of`.
    """
    stated = tomllib.loads(floor.read_text(encoding="utf-8"))
    reasons = stated.pop("reasons", {})
    pooled = figures.filter(pl.col("family").is_null(), split="test")
    found = []
    for share, floors in stated.items():
        measured = dict(pooled.select("field", share).iter_rows())
        found += [f"{field}: {share} is not measured" for field in floors.keys() - measured.keys()]
        if share == "f1":
            found += [f"{field}: f1 has no floor" for field in measured.keys() - floors.keys()]
        for field in floors.keys() & measured.keys():
            # A share of nothing is null: nothing is given yet.
            figure = measured[field] or 0.0
            if figure < floors[field]:
                found.append(f"{field}: {share} {figure:.4f} is below the floor {floors[field]}")
            elif figure - floors[field] > SLACK and field not in reasons:
                highest = int(figure * 100) / 100
                found.append(f"{field}: raise the floor of {share} to {highest:.2f}")
    return sorted(found)
