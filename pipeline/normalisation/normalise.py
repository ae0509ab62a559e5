"""Normalisation: blocks become `meetings`, `agenda_items`, `attendance` and `remarks`.

Rows that break their schema are quarantined. Contradictions in a record are kept as written and
reported.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipeline.fields.dates import WEEKDAYS
from pipeline.messages import message_columns
from pipeline.normalisation.agenda import read_agenda
from pipeline.normalisation.attendance.attendance import read_attendance
from pipeline.normalisation.doubts import Uncertain, doubts_of, reading_of
from pipeline.normalisation.meetings.meetings import read_meetings
from pipeline.normalisation.meetings.unclear_hours import unclear_hours
from pipeline.normalisation.remarks.remarks import read_remarks
from pipeline.normalisation.remarks.search_columns import with_search_columns
from pipeline.segmentation.passages import passages_of
from pipeline.segmentation.views import views_of
from pipeline.tables.pages import with_pages
from pipeline.tables.quality_issues import issues
from pipeline.tables.quarantine_invalid_rows import quarantine_invalid_rows
from schemas.vocabulary import AttributionBasis, BlockKind, RecordKind, Severity, Stage

AS_WRITTEN = {
    "meetings": ("title", "body", "venue", "room"),
    "agenda_items": ("label", "title"),
    "attendance": (
        *("attendee_group", "name_text", "family_name", "given_name"),
        *("affiliation", "represents"),
    ),
    "remarks": ("speaker_text", "marker", "text"),
}
"""Columns that are published with the characters of the source.

Columns for comparison (a weekday, a position, a role) have the common form of each character.
"""


class Normalised(NamedTuple):
    """Tables and quality issues that normalisation makes of blocks."""

    meetings: pl.DataFrame
    agenda_items: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame
    quality_issues: pl.DataFrame


def normalise(
    documents: pl.DataFrame,
    blocks: pl.DataFrame,
    record_kind: RecordKind,
    page_starts: pl.DataFrame | None = None,
    speeches: pl.DataFrame | None = None,
) -> Normalised:
    """Make the tables of a collection.

    Parameters
    ----------
    documents, blocks
        The tables of these names.
    record_kind
        The record kind that the collection states.
    page_starts
        `document_id`, `page` and `char_start` of the pages; None where no document has any.
    speeches
        The speeches that sources state, as `GIVEN_SPEECHES`; None where there are none.
    """
    views = views_of(documents)
    given = None if speeches is None else views.in_view(speeches)
    blocks = views.in_view(blocks)
    passages = read_passages(views.documents, blocks)
    published: dict[str, pl.DataFrame] = {"documents": views.documents}
    found = []

    def publish(table_name: str, rows: pl.DataFrame) -> pl.DataFrame:
        sifted = quarantine_invalid_rows(table_name, rows, published)
        published[table_name] = sifted.rows
        found.append(sifted.quality_issues)
        return sifted.rows

    meetings = publish("meetings", read_meetings(passages, views.documents, record_kind, given))
    agenda_items = publish("agenda_items", read_agenda(passages))
    listed = read_attendance(passages)
    attendance = publish("attendance", listed.attendance)
    spoken = read_remarks(passages, agenda_items, attendance, views.documents, given)
    remarks = publish("remarks", spoken.remarks)
    unclear = unclear_hours(meetings, passages)
    uncertain = Uncertain(unclear["row_key"], listed.disputed, spoken.contradicted, given)
    reading = reading_of(views.documents, blocks, published, uncertain)
    found += [contradictions(meetings), unclear, doubts_of(reading)]
    tables = {
        name: with_pages(views.in_source(views.as_written(published[name], columns)), page_starts)
        for name, columns in AS_WRITTEN.items()
    }
    is_given = remarks["attribution_basis"] == AttributionBasis.GIVEN.value
    tables["remarks"] = tables["remarks"].with_columns(
        # It stands in no text.
        speaker_text=pl.when(is_given).then(remarks["speaker_text"]).otherwise("speaker_text"),
        char_count=pl.col("text").str.len_chars().cast(pl.Int32),
    )
    tables["remarks"] = with_search_columns(tables["remarks"], tables["agenda_items"])
    return Normalised(**tables, quality_issues=views.lines_in_source(pl.concat(found), "line"))


def read_passages(documents: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Make the passages of all meetings.

    Returns
    -------
    pl.DataFrame
        As made by `passages_of`, with `meeting_id`, in the order of the documents.
    """
    spoken = blocks.filter(
        pl.col("meeting_id").is_not_null()
        & ~pl.col("kind").is_in([BlockKind.GAP.value, BlockKind.PAGE_MARK.value])
    )
    return passages_of(spoken, documents)


def contradictions(meetings: pl.DataFrame) -> pl.DataFrame:
    """Report contradictions within a record; nothing is repaired.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`.
    """
    located = meetings.with_columns(row_key="meeting_id", line="line_start", excerpt="title")
    stated = pl.col("weekday_stated").replace_strict(
        {weekday: number for number, weekday in enumerate(WEEKDAYS, start=1)},
        return_dtype=pl.Int8,
        default=None,
    )
    rules = {
        "weekday_matches_date": (
            stated != pl.col("date").dt.weekday(),
            {"weekday": pl.col("weekday_stated"), "date": pl.col("date")},
        ),
        "start_before_end": (
            pl.col("ends_at") <= pl.col("starts_at"),
            {
                "end": pl.col("ends_at").dt.strftime("%H:%M"),
                "start": pl.col("starts_at").dt.strftime("%H:%M"),
            },
        ),
    }
    return pl.concat(
        issues(
            located.filter(contradicts.fill_null(False)),
            stage=Stage.NORMALISATION,
            rule=rule,
            severity=Severity.WARN,
            table_name="meetings",
            message=message_columns(rule, **values),
        )
        for rule, (contradicts, values) in rules.items()
    )
