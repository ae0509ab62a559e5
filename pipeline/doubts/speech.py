"""Doubts about speech: remarks that were not found, cut in the wrong place, or given to another."""

from __future__ import annotations

import polars as pl

from pipeline.doubts.doubt import Doubt
from pipeline.doubts.reading import SPOKEN, Reading
from pipeline.labels import known_labels
from pipeline.lexicons import alternatives, lexicon
from schemas.vocabulary import BlockKind, RecordKind, RemarkKind

_OPENING, _CLOSING = "【〔［\\[（(＜<《「", "】〕］\\]）)＞>》」"
_GLYPH = "○〇◯◎●◆◇■□△▲▽▼・．.•\\*＊※"
_TURN = (
    rf"^[{_GLYPH}]?[ 　]?[{_OPENING}]([^{_OPENING}{_CLOSING}。、]{{2,25}}(?:[（(][^（）()]{{1,12}}[）)])?)[{_CLOSING}][ 　：:]*[^ 　。、].{{4}}"
    rf"|^[{_GLYPH}][ 　]?([^ 　。、：:（()）]{{2,16}}(?:[（(][^（）()]{{1,12}}[）)])?)(?:[ 　：:]+[^ 　].{{4}}|$)"
    rf"|^([^ 　。、：:（()）]{{2,16}}(?:[（(][^（）()]{{1,12}}[）)])?)(?:[：:）)][ 　]*[^ 　].{{4}})"
    rf"|^([^ 　。、：:（()）]{{2,14}}[（(][^（）()]{{1,12}}[）)])[ 　：:]*[^ 　].{{4}}"
)
"""A line that begins like a speaker's turn; the label is in one of the groups."""
_SENTENCE = r"。"
_FEWEST = 2
_BARE_LABEL = 16


def _turns_unread(reading: Reading) -> pl.DataFrame:
    """Lines that begin with the label of a speaker and open no remark."""
    candidates = reading.lines.filter(
        pl.col("meeting_id").is_not_null(),
        ~(
            pl.col("opens")
            & pl.col("kind").is_in(
                [
                    *SPOKEN,
                    BlockKind.TITLE.value,
                    BlockKind.HEADING.value,
                    BlockKind.INTERJECTION.value,
                    BlockKind.STAGE.value,
                    BlockKind.DATE.value,
                    BlockKind.PLACE.value,
                ]
            )
        ),
        pl.col("kind") != BlockKind.ATTENDANCE.value,
        pl.col("has_spoken") | (pl.col("kind") == BlockKind.UNRECOGNISED.value),
        pl.col("text").str.contains(_TURN),
    ).with_columns(
        label=pl.coalesce(pl.col("text").str.extract(_TURN, group) for group in (1, 2, 3, 4)),
        head=pl.lit(None, pl.String),
    )
    known = known_labels(candidates.select("label", "head").unique())
    return (
        candidates.join(known.select("label", "basis"), on="label", how="left")
        .filter(pl.col("basis").is_not_null())
        .select("document_id", "line", excerpt="text")
    )


def _labels_cut(reading: Reading) -> pl.DataFrame:
    """Remarks whose words begin with what still belongs to the label."""
    title = alternatives(lexicon("speakers")["titles"])
    words = pl.col("text").str.slice(0, 40)
    spoken = reading.remarks.filter(pl.col("kind") == RemarkKind.REMARK.value)
    bracketed = words.str.contains(
        rf"^[{_GLYPH}]?[{_OPENING}][^{_OPENING}{_CLOSING}。]{{2,20}}[{_CLOSING}][ 　：:]*[^ 　]"
    ) & words.str.extract(rf"^[{_GLYPH}]?[{_OPENING}]([^{_OPENING}{_CLOSING}]+)", 1).str.contains(
        rf"{title}$"
    )
    labelled = words.str.contains(
        rf"^[^ 　。、（(：:]{{1,12}}{title}?[（(][^（）()。]{{1,14}}[）)][ 　：:]*[^ 　（(]"
    ) & words.str.extract(r"^([^（(]+)", 1).str.contains(rf"(?:{title}|番)$")
    named = (
        spoken.select(
            "remark_id", "meeting_id", "document_id", "line_start", "speaker_text", "text"
        )
        .filter(
            pl.col("speaker_text").is_not_null(),
            pl.col("text").str.contains(
                r"^[\p{Han}々ぁ-んァ-ヶー]{2,8}(?:君|議員|委員)?[ 　]+[^ 　]"
            ),
        )
        .with_columns(
            _name=pl.col("text").str.extract(
                r"^([\p{Han}々ぁ-んァ-ヶー]{2,8}?)(?:君|議員|委員)?[ 　]", 1
            )
        )
        .join(
            reading.attendance.select(
                "meeting_id",
                _name=pl.col("name_text").str.replace_all(r"\s", "").str.replace(r"(?:君|氏)$", ""),
            ).unique(),
            on=["meeting_id", "_name"],
            how="semi",
        )
    )
    return pl.concat(
        [
            spoken.filter(bracketed | labelled).select("document_id", "line_start", "text"),
            named.select("document_id", "line_start", "text"),
        ]
    ).select("document_id", line="line_start", excerpt="text")


def _silent(reading: Reading) -> pl.DataFrame:
    """Verbatim records in which nobody speaks."""
    spoken = reading.remarks.filter(pl.col("kind") == RemarkKind.REMARK.value)
    return (
        reading.meetings.filter(pl.col("record_kind") == RecordKind.VERBATIM.value)
        .join(spoken, on="meeting_id", how="anti")
        .select("document_id", line="line_start", excerpt="title")
    )


def _talk_unread(reading: Reading) -> pl.DataFrame:
    """Sentences between two remarks that are in neither."""
    return reading.lines.filter(
        "has_spoken",
        "speaks_later",
        pl.col("kind").is_in(
            [
                BlockKind.CLOSING.value,
                BlockKind.UNRECOGNISED.value,
                BlockKind.NOTE.value,
                BlockKind.AGENDA.value,
                BlockKind.ATTENDANCE.value,
            ]
        ),
        pl.col("text").str.contains(_SENTENCE),
    ).select("document_id", "line", excerpt="text")


DOUBTS = (
    Doubt(
        "turns_are_read",
        "remarks",
        "Every line that begins with the label of a speaker opens a remark.",
        "発言者の表示で始まる行がすべて発言として読まれている",
        _turns_unread,
    ),
    Doubt(
        "labels_are_whole",
        "remarks",
        "No remark begins with words of the speaker's label.",
        "発言の本文が発言者の表示の一部から始まっていない",
        _labels_cut,
    ),
    Doubt(
        "verbatim_has_remarks",
        "remarks",
        "In every verbatim record somebody speaks.",
        "逐語の記録に発言がある",
        _silent,
    ),
    Doubt(
        "talk_is_read",
        "remarks",
        "No sentence between two remarks is left out of both.",
        "発言と発言の間に読まれていない文がない",
        _talk_unread,
    ),
)
