"""Given speeches: which stretch of a text is whose speech, as the fields of its source give it.

An answer of the search system of the Diet states of each speech who spoke, and of each meeting
which it was. These go beside the text, one row a speech, and win over what its words show.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipeline.ingestion.media.extracted import Meeting, Speech

OF_SPEECH = ("speech_order", "speaker", "speaker_role", "speaker_group", "speaker_position")
"""What is given of a speech."""

GIVEN_SPEECHES = pl.Schema(
    {
        "document_id": pl.String,
        "char_start": pl.Int64,
        "char_end": pl.Int64,
        "meeting": pl.Int32,
        "body": pl.String,
        "date": pl.Date,
        "diet_session": pl.Int32,
        "issue": pl.String,
        "speech_order": pl.Int32,
        "speaker": pl.String,
        "speaker_role": pl.String,
        "speaker_group": pl.String,
        "speaker_position": pl.String,
        "is_front": pl.Boolean,
    }
)
"""`meeting` is the number of the meeting in the document, from 1; of what `is_front` nobody is the
speaker: the attendance, the agenda, and what is printed after the talk."""

_FRONT_MATTER = "会議録情報"
"""The speaker that the search system names for what nobody said."""

Row = tuple[object, ...]


def given_rows(
    document_id: str, meetings: tuple[Meeting, ...], speeches: tuple[Speech, ...]
) -> Iterable[Row]:
    """Give the rows of a document, as `GIVEN_SPEECHES` has them."""
    for speech in speeches:
        meeting = meetings[speech.meeting]
        is_front = speech.order == 0 or speech.speaker == _FRONT_MATTER
        body = "　".join(part for part in (meeting.house, meeting.name) if part)
        yield (
            *(document_id, *speech.span, speech.meeting + 1),
            *(body or None, meeting.date, meeting.session, meeting.issue),
            *(speech.order, None if is_front else speech.speaker),
            *(speech.role, speech.group, speech.position, is_front),
        )
