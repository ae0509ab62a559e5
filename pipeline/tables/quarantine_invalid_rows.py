"""Quarantine: rows that break their schema are removed and reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandera.polars as pa
import polars as pl

from pipeline.messages import Message, message, message_columns
from pipeline.tables.quality_issues import issues
from schemas import LINKED_TABLES, RELEASE_TABLES, TABLES
from schemas.table import columns_of, empty, holds, primary_key
from schemas.vocabulary import Severity, Stage

KEY_SEPARATOR = "|"
"""Separates the columns of a primary key in `quality_issues.row_key`."""


class Sifted(NamedTuple):
    """Rows that may be published, and issues of the other rows."""

    rows: pl.DataFrame
    quality_issues: pl.DataFrame


def row_key(table_name: str) -> pl.Expr:
    """Return the primary key of a row as one text."""
    return pl.concat_str(
        [
            pl.col(name).cast(pl.String).fill_null("")
            for name in primary_key(RELEASE_TABLES[table_name])
        ],
        separator=KEY_SEPARATOR,
    )


def quarantine_invalid_rows(
    table_name: str, rows: pl.DataFrame, published: dict[str, pl.DataFrame]
) -> Sifted:
    """Quarantine rows that break the schema or lack a parent row.

    A row whose required foreign key leads nowhere is quarantined. An optional foreign key that
    leads nowhere is set to null and reported.

    Parameters
    ----------
    table_name
        Name of the table.
    rows
        Candidate rows, with the columns of the table.
    published
        Tables that foreign keys refer to, by name, `documents` included.
    """
    found = [empty(TABLES["quality_issues"])]

    def report(
        bad: pl.DataFrame, rule: str, severity: Severity, reason: Message | Mapping[str, pl.Expr]
    ) -> None:
        located = bad.with_columns(row_key=row_key(table_name), line=pl.col("line_start"))
        if "collection_id" not in located.columns:
            collections = published["documents"].select("document_id", "collection_id")
            located = located.join(collections, on="document_id", how="left", maintain_order="left")
        found.append(
            issues(
                located,
                stage=Stage.NORMALISATION,
                rule=rule,
                severity=severity,
                table_name=table_name,
                message=reason,
            )
        )

    failures = schema_failures(table_name, rows)
    if failures.height:
        numbered = rows.with_row_index("index").join(failures, on="index", maintain_order="left")
        report(
            numbered,
            "schema",
            Severity.ERROR,
            message_columns("row_breaks_schema", reasons="reasons"),
        )
        rows = rows.with_row_index("index").join(failures, on="index", how="anti").drop("index")

    # A quarantined row may be the parent of another, so this repeats until nothing changes.
    while True:
        before = rows.height
        for column in columns_of(TABLES[table_name]):
            if not column.references:
                continue
            target, key = column.references.split(".")
            if target in LINKED_TABLES:
                continue  # Filled by the release alone.
            keys = rows if target == table_name else published[target]
            leads_nowhere = pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(
                keys[key].implode()
            )
            lost = rows.filter(leads_nowhere)
            if lost.is_empty():
                continue
            if column.nullable:
                report(
                    lost,
                    f"{column.name}_lost",
                    Severity.WARN,
                    message("reference_emptied", column=column.name, target=target),
                )
                rows = rows.with_columns(
                    pl.when(~leads_nowhere).then(pl.col(column.name)).alias(column.name)
                )
            else:
                report(
                    lost,
                    f"{column.name}_missing",
                    Severity.ERROR,
                    message("reference_quarantined", target=target),
                )
                rows = rows.filter(~leads_nowhere)
        if rows.height == before:
            return Sifted(rows, pl.concat(found))


def schema_failures(table_name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Find the rows that break their schema.

    Returns
    -------
    pl.DataFrame
        `index` (position in `rows`) and `reasons` (text). Of rows with the same key all but the
        first fail.

    Raises
    ------
    pandera.errors.SchemaErrors
        Where the columns themselves are wrong.
    """
    no_failures = pl.DataFrame(schema={"index": pl.UInt32, "reasons": pl.String})
    if holds(RELEASE_TABLES[table_name], rows):
        return no_failures
    try:
        RELEASE_TABLES[table_name].validate(rows, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases: pl.DataFrame = error.failure_cases
        if cases["index"].null_count():
            raise
        by_row = (
            cases.filter(pl.col("check") != "multiple_fields_uniqueness")
            .with_columns(reason=pl.format("{} of {}", "check", "column"))
            .group_by(pl.col("index").cast(pl.UInt32))
            .agg(pl.col("reason").sort().unique(maintain_order=True).str.join(", "))
        )
        repeated = (
            rows.with_row_index("index")
            .filter(~pl.struct(primary_key(RELEASE_TABLES[table_name])).is_first_distinct())
            .select("index", reason=pl.lit("uniqueness of the key"))
        )
        return (
            pl.concat([by_row, repeated])
            .group_by("index")
            .agg(pl.col("reason").str.join(", ").alias("reasons"))
            .sort("index")
        )
    return no_failures
