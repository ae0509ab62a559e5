"""Given speeches: the speaker of each span of a text, as the fields of its source state it.

An answer of the search system of the Diet states of each speech who spoke, and of each meeting
which it was. These go beside the text, one row a speech, and win over what its words show.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.ingestion.media.extracted import Meeting, Speech

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
