"""Checks of every table: its rows follow its schema and its keys."""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames
from pipeline.tables.quarantine_invalid_rows import row_key, schema_failures
from schemas import LINKED_TABLES, TABLES
from schemas.table import columns_of
from schemas.vocabulary import Severity, Stage


def schema_check(table_name: str, stage: Stage) -> Check[Frames]:
    """Make a check of a table's schema, by pandera.

    It covers types, nulls, closed values, patterns and the primary key.
    """

    def failing(frames: Frames) -> pl.DataFrame:
        failures = schema_failures(table_name, frames[table_name])
        return (
            frames[table_name][failures["index"]]
            .with_columns(failures["reasons"])
            .select(row_key(table_name).alias("row_key"), "reasons")
        )

    return Check(
        f"{table_name}_schema",
        table_name,
        stage,
        Severity.ERROR,
        True,
        f"Every row of {table_name} holds to its schema, and its key is unique.",
        f"{table_name} の全行がスキーマに従い、主キーが一意である",
        failing,
    )


def foreign_keys_check(table_name: str, stage: Stage) -> Check[Frames]:
    """Make a check that every foreign key leads to a row."""
    references = {
        column.name: column.references.split(".")
        for column in columns_of(TABLES[table_name])
        if column.references
    }

    def failing(frames: Frames) -> pl.DataFrame:
        leads_nowhere = {
            name: pl.col(name).is_not_null()
            & ~pl.col(name).is_in(pl.lit(frames[target][key]).implode())
            for name, (target, key) in references.items()
            # No stage has these: the release links rows, and checks that.
            if target in frames or target not in LINKED_TABLES
        }
        rows = frames[table_name]
        # One query finds the columns that fail; only these are filtered.
        (asked,) = rows.select(
            **{name: of_column.any() for name, of_column in leads_nowhere.items()}
        ).rows(named=True)
        return pl.concat(
            rows.filter(leads_nowhere[name] if asked[name] else False).select(
                row_key(table_name).alias("row_key"),
                pl.lit(name).alias("column"),
                pl.col(name).alias("leads_to"),
            )
            for name in leads_nowhere
        )

    return Check(
        f"{table_name}_foreign_keys",
        table_name,
        stage,
        Severity.ERROR,
        True,
        f"Every foreign key of {table_name} leads to a row.",
        f"{table_name} の外部キーの参照先がすべて存在する",
        failing,
    )
