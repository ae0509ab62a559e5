"""Given speeches: the table of what the fields of a source state of its speeches and meetings.

It is kept in the store beside `documents`, and is not published. Ingestion makes it; the later
stages join it by span.
"""

from __future__ import annotations

import polars as pl

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
