"""The figures of `quality.json` in words: a sentence and a table.

They are for the page, the docs and the console.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.messages import Message, message

NONE = "–"
"""Cell without a figure."""

_NAMES = {
    "one_meeting": "figure_one_meeting",
    "date": "figure_date",
    "start": "figure_start",
    "end": "figure_end",
    "round": "figure_round",
    "venue": "figure_venue",
    "names": "figure_names",
    "speeches": "figure_speeches",
    "right": "figure_right",
    "silent": "figure_silent",
}
_FORMS = {
    "clean": "form_clean",
    "nav": "form_nav",
    "flat": "form_flat",
    "shred": "form_shred",
}
_LAST = ("right", "silent")
"""Figures about whole records, shown after the lists."""


class Line(NamedTuple):
    """A figure as shown.

    Attributes
    ----------
    counted
        Number of right ones of all: `57/83`.
    interval
        Interval of 95%; empty where a figure has none.
    wrong, made
        Counts of other values than the stated one, and of values where none is stated; empty for
        figures without values.
    by_form
        The cell of each form, in the order of `forms_of`; empty where the line is a detail.
    """

    name: Message
    counted: str
    value: str
    interval: str
    wrong: str
    made: str
    by_form: list[str]


def lead(quality: Mapping[str, Any]) -> Message:
    """Summarise the figures in one sentence, with the range over the gold."""
    of_gold = [row["f1"] for row in quality["fields"] if row["family"] is None]
    return message(
        "observed_lead",
        **_outcome(quality["observed"]),
        least=whole_percent(min(of_gold)),
        most=whole_percent(max(of_gold)),
    )


def lead_of(observed: Mapping[str, Any], folder: object) -> Message:
    """Summarise the figures of another folder in one sentence."""
    return message("observed_of_folder", **_outcome(observed), folder=folder)


def caveat() -> Message:
    """Return the limits of all figures."""
    return message("observed_caveat")


def form_name(form: str) -> Message:
    """Return the name of a form, or the form itself where unknown."""
    return message(_FORMS[form]) if form in _FORMS else Message(form, form)


def forms_of(observed: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the forms, each with its number of records."""
    return [
        (row["form"], row["n"])
        for row in observed["shares"]
        if row["figure"] == "right" and row["form"] is not None
    ]


def lines(observed: Mapping[str, Any]) -> list[Line]:
    """Return all figures in display order."""
    forms = [form for form, _ in forms_of(observed)]
    shares = _by_figure(observed["shares"])
    values = [_share(name, rows, forms) for name, rows in shares.items() if name not in _LAST]
    whole = [_share(name, shares[name], forms) for name in _LAST if name in shares]
    of_lists = [
        line
        for name, rows in _by_figure(observed["lists"]).items()
        for line in _of_list(name, rows, forms)
    ]
    return [*values, *of_lists, *whole, *_alarms(observed["alarms"], forms)]


def percent(share: float | None) -> str:
    """Write a share in per cent, with one decimal place.

    It is 0% or 100% only where the share is exactly so.
    """
    if share is None:
        return NONE
    return f"{share if share in (0, 1) else min(max(share, 0.001), 0.999):.1%}"


def whole_percent(share: float) -> str:
    """Write a share in whole per cent, rounded down."""
    return f"{int(share * 100 + 1e-9)}%"


def _outcome(observed: Mapping[str, Any]) -> dict[str, object]:
    shares = _by_figure(observed["shares"])
    right = shares["right"][None]
    wrong, silent = right["n"] - right["count"], 0
    if wrong:
        silent = shares["silent"][None]["count"]
    return {
        "records": right["n"],
        "right": right["count"],
        "share": percent(right["share"]),
        "low": percent(right["interval"][0]),
        "high": percent(right["interval"][1]),
        "warned": wrong - silent,
        "silent": silent,
    }


_Rows = dict[str | None, dict[str, Any]]


def _by_figure(rows: list[dict[str, Any]]) -> dict[str, _Rows]:
    found: dict[str, _Rows] = {}
    for row in rows:
        found.setdefault(row["figure"], {})[row["form"]] = row
    return found


def _share(name: str, rows: _Rows, forms: list[str]) -> Line:
    pooled = rows[None]
    wrong, made = ("" if pooled[kind] is None else str(pooled[kind]) for kind in ("wrong", "made"))
    return Line(
        message(_NAMES[name]),
        _of(pooled["count"], pooled["n"]),
        percent(pooled["share"]),
        _interval(pooled["interval"]),
        wrong,
        made,
        [_of(rows[form]["count"], rows[form]["n"]) if form in rows else NONE for form in forms],
    )


def _of_list(name: str, rows: _Rows, forms: list[str]) -> list[Line]:
    pooled, figure = rows[None], message(_NAMES[name])
    shares = {
        "precision": message("precision_of", figure=figure),
        "recall": message("recall_of", figure=figure),
        "f1": message("f1_of", figure=figure),
    }
    counted = {
        "precision": _of(pooled["right"], pooled["given"]),
        "recall": _of(pooled["right"], pooled["n"]),
        "f1": f"{pooled['n']:,}",
    }
    cells = [percent(rows[form]["f1"]) if form in rows else NONE for form in forms]
    return [
        Line(
            label,
            counted[share],
            percent(pooled[share]),
            _interval(pooled[f"{share}_interval"]),
            "",
            "",
            cells if share == "f1" else [],
        )
        for share, label in shares.items()
    ]


def _alarms(rows: list[dict[str, Any]], forms: list[str]) -> list[Line]:
    means = {row["form"]: row for row in rows}
    if None not in means:
        # No record is right.
        return []
    pooled = means[None]
    cells = [f"{means[form]['mean']:.2f}" if form in means else NONE for form in forms]
    name = message("figure_alarms")
    return [Line(name, f"{pooled['n']:,}", f"{pooled['mean']:.2f}", "", "", "", cells)]


def _of(count: int, n: int) -> str:
    return f"{count:,}/{n:,}"


def _interval(ends: list[float] | None) -> str:
    return "" if ends is None else f"{percent(ends[0])}–{percent(ends[1])}"
