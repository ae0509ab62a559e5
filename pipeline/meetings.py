"""Meetings: the headers of records become `meetings`."""

from __future__ import annotations

import polars as pl

from pipeline.dates import with_date, with_date_parts
from pipeline.given import with_date_basis, with_given, with_given_parts
from pipeline.identifiers import short_hash
from pipeline.places import place_behind_date, with_place_parts
from pipeline.record_kinds import with_record_kind
from pipeline.rosters.counts import attendee_counts
from pipeline.titles import with_title_parts, without_continuation
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import BlockKind, RecordKind

_OF_HEADER = (BlockKind.TITLE, BlockKind.DATE, BlockKind.PLACE)


def headers_of(passages: pl.DataFrame, *of_meeting: str) -> pl.DataFrame:
    """Put the header of each meeting in one row.

    Parameters
    ----------
    passages
        As made by `passages_of`; title, date and place are used. The first title of a meeting
        counts, and there may be none; date and time may stand in several places (start and end
        under labels of their own, the end below the talk), and so may a place and its address.
    of_meeting
        The columns that say which meeting a passage is of.

    Returns
    -------
    pl.DataFrame
        `of_meeting`, `document_id` (the first), `title`, `date_text` (with its labels, a line
        each), `place_text` and `line` of the title.
    """
    # The number of a label is none of a time: 午後３時, and below it ４　閉会.
    label = pl.col("marker").fill_null("").str.replace(r"^\s*[0-9０-９]{1,2}[．.、)）\s]+", "")
    labelled = pl.concat_str(label, pl.lit(" "), "text")

    convened = labelled.str.contains("招[ 　]*集")
    tells_start = (pl.col("rule") == "start_by_evidence").fill_null(False)
    # Where the record tells its start apart, the hour of the convocation is another one.
    labelled = (
        pl.when(convened & tells_start.any())
        .then(labelled.str.replace(r"午[前後][\s\S]*$", ""))
        .otherwise(labelled)
    )

    def of_kind(column: pl.Expr, kind: BlockKind) -> pl.Expr:
        return column.filter(pl.col("kind") == kind.value)

    # What people say is none of it, and is not looked at; but each meeting has a row.
    of_header = pl.col("kind").is_in([kind.value for kind in _OF_HEADER])
    return (
        passages.with_columns(pl.when(of_header).then(pl.col("marker", "text")))
        .group_by(*of_meeting, maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in {"document_id"}.difference(of_meeting)),
            title=of_kind(pl.col("text"), BlockKind.TITLE).first(),
            # The day on which it was convened is not the day on which it met.
            date_text=of_kind(labelled, BlockKind.DATE)
            .sort_by(
                of_kind(convened, BlockKind.DATE),
                of_kind(~tells_start, BlockKind.DATE),
                maintain_order=True,
            )
            .str.join("\n"),
            place_text=of_kind(pl.col("text"), BlockKind.PLACE).str.join("\n"),
            line=of_kind(pl.col("line_start"), BlockKind.TITLE).first(),
        )
        .with_columns(
            pl.col("date_text", "place_text").str.strip_chars().replace("", None),
        )
        .with_columns(place_text=pl.coalesce("place_text", place_behind_date()))
    )


def meeting_ids(
    passages: pl.DataFrame, meetings: pl.DataFrame, documents: pl.DataFrame
) -> pl.DataFrame:
    """Identify the meetings of a collection by their date and session, stated or given.

    Where two records state the same date and session, or neither, all but the first by document
    carry a hash of their document and title. A file whose title says that it goes on with another
    of the same title and date is of the same meeting.

    Parameters
    ----------
    passages
        As made by `passages_of`, of titles and dates, with `meeting`.
    meetings
        `document_id`, `meeting`: all of them, with a header or without.
    documents
        The table `documents`.

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
    )
    headers = with_date(headers).join(
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
    """Add `row` (a number), and in `part_of` that of the first file of the meeting a file goes on.

    Its title says that it does, is the same but for that, and no other date is stated.
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


def read_meetings(
    passages: pl.DataFrame, documents: pl.DataFrame, record_kind: RecordKind
) -> pl.DataFrame:
    """Make the table `meetings`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    documents
        The table `documents`.
    record_kind
        What sort of records the collection holds; what is given of a record goes before it, and
        a record that says otherwise is believed.
    """
    # The span is that in the first document, where there are several.
    spans = (
        passages.group_by("meeting_id", "document_id", maintain_order=True)
        .agg(pl.col("char_start", "line_start").min(), pl.col("char_end", "line_end").max())
        .unique("meeting_id", keep="first", maintain_order=True)
        .drop("document_id")
    )
    schema = polars_schema(TABLES["meetings"])
    return (
        headers_of(passages, "meeting_id")
        .pipe(with_given, passages, documents, "meeting_id")
        .pipe(with_title_parts)
        .pipe(with_given_parts)
        .pipe(with_date_parts)
        .pipe(with_date_basis)
        .pipe(with_place_parts)
        .join(documents.select("document_id", "collection_id"), on="document_id")
        .join(spans, on="meeting_id")
        .join(attendee_counts(passages), on="meeting_id", how="left")
        .pipe(with_record_kind, passages, record_kind)
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        .sort("meeting_id")
    )
