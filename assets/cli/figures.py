"""The report of an evaluation on the console."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assets.cli.console import say
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.gold import SPLITS
from pipeline.evaluation.observed.figures import Observed
from pipeline.evaluation.observed.score import IS_FAULT
from pipeline.evaluation.observed.told import form_name, forms_of, lines
from pipeline.evaluation.score import FIELDS
from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.messages import Message, message, placed
from pipeline.messages.printable import printable

_PARTS = {"dev": "part_dev", "test": "part_test"}
_COLUMNS = ("column_counted", "column_value", "column_interval", "column_wrong", "column_made")
_SHARES = {
    "precision": "share_precision",
    "recall": "share_recall",
    "f1": "share_f1",
    "coverage": "share_coverage",
}
"""The messages that name the parts and the columns of figures."""

_WIDE = 6
"""Fields in one table of families, so that it fits a console of 80 columns."""


def print_observed(console: Console, observed: Mapping[str, Any]) -> None:
    """Print the figures of records in observed shapes: all forms pooled, then by form.

    `observed` is stated as in `quality.json`.
    """
    # Japanese has no blanks to wrap at, and would be cut off.
    pooled, by_form = (Table(box=None, pad_edge=False) for _ in range(2))
    for table in (pooled, by_form):
        table.add_column(message("column_figure"), overflow="fold")
    for name in _COLUMNS:
        pooled.add_column(message(name), justify="right")
    by_form.columns[0].no_wrap = True
    for form, n in forms_of(observed):
        # A form of somebody else's records has a name of theirs, which may look like markup.
        header = Text(printable(f"{form_name(form)} ({n})"))
        by_form.add_column(header, justify="right", vertical="bottom", overflow="fold")
    for line in lines(observed):
        pooled.add_row(line.name, line.counted, line.value, line.interval, line.wrong, line.made)
        if line.by_form:
            by_form.add_row(line.name, *line.by_form)
    for table in (pooled, by_form):
        console.print(table)
        say(console, "")


def print_wrong_records(console: Console, observed: Observed, most: int) -> None:
    """Print what is wrong in the first records that are not read right."""
    wrong = observed.records.filter(~pl.col("is_right"))
    faults = observed.outcomes.filter(IS_FAULT)
    for record, issues in wrong.head(most).select("record", "issues").iter_rows():
        said = message("record_warned", count=issues) if issues else message("record_silent")
        say(console, f"{printable(record)} ({said})")
        for row in faults.filter(record=record).iter_rows(named=True):
            say(console, f"  {_fault(row['figure'], row)}")
    if wrong.height > most:
        say(console, message("records_more", count=wrong.height - most))
    say(console, "")


def print_figures(console: Console, evaluation: Evaluation) -> None:
    """Print the figures of each part: the fields pooled, then F1 by family."""
    for split in reversed(SPLITS):
        figures = evaluation.figures.filter(split=split)
        if figures.is_empty():
            continue
        console.print(_pooled(figures.filter(pl.col("family").is_null()), message(_PARTS[split])))
        by_family = figures.filter(pl.col("family").is_not_null())
        for start in range(0, len(FIELDS), _WIDE):
            console.print(_by_family(by_family, FIELDS[start : start + _WIDE]))


def print_errors(console: Console, outcomes: pl.DataFrame, most: int) -> None:
    """Print the first outcomes that are wrong, with record, file and line."""
    wrong = outcomes.filter(pl.col("right") < pl.max_horizontal("given", "expected")).sort(
        pl.col("field").cast(pl.Enum(FIELDS)), "record", "file", "line", maintain_order=True
    )
    for row in wrong.head(most).iter_rows(named=True):
        place = f"{row['record']}/{row['file']}:{row['line']}"
        say(console, placed(place, _fault(row["field"], row)))
    if wrong.height > most:
        say(console, message("and_more", count=wrong.height - most))


def _pooled(figures: pl.DataFrame, part: str) -> Table:
    table = Table(
        message("column_field"), title=part, title_justify="left", box=None, pad_edge=False
    )
    for name in (*_SHARES.values(), "interval_of_f1", "count_of_truth"):
        table.add_column(message(name), justify="right")
    for row in figures.iter_rows(named=True):
        interval = f"{_share(row['f1_low'])}-{_share(row['f1_high'])}"
        table.add_row(
            row["field"], *(_share(row[share]) for share in _SHARES), interval, str(row["n"])
        )
    return table


def _by_family(figures: pl.DataFrame, fields: tuple[str, ...]) -> Table:
    table = Table("\n" + message("f1_by_family"), box=None, pad_edge=False)
    for field in fields:
        table.add_column(field.replace("_", "\n"), justify="right", vertical="bottom")
    for (family,), rows in figures.group_by("family", maintain_order=True):
        f1 = dict(rows.select("field", "f1").iter_rows())
        table.add_row(str(family), *(_share(f1.get(field)) for field in fields))
    return table


def _fault(figure: str, row: Mapping[str, Any]) -> Message:
    truth, found = _words(row["truth"]), _words(row["found"])
    return message("record_fault", figure=figure, truth=truth, found=found)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _words(value: str | None) -> str:
    return message("nothing") if value is None else repr(value[:EXCERPT_CHARACTERS])
