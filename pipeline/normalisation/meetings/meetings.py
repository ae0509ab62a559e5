"""Meetings: the headers of records become `meetings`."""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date_parts
from pipeline.fields.given_meetings import with_given_meetings
from pipeline.fields.headers import headers_of
from pipeline.fields.record_kinds import with_record_kind
from pipeline.fields.titles import with_title_parts
from pipeline.fields.venues import with_place_parts
from pipeline.ingestion.given import with_date_basis, with_given, with_given_parts
from pipeline.normalisation.attendance.counts import attendee_counts
from pipeline.tables.pages import columns_before_pages
from pipeline.text.spans import with_first_after
from schemas.vocabulary import Basis, RecordKind


def read_meetings(
    passages: pl.DataFrame,
    documents: pl.DataFrame,
    record_kind: RecordKind,
    speeches: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Make the table `meetings`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    documents
        The table `documents`.
    record_kind
        The record kind that the collection states; the kind given in `records.csv` goes before it,
        and the kind that a record shows goes before both.
    speeches
        The speeches that sources state, with their meetings; None where there are none.
    """
    # Of several documents, the span in the first.
    spans = (
        passages.group_by("meeting_id", "document_id", maintain_order=True)
        .agg(pl.col("char_start", "line_start").min(), pl.col("char_end", "line_end").max())
        .unique("meeting_id", keep="first", maintain_order=True)
        .drop("document_id")
    )
    return (
        headers_of(passages, "meeting_id")
        .pipe(with_given, passages, documents, "meeting_id")
        .pipe(with_title_parts)
        .pipe(with_given_parts)
        .join(spans, on="meeting_id")
        .pipe(_with_number, speeches)
        .pipe(with_given_meetings, speeches)
        .pipe(with_date_parts)
        .pipe(with_date_basis)
        .with_columns(
            date_basis=pl.when(pl.col("date_of_source").is_not_null())
            .then(pl.lit(Basis.GIVEN.value))
            .otherwise("date_basis")
        )
        .pipe(with_place_parts)
        .join(documents.select("document_id", "collection_id"), on="document_id")
        .join(attendee_counts(passages), on="meeting_id", how="left")
        .pipe(with_record_kind, passages, record_kind)
        .select(columns_before_pages("meetings"))
        .sort("meeting_id")
    )


def _with_number(meetings: pl.DataFrame, speeches: pl.DataFrame | None) -> pl.DataFrame:
    """Add `meeting`: the number that the source gives the meeting of the first speech within."""
    if speeches is None or speeches.is_empty():
        return meetings.with_columns(meeting=pl.lit(None, pl.Int32))
    return with_first_after(meetings, speeches.select("document_id", "char_start", "meeting"))
