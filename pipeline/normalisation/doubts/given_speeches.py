"""Doubts about speeches that a source states: that its text names another, or holds no remark."""

from __future__ import annotations

import polars as pl

from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from pipeline.text.spans import with_first_after, with_last_before
from schemas.vocabulary import RemarkKind


def _contradicted(reading: Reading) -> pl.DataFrame:
    return reading.uncertain.contradicted


def _unread(reading: Reading) -> pl.DataFrame:
    """Speeches in which nothing is said: they have no words, or only asides."""
    speeches = reading.uncertain.speeches
    nothing = reading.lines.clear().select("document_id", "line", excerpt="text")
    if speeches is None or speeches.is_empty():
        return nothing
    spoken = speeches.filter(~pl.col("is_front")).select(
        "document_id", "char_start", "char_end", speech="char_start"
    )
    asides = [RemarkKind.INTERJECTION.value, RemarkKind.STAGE.value]
    held = (
        with_last_before(reading.remarks.filter(~pl.col("kind").is_in(asides)), spoken)
        .filter(pl.col("char_start") < pl.col("char_end_right"))
        .select("document_id", "speech")
    )
    lines = reading.lines.select("document_id", "line", "char_start", "text")
    unread = spoken.join(held, on=["document_id", "speech"], how="anti", maintain_order="left")
    return with_first_after(unread, lines).select(
        "document_id", "line", excerpt=pl.col("text").str.slice(0, EXCERPT_CHARACTERS)
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "given_speaker_agrees",
        "remarks",
        "No label of a remark names another speaker than its source states.",
        "発言の名札が出典の項目の発言者と食い違わない",
        _contradicted,
    ),
    Doubt(
        "given_speeches_read",
        "remarks",
        "A remark begins with every speech that a source states.",
        "出典の項目にある発言がすべて発言として読まれている",
        _unread,
    ),
)
