"""The report of an evaluation on the console."""

from __future__ import annotations

import polars as pl
from rich.console import Console
from rich.table import Table

from assets.console import say
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.gold import SPLITS
from pipeline.evaluation.score import FIELDS
from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.messages import message

_PARTS = {"dev": "part_dev", "test": "part_test"}
_SHARES = {
    "precision": "share_precision",
    "recall": "share_recall",
    "f1": "share_f1",
    "coverage": "share_coverage",
}
"""The messages that name the parts and the columns of figures."""

_WIDE = 6
"""Fields in one table of families, so that it fits a console of 80 columns."""


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
        said = message(
            "wrong_row",
            place=f"{row['record']}/{row['file']}:{row['line']}",
            field=row["field"],
            truth=_words(row["truth"]),
            found=_words(row["found"]),
        )
        say(console, said)
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


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _words(value: str | None) -> str:
    return message("nothing") if value is None else repr(value[:EXCERPT_CHARACTERS])
