"""Faults of files as rows of `quality_issues`."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipeline.ingestion.source_files import Fault
from pipeline.tables.quality_issues import issues
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import Severity, Stage

Row = dict[str, str | int | date | None]


def unopened(collection_id: str, name: str, fault: Fault) -> Row:
    """Give the row of an issue about a file that was not even opened."""
    return issue_row(collection_id, None, f"{collection_id}/{name}", fault)


def issue_row(
    collection_id: str, document_id: str | None, row_key: str | None, fault: Fault
) -> Row:
    """Give the row of an issue about a document, or about a collection."""
    return {
        "collection_id": collection_id,
        "document_id": document_id,
        "row_key": row_key,
        "line": fault.line,
        "rule": fault.rule,
        "severity": fault.severity.value,
        "message": fault.message.en,
        "message_ja": fault.message.ja,
    }


def issues_of(faults: list[Row]) -> pl.DataFrame:
    """Make rows of `quality_issues` of the rows of faults."""
    if not faults:
        return empty(TABLES["quality_issues"])
    schema = dict.fromkeys(faults[0], pl.String()) | {"line": pl.Int32()}
    found = pl.DataFrame(faults, schema=schema)
    return pl.concat(
        issues(
            of_rule,
            stage=Stage.INGESTION,
            rule=str(rule),
            severity=Severity.of(str(severity)),
            table_name="documents",
            message={name: pl.col(name) for name in ("message", "message_ja")},
        )
        for (rule, severity), of_rule in found.group_by("rule", "severity", maintain_order=True)
    )
