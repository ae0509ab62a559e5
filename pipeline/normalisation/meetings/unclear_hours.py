"""Unclear hours: clock times that name no single moment."""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date_parts
from pipeline.fields.headers import headers_of
from pipeline.fields.times import STANDARD_TIME
from pipeline.fields.titles import with_title_parts
from pipeline.messages import message_columns
from pipeline.tables.quality_issues import issues
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import BlockKind, Severity, Stage

_SUMMER_TIME = range(1948, 1952)
"""Years in which Japan had summer time."""


def unclear_hours(meetings: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Report hours that are null because they name no single moment.

    Parameters
    ----------
    meetings
        The table `meetings`.
    passages
        The passages that it was made of.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`, one per hour, with the line that it is written in.
    """
    year = pl.col("date").dt.year()
    # The date alone rules out most meetings.
    suspected = meetings.filter(
        (year < STANDARD_TIME.year) | year.is_in(list(_SUMMER_TIME)),
        pl.col("starts_at").is_null() | pl.col("ends_at").is_null(),
    )
    if suspected.is_empty():
        return empty(TABLES["quality_issues"])
    of_them = passages.filter(pl.col("meeting_id").is_in(suspected["meeting_id"].implode()))
    hours = (
        with_date_parts(
            with_title_parts(headers_of(of_them, "meeting_id")).join(
                suspected.select("meeting_id", given_date="date"), on="meeting_id"
            )
        )
        .select("meeting_id", "date", hour="unclear_hours")
        .explode("hour", empty_as_null=False)
    )
    written = of_them.filter(pl.col("kind") == BlockKind.DATE.value).select(
        "meeting_id",
        document="document_id",
        line="line_start",
        excerpt="source",
        _bare=pl.col("source").str.normalize("NFKC").str.replace_all(r"\s+", ""),
    )
    located = (
        hours.join(written, on="meeting_id", maintain_order="left_right")
        .filter(pl.col("_bare").str.contains(pl.col("hour"), literal=True))
        .unique(["meeting_id", "hour"], keep="first", maintain_order=True)
    )
    found = (
        hours.join(
            located.select("meeting_id", "hour", "document", "line", "excerpt"),
            on=["meeting_id", "hour"],
            how="left",
            maintain_order="left",
        )
        .join(
            suspected.select("meeting_id", "collection_id", "document_id", "line_start"),
            on="meeting_id",
            maintain_order="left",
        )
        .with_columns(
            document_id=pl.coalesce("document", "document_id"),
            line=pl.coalesce("line", "line_start"),
            row_key="meeting_id",
        )
    )
    has_standard_time = pl.col("date") >= STANDARD_TIME.date()
    return pl.concat(
        issues(
            found.filter(of_rule),
            stage=Stage.NORMALISATION,
            rule=rule,
            severity=Severity.WARN,
            table_name="meetings",
            message=message_columns(rule, hour="hour", date=pl.col("date")),
        )
        for rule, of_rule in (
            ("hour_exists_once", has_standard_time),
            ("hour_in_standard_time", ~has_standard_time),
        )
    )
