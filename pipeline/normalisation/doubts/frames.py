"""Doubts about lines within speech that are framed as the turns of their meeting are.

（東部センター）今年から始めました。 among （委員）… and （会長）….
○　説明がほしい。 among Ｑ．… and Ａ．….
"""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import SPOKEN, Reading
from pipeline.segmentation.labels import SPEECH
from schemas.vocabulary import RemarkKind

_FRAMED = (
    r"^([（(【〔＜<《‹])[^（）()【】〔〕＜＞<>《》‹›。、：:\n]{2,20}"
    r"[）)】〕＞>》›][ 　]*(\S.*)?$"
)
"""A label in brackets, and what follows it."""
_FEWEST = 4
"""Minimum number of turns in one kind of brackets that make them the frame of a meeting."""
_BY_LETTER = r"^[ 　]*[【〔（(]?[ＱＡQA問答][】〕）)．.：:　 ]"
"""The marker of a question or an answer."""
_OPINION = r"^[○〇◯●・][ 　]*[^ 　].*。"
_LEAST_WORDS = 8
"""Minimum length of the words behind a label, in characters: （拍手）はい。 is no turn."""


def frames_unread(reading: Reading) -> pl.DataFrame:
    """Find lines within speech that begin as turns of their meeting do, and open none."""
    spoken = reading.remarks.filter(
        pl.col("kind") == RemarkKind.REMARK.value, pl.col("marker").is_not_null()
    )
    marker = pl.col("marker").str.strip_chars(" 　")
    frames = (
        spoken.select("meeting_id", frame=marker.str.extract(_FRAMED, 1))
        .drop_nulls()
        .filter(pl.len().over("meeting_id", "frame") >= _FEWEST)
        .unique()
    )
    lettered = spoken.filter(marker.str.contains(_BY_LETTER)).filter(
        pl.len().over("meeting_id") >= _FEWEST
    )
    text = pl.col("text")
    within = reading.lines.filter(
        pl.col("meeting_id").is_not_null(), ~pl.col("opens"), pl.col("kind").is_in(SPOKEN)
    )
    words = text.str.extract(_FRAMED, 2)
    framed = (
        within.with_columns(frame=text.str.extract(_FRAMED, 1))
        .filter(words.str.len_chars() >= _LEAST_WORDS, words.str.contains(SPEECH))
        .join(frames, on=["meeting_id", "frame"], how="semi")
    )
    listed = within.filter(text.str.contains(_OPINION)).join(lettered, on="meeting_id", how="semi")
    return pl.concat(
        rows.select("document_id", "line", excerpt="text") for rows in (framed, listed)
    ).unique(["document_id", "line"], keep="first", maintain_order=True)
