"""The report of an evaluation on the console."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.gold import SPLITS
from pipeline.evaluation.observed.figures import Observed
from pipeline.evaluation.observed.score import IS_FAULT
from pipeline.evaluation.observed.told import form_name, forms_of, lines
from pipeline.evaluation.score import FIELDS
from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.messages import message

_PARTS = {
    "dev": "development part (looked at while rules were mended, so it flatters)",
    "test": "test part (looked at by nobody)",
}
_COLUMNS = ("column_counted", "column_value", "column_interval", "column_wrong", "column_made")
_SHARES = ("precision", "recall", "f1", "coverage")
_WIDE = 6
"""Fields in one table of families, so that it fits a console of 80 columns."""


def print_observed(console: Console, lead: str, observed: Mapping[str, Any]) -> None:
    """Print the figures of records in observed shapes: all forms pooled, then by form.

    `observed` is stated as in `quality.json`.
    """
    console.print(lead, end="\n\n")
    # Japanese has no blanks to wrap at, and would be cut off.
    pooled, by_form = (Table(box=None, pad_edge=False) for _ in range(2))
    for table in (pooled, by_form):
        table.add_column(message("column_figure"), overflow="fold")
    for name in _COLUMNS:
        pooled.add_column(message(name), justify="right")
    by_form.columns[0].no_wrap = True
    for form, n in forms_of(observed):
        header = f"{form_name(form)} ({n})"
        by_form.add_column(header, justify="right", vertical="bottom", overflow="fold")
    for line in lines(observed):
        pooled.add_row(line.name, line.counted, line.value, line.interval, line.wrong, line.made)
        if line.by_form:
            by_form.add_row(line.name, *line.by_form)
    for table in (pooled, by_form):
        console.print(table)
        console.print()


def print_wrong_records(console: Console, observed: Observed, most: int) -> None:
    """Print what is wrong in the first records that are not read right."""
    wrong = observed.records.filter(~pl.col("is_right"))
    faults = observed.outcomes.filter(IS_FAULT)
    for record, issues in wrong.head(most).select("record", "issues").iter_rows():
        said = message("record_warned", count=issues) if issues else message("record_silent")
        console.print(f"{record} ({said})", markup=False, soft_wrap=True)
        for row in faults.filter(record=record).iter_rows(named=True):
            truth = _words(row["truth"], none="nothing")
            found = _words(row["found"], none="nothing")
            told = message("record_fault", figure=row["figure"], truth=truth, found=found)
            console.print(f"  {told}", markup=False, soft_wrap=True)
    if wrong.height > most:
        console.print(message("records_more", count=wrong.height - most))
    console.print()


def print_figures(console: Console, evaluation: Evaluation) -> None:
    """Print the figures of each part: the fields pooled, then F1 by family."""
    for split in reversed(SPLITS):
        figures = evaluation.figures.filter(split=split)
        if figures.is_empty():
            continue
        console.print(_pooled(figures.filter(pl.col("family").is_null()), _PARTS[split]))
        by_family = figures.filter(pl.col("family").is_not_null())
        for start in range(0, len(FIELDS), _WIDE):
            console.print(_by_family(by_family, FIELDS[start : start + _WIDE]))


def print_errors(console: Console, outcomes: pl.DataFrame, most: int) -> None:
    """Print the first outcomes that are wrong, with record, file and line."""
    wrong = outcomes.filter(pl.col("right") < pl.max_horizontal("given", "expected")).sort(
        pl.col("field").cast(pl.Enum(FIELDS)), "record", "file", "line", maintain_order=True
    )
    for row in wrong.head(most).iter_rows(named=True):
        truth = _words(row["truth"], none="nothing")
        found = _words(row["found"], none="nothing")
        place = f"{row['record']}/{row['file']}:{row['line']}"
        console.print(
            f"{place}: {row['field']}: the truth is {truth}, read was {found}",
            markup=False,
            soft_wrap=True,
        )
    if wrong.height > most:
        console.print(f"... and {wrong.height - most} more")


def _pooled(figures: pl.DataFrame, part: str) -> Table:
    table = Table("field", title=part, title_justify="left", box=None, pad_edge=False)
    for share in _SHARES:
        table.add_column(share, justify="right")
    table.add_column("F1, 95%", justify="right")
    table.add_column("n", justify="right")
    for row in figures.iter_rows(named=True):
        interval = f"{_share(row['f1_low'])}-{_share(row['f1_high'])}"
        table.add_row(
            row["field"], *(_share(row[share]) for share in _SHARES), interval, str(row["n"])
        )
    return table


def _by_family(figures: pl.DataFrame, fields: tuple[str, ...]) -> Table:
    table = Table("\nF1 by family", box=None, pad_edge=False)
    for field in fields:
        table.add_column(field.replace("_", "\n"), justify="right", vertical="bottom")
    for (family,), rows in figures.group_by("family", maintain_order=True):
        f1 = dict(rows.select("field", "f1").iter_rows())
        table.add_row(str(family), *(_share(f1.get(field)) for field in fields))
    return table


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _words(value: str | None, none: str) -> str:
    return none if value is None else repr(value[:EXCERPT_CHARACTERS])
