"""Changes since the last release, from the table `changes`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.words import Words, label

MOST_ROWS = 50
VALUE_COLUMNS = 160
"""Maximum width of a shown value, in columns."""

KINDS = {
    "insert": Words("追加", "insert"),
    "delete": Words("削除", "delete"),
    "update": Words("訂正", "update"),
}


@dataclass(frozen=True)
class ChangeCount:
    """Number of rows of a table by kind and cause of change."""

    table_name: str
    kind: Words
    cause: str
    rows: int


@dataclass(frozen=True)
class Change:
    """A changed value, or an added or withdrawn row.

    `previous_row_key` is the key of the row in the release before, where it differs.
    """

    table_name: str
    row_key: str
    previous_row_key: str | None
    kind: Words
    column_name: str
    old_value: str
    new_value: str


@dataclass(frozen=True)
class Changes:
    """Counts of all changes, and the first changes."""

    counts: list[ChangeCount]
    total: int
    first: list[Change]


def changes(parquet: Path) -> Changes | None:
    """Read the changes; None where the release has no such table."""
    file = parquet / "changes.parquet"
    if not file.is_file():
        return None
    table = scan_parquet(file)
    counts = (
        table.group_by("table_name", "change_type", "cause")
        .agg(pl.col("row_key").n_unique())
        .sort("table_name", "change_type", "cause")
        .collect()
    )
    first = (
        table.select(
            "table_name",
            "row_key",
            pl.when(pl.col("previous_row_key") != pl.col("row_key")).then("previous_row_key"),
            "change_type",
            "column_name",
            "old_value",
            "new_value",
        )
        .head(MOST_ROWS)
        .collect()
    )
    return Changes(
        [
            ChangeCount(table_name, KINDS[kind], cause or "", rows)
            for table_name, kind, cause, rows in counts.iter_rows()
        ],
        table.select(pl.len()).collect().item(),
        [
            Change(table_name, key, previous, KINDS[kind], column or "", _short(old), _short(new))
            for table_name, key, previous, kind, column, old, new in first.iter_rows()
        ],
    )


def _short(value: str | None) -> str:
    return "" if value is None else label(value, VALUE_COLUMNS)
