"""Renamed keys, and the references to them, which are no changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter

import polars as pl

from schemas import TABLES
from schemas.table import columns_of, polars_schema, primary_key


def references_of(table_name: str) -> dict[str, str]:
    """Return the table that each column of a table refers to.

    A column refers by a foreign key or by its name: the document of an issue, or the meeting of a
    block, may be quarantined, so these are no foreign keys.
    """
    if table_name not in TABLES:
        return {}
    named = {key[0]: name for name, table in TABLES.items() if len(key := primary_key(table)) == 1}
    return {
        column.name: column.references.split(".")[0] if column.references else named[column.name]
        for column in columns_of(TABLES[table_name])
        if column.references or named.get(column.name, table_name) != table_name
    }


def by_reference(table_names: Iterable[str]) -> list[str]:
    """Sort tables so that each follows those that it refers to."""
    names = set(table_names)
    graph = {
        name: (names if _is_about_rows(name) else names & {*references_of(name).values()}) - {name}
        for name in sorted(names)
    }
    return list(TopologicalSorter(graph).static_order())


def _is_about_rows(table_name: str) -> bool:
    """Whether rows name rows of any table by key, as issues do."""
    columns = polars_schema(TABLES[table_name]) if table_name in TABLES else {}
    return "table_name" in columns and "row_key" in columns


class Renames:
    """Keys of rows that differ from those of the release before."""

    def __init__(self) -> None:
        self._found: dict[str, pl.DataFrame] = {}

    def add(self, table_name: str, pairs: pl.DataFrame) -> None:
        """Record the keys of rows of a table: `row_key` and `previous_row_key`."""
        changed = pairs.filter(pl.col("previous_row_key") != pl.col("row_key"))
        if changed.height:
            self._found[table_name] = changed

    def followed(self, table_name: str, key: Sequence[str], rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows with their references to renamed rows replaced.

        A key that begins with a renamed key follows it, as a remark's key begins with its
        meeting's. Call this before the keys of the table itself are added.
        """
        leading = self._references(table_name, rows)
        begins = {
            name: pl.coalesce(
                *(
                    pl.when(pl.col(name).str.starts_with(pl.col(column) + "/")).then(
                        new + pl.col(name).str.slice(pl.col(column).str.len_chars())
                    )
                    for column, new in leading.items()
                ),
                name,
            )
            for name in key
            if leading and name not in leading and rows.schema[name] == pl.String
        }
        followed = rows.with_columns(**leading, **begins)
        return self._rows_followed(followed) if _is_about_rows(table_name) else followed

    def followed_within(self, table_name: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Replace the references of a table to its own renamed rows."""
        references = self._references(table_name, rows)
        targets = references_of(table_name)
        return rows.with_columns(
            **{name: new for name, new in references.items() if targets[name] == table_name}
        )

    def _references(self, table_name: str, rows: pl.DataFrame) -> dict[str, pl.Expr]:
        return {
            column: self._new(target, pl.col(column))
            for column, target in references_of(table_name).items()
            if column in rows.columns and target in self._found
        }

    def _new(self, table_name: str, column: pl.Expr) -> pl.Expr:
        found = self._found[table_name]
        return column.replace(found["previous_row_key"], found["row_key"])

    def _rows_followed(self, rows: pl.DataFrame) -> pl.DataFrame:
        new = [
            pl.when(pl.col("table_name") == name).then(self._new(name, pl.col("row_key")))
            for name in self._found
        ]
        return rows.with_columns(row_key=pl.coalesce(*new, "row_key"))
