"""Counts and examples of changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipeline.limits import EXAMPLES_SHOWN
from pipeline.release.version import Reason
from schemas import TABLES
from schemas.changes import Changes
from schemas.table import empty
from schemas.vocabulary import ChangeCause, ChangeType

DONE = {
    ChangeType.INSERT: ("added", "追加"),
    ChangeType.DELETE: ("withdrawn", "取り下げ"),
    ChangeType.UPDATE: ("corrected", "修正"),
}
"""What was done to a row, in English and Japanese."""


@dataclass(frozen=True)
class Summary:
    """Counts of the rows of `changes`, and the first of them.

    `rows` has `table_name`, `change_type` and `row_count`; each row of a table counts once.
    `values` has `table_name`, `column_name` and `value_count`, `causes` has `cause` and
    `change_count`. All are in the order of `changes`, as are the `examples`.
    """

    rows: pl.DataFrame
    values: pl.DataFrame
    causes: pl.DataFrame
    examples: pl.DataFrame

    @property
    def table_names(self) -> list[str]:
        """The tables with changes."""
        return self.rows["table_name"].unique(maintain_order=True).to_list()

    @property
    def is_cut(self) -> bool:
        """Whether there are more changes than examples."""
        return int(self.causes["change_count"].sum()) > self.examples.height

    def row_count(self, table_name: str, change_type: ChangeType) -> int:
        """Return how many rows of a table changed in this way."""
        is_such = (pl.col("table_name") == table_name) & (pl.col("change_type") == change_type)
        return int(self.rows.filter(is_such)["row_count"].sum())

    def cause_count(self, cause: ChangeCause) -> int:
        """Return how many changes have this cause."""
        return int(self.causes.filter(pl.col("cause") == cause)["change_count"].sum())

    def corrected_columns(self, table_name: str) -> dict[str, int]:
        """Return how many values were corrected, by column of a table."""
        of_table = self.values.filter(pl.col("table_name") == table_name)
        return dict(of_table.select("column_name", "value_count").iter_rows())

    def reasons(self, *change_types: ChangeType) -> list[Reason]:
        """Return the counts of these changes, by table, as reasons."""
        return [
            Reason(
                f"{count} {'row' if count == 1 else 'rows'} of {name} {english}",
                f"{name} の{count}行を{japanese}",
            )
            for name in self.table_names
            for change_type in change_types
            for english, japanese in [DONE[change_type]]
            for count in [self.row_count(name, change_type)]
            if count
        ]


def summarise(found: Iterable[pl.DataFrame]) -> Summary:
    """Count the rows of `changes` in several frames.

    All changes of a row are in one frame.
    """
    frames = [_counted(rows) for rows in found] or [_counted(empty(Changes))]
    rows, values, causes, examples = (pl.concat(parts) for parts in zip(*frames, strict=True))
    return Summary(
        rows.group_by("table_name", "change_type", maintain_order=True)
        .sum()
        .sort(_place(), maintain_order=True),
        values.group_by("table_name", "column_name", maintain_order=True).sum(),
        causes.group_by("cause", maintain_order=True).sum(),
        _first(examples).sort(_place(), "ordinal"),
    )


def _counted(rows: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    return (
        rows.group_by("table_name", "change_type", maintain_order=True).agg(
            row_count=pl.col("row_key").n_unique()
        ),
        rows.drop_nulls("column_name")
        .group_by("table_name", "column_name", maintain_order=True)
        .agg(value_count=pl.len()),
        rows.group_by("cause", maintain_order=True).agg(change_count=pl.len()),
        _first(rows),
    )


def _first(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.int_range(pl.len()).over("table_name", "change_type") < EXAMPLES_SHOWN)


def _place() -> pl.Expr:
    places = {name: place for place, name in enumerate(TABLES)}
    return pl.col("table_name").replace_strict(places, default=len(places), return_dtype=pl.Int32)
