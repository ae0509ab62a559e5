"""Tables and columns of a release that are published as CSV.

All others are published as Parquet only. A model states in `Config.metadata` `has_csv = False`
where its table has no CSV file, or `not_in_csv`: the columns too long for a spreadsheet cell.
"""

from __future__ import annotations

from schemas import RELEASE_TABLES
from schemas.table import Column, Table, columns_of, stated_of


def csv_columns(table: type[Table]) -> tuple[Column, ...]:
    """Return the columns of the CSV file of `table`, in order.

    Empty where the table has no CSV file.
    """
    stated = stated_of(table)
    if not stated.get("has_csv", True):
        return ()
    left_out = stated.get("not_in_csv", [])
    return tuple(column for column in columns_of(table) if column.name not in left_out)


def csv_names(table: type[Table]) -> list[str]:
    """Return the names of the columns of the CSV file."""
    return [column.name for column in csv_columns(table)]


def not_in_csv(table: type[Table]) -> list[str]:
    """Return the names of the columns that only Parquet has."""
    names = csv_names(table)
    return [column.name for column in columns_of(table) if column.name not in names]


def csv_tables() -> list[str]:
    """Return the names of the published tables with a CSV file."""
    return [name for name, table in RELEASE_TABLES.items() if csv_columns(table)]
