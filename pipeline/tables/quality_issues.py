"""Quality issues: errors and doubts of a stage, as rows."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.messages import Message
from pipeline.tables.identifiers import with_row_id
from schemas import TABLES
from schemas.table import empty, polars_schema
from schemas.vocabulary import Severity, Stage


def issues(
    found: pl.DataFrame,
    *,
    stage: Stage,
    rule: str,
    severity: Severity,
    table_name: str,
    message: Message | Mapping[str, pl.Expr],
) -> pl.DataFrame:
    """Make one row of `quality_issues` for each row of `found`.

    Parameters
    ----------
    found
        `collection_id` and, where known, `row_key`, `document_id`, `line`, `excerpt`.
    message
        The error and its remedy: one message for all rows, or expressions over `found` for the
        columns `message` and `message_ja`.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`.
    """
    if found.is_empty():
        return empty(TABLES["quality_issues"])
    schema = polars_schema(TABLES["quality_issues"])
    known = [
        name for name in ("row_key", "document_id", "line", "excerpt") if name in found.columns
    ]
    if isinstance(message, Message):
        message = {"message": pl.lit(message.en), "message_ja": pl.lit(message.ja)}
    rows = found.select(
        "collection_id",
        *known,
        pl.lit(stage.value).alias("stage"),
        pl.lit(rule).alias("rule"),
        pl.lit(severity.value).alias("severity"),
        pl.lit(table_name).alias("table_name"),
        **message,
    )
    rows = rows.with_columns(
        pl.lit(None, dtype=schema[name]).alias(name)
        for name in schema.names()
        if name not in rows.columns
    ).with_columns(pl.col("excerpt").str.slice(0, EXCERPT_CHARACTERS))
    identity = [
        pl.col(name).cast(pl.String).fill_null("")
        for name in ("rule", "table_name", "row_key", "document_id", "line")
    ]
    rows = with_row_id(
        rows,
        "quality_issue_id",
        prefix=pl.format("{}/{}/q-", "collection_id", "stage"),
        identity=pl.concat_str(identity, separator="\x1f"),
    )
    return rows.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
