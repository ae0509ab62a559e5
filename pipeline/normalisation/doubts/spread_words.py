"""Doubts about labels with blanks between their characters: 塾　　　親　　四月に決まる。"""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import SPOKEN, Reading
from pipeline.segmentation.labels import SPEECH, names_nobody
from schemas.vocabulary import RemarkKind

_SPREAD = r"^\p{Han}(?:[ 　]+\p{Han}){1,6}(?:[ 　]*[：:]|[ 　]+)[ 　]*[^ 　]"
"""A line that begins with single characters between blanks, and words after them."""
_REST_OF_LABEL = r"^\p{Han}(?:[ 　：:]|\n|$)"
"""The text of a remark that begins with the second character of its label."""


def spread_words_unread(reading: Reading) -> pl.DataFrame:
    """Find lines within speech that begin with a spread word and have words of speech after it."""
    text = pl.col("text")
    return reading.lines.filter(
        pl.col("meeting_id").is_not_null(),
        ~pl.col("opens") & pl.col("kind").is_in(SPOKEN),
        text.str.contains(_SPREAD),
        text.str.contains(SPEECH),
    ).select("document_id", "line", excerpt="text")


def speakers_of_one_letter(reading: Reading) -> pl.DataFrame:
    """Find remarks whose speaker is one character that names nobody, or is half a label."""
    speaker = pl.col("speaker_text")
    single = speaker.str.replace_all(r"\s", "").str.len_chars() == 1
    return reading.remarks.filter(
        pl.col("kind") == RemarkKind.REMARK.value,
        speaker.map_batches(names_nobody, return_dtype=pl.Boolean)
        | (single & pl.col("text").str.contains(_REST_OF_LABEL)),
    ).select("document_id", line="line_start", excerpt="speaker_text")
