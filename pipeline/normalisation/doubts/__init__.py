"""Doubts: expectations of a reading, and issues where it fails them."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts import (
    attendance,
    chairs,
    counts,
    given,
    given_speeches,
    headers,
    lines_within,
    question_lines,
    repeated_meetings,
    rounds,
    speakers,
    speech,
    turns,
)
from pipeline.normalisation.doubts.reading import Reading, Uncertain, reading_of
from pipeline.tables.doubt import Doubt, places_as_issues
from schemas.vocabulary import Stage

__all__ = ["DOUBTS", "Doubt", "Reading", "Uncertain", "doubts_of", "reading_of"]

DOUBTS = (
    *headers.DOUBTS,
    *given.DOUBTS,
    *given_speeches.DOUBTS,
    *rounds.DOUBTS,
    *repeated_meetings.DOUBTS,
    *attendance.DOUBTS,
    *counts.DOUBTS,
    *speakers.DOUBTS,
    *chairs.DOUBTS,
    *speech.DOUBTS,
    *turns.DOUBTS,
    *question_lines.DOUBTS,
    *lines_within.DOUBTS,
)
"""All expectations of a reading, in the order of the checks."""


def doubts_of(reading: Reading) -> pl.DataFrame:
    """Return the rows of `quality_issues` of all doubts."""
    return pl.concat(
        places_as_issues(doubt, reading, reading.documents, Stage.NORMALISATION) for doubt in DOUBTS
    )
