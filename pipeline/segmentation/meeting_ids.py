"""Identifiers of meetings, by the date and session in their headers."""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date
from pipeline.fields.given_meetings import with_given_meetings
from pipeline.fields.headers import headers_of
from pipeline.fields.titles import with_title_parts, without_continuation
from pipeline.ingestion.given import with_given, with_given_parts
from pipeline.tables.identifiers import short_hash


def meeting_ids(
    passages: pl.DataFrame,
    meetings: pl.DataFrame,
    documents: pl.DataFrame,
    speeches: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Identify the meetings of a collection by date and session.

    Both are stated or given. Of meetings with the same date and session, or with neither, all but
    the first have a hash of their document, title and number. A file whose title states that it
    continues another of the same title and date is of the same meeting.

    Parameters
    ----------
    passages
        As made by `passages_of`, of titles and dates, with `meeting`.
    meetings
        `document_id`, `meeting`: all of them, with a header or without.
    documents
        The table `documents`.
    speeches
        The speeches that sources state, with their meetings; None where there are none.

    Returns
    -------
    pl.DataFrame
        `document_id`, `meeting`, `meeting_id`.
    """
    of_meeting = ("document_id", "meeting")
    headers = (
        meetings.join(
            headers_of(passages, *of_meeting), on=of_meeting, how="left", maintain_order="left"
        )
        .pipe(with_given, meetings, documents, *of_meeting)
        .pipe(with_title_parts)
        .pipe(with_given_parts)
        .pipe(with_given_meetings, speeches)
    )
    headers = with_date(headers).with_columns(date=pl.coalesce("date_of_source", "date"))
    headers = headers.join(
        documents.select("document_id", "collection_id"), on="document_id", maintain_order="left"
    )
    headers = _with_first_part(headers)
    identified = (
        headers.filter(pl.col("part_of").is_null())
        .with_columns(
            meeting_id=pl.format(
                "{}/{}/{}",
                "collection_id",
                pl.col("date").cast(pl.String).fill_null("undated"),
                pl.col("session").cast(pl.String).fill_null("unnumbered"),
            )
        )
        .with_columns(number=pl.int_range(1, pl.len() + 1).over("meeting_id"))
        .with_columns(
            distinction=pl.concat_str(
                "document_id",
                pl.col("title").fill_null(""),
                pl.col("meeting").cast(pl.String),
                separator="\x1f",
            ).map_batches(short_hash, return_dtype=pl.String)
        )
        .select(
            *("document_id", "meeting", "row"),
            meeting_id=pl.when(pl.col("number") > 1)
            .then(pl.format("{}-{}", "meeting_id", "distinction"))
            .otherwise("meeting_id"),
        )
    )
    parts = headers.join(
        identified.select(part_of="row", meeting_id="meeting_id"), on="part_of"
    ).select(identified.columns)
    return pl.concat([identified, parts]).sort("row").drop("row")


def _with_first_part(headers: pl.DataFrame) -> pl.DataFrame:
    """Add `row`, and `part_of`: the row of the first file.

    A file has `part_of` where its title is that of an earlier file except for the words of a
    continuation, and their dates do not differ: 会議録（その２） → the row of 会議録（その１）.
    """
    whole = without_continuation(pl.col("title")).str.replace_all(r"\s", "")
    numbered = headers.with_row_index("row").with_columns(whole=whole)
    first = (
        numbered.group_by("collection_id", "whole")
        .agg(pl.col("row", "document_id", "date").first())
        .rename({"row": "part_of", "document_id": "first_document", "date": "first_date"})
    )
    goes_on = (
        (pl.col("whole") != pl.col("title").str.replace_all(r"\s", ""))
        & (pl.col("document_id") != pl.col("first_document"))
        & (pl.col("date") == pl.col("first_date")).fill_null(True)
    )
    return numbered.join(
        first, on=["collection_id", "whole"], how="left", maintain_order="left"
    ).with_columns(part_of=pl.when(goes_on).then("part_of"))
