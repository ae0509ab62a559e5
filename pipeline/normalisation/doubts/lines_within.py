"""Doubts about lines within remarks that are no sentences, as headings and notes are not."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import BlockKind

_SENTENCE = "[。．？?！!」』）)：:]"
_LONGEST = 40
"""Maximum length of a line that may be a heading or a note, in characters."""


def _no_sentences(reading: Reading) -> pl.DataFrame:
    """Find short lines without a sentence, after a sentence and a blank line of a remark.

    …始めます。 / (blank) / 会議資料 → the last line.
    """
    text, document = pl.col("text"), pl.col("document_id")
    same = document == document.shift()
    return (
        reading.lines.with_columns(
            _follows=same
            & (pl.col("line") - pl.col("line").shift() > 1)
            & text.shift().str.contains(f"{_SENTENCE}$")
        )
        .filter(
            "_follows",
            ~pl.col("opens") & (pl.col("kind") == BlockKind.REMARK.value),
            pl.col("meeting_id").is_not_null(),
            text.str.len_chars() <= _LONGEST,
            ~text.str.contains(_SENTENCE),
        )
        .select("document_id", "line", excerpt="text")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "remarks_hold_sentences",
        "remarks",
        "No remark holds a line that is no sentence after a blank line.",
        "発言の本文に、空行の後の、文でない行がない",
        _no_sentences,
    ),
)
