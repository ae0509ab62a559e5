"""Doubts about speech: remarks missed, cut wrongly or wrongly attributed."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.sudachi import begins_with_family_name
from pipeline.normalisation.doubts.frames import frames_unread
from pipeline.normalisation.doubts.reading import SPOKEN, Reading
from pipeline.normalisation.doubts.spread_words import (
    speakers_of_one_letter,
    spread_words_unread,
)
from pipeline.normalisation.remarks.chairs import of_unknown_chair
from pipeline.segmentation.classification import CONTINUATION
from pipeline.segmentation.labels import SPEECH
from pipeline.segmentation.turns.candidates import candidates_of, with_speech
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import BlockKind, RemarkKind

_OPENING, _CLOSING = "【〔［\\[（(＜<《「", "】〕］\\]）)＞>》」"
_GLYPH = "○〇◯◎●◆◇■□△▲▽▼・．.•\\*＊※"
_ASIDE = "[（(][^（）()]{1,14}[）)]"
_BY_ITSELF = ("title", "role", "code")
"""Bases of speaker labels that are known by their own words."""
_SILENT_TURNS = 2
"""Minimum number of unread speaker turns in a meeting without remarks."""
_SIGN = r" \S"
"""A sign before or after a speaker label, in its frame."""
_TURN_GLYPH = "○〇◯◎●◆◇■□【〔"
_MARK_WITH_LABEL = rf"^[{_TURN_GLYPH}][ 　]?[^ 　]{{2}}"
"""A marker of a glyph or bracket and a label, as no text is likely to hold: ○青木委員."""
_MARKS = (
    rf"^([{_GLYPH}l])[ 　]?[^ 　]",
    rf"^([{_OPENING}])[^0-9０-９一二三四五六七八九十ア-コ]",
    r"^([QAＱＡ問答])(?:[ 　．.：:）)0-9０-９])",
    r"^[^ 　。、]{2,10}([|｜\t：:])",
    r"^([|｜])",
)
"""Marks that a record may begin its remarks with."""
_MARKED_LINES = 3
_NO_TURN = (
    *SPOKEN,
    *(
        kind.value
        for kind in (
            BlockKind.TITLE,
            BlockKind.HEADING,
            BlockKind.INTERJECTION,
            BlockKind.STAGE,
            BlockKind.DATE,
            BlockKind.PLACE,
        )
    ),
)
"""Kinds of blocks whose first line may look like a speaker turn."""
_HEADER = [kind.value for kind in (BlockKind.TITLE, BlockKind.DATE, BlockKind.PLACE)]
_NOT_SPEECH = [
    kind.value
    for kind in (
        BlockKind.CLOSING,
        BlockKind.UNRECOGNISED,
        BlockKind.NOTE,
        BlockKind.AGENDA,
        BlockKind.ATTENDANCE,
    )
]
_BEGINS_WITH_NAME = r"^[\p{Han}々ぁ-んァ-ヶー]{2,8}(?:君|議員|委員|氏)?[ 　]+[^ 　]"
_NAME_AT_START = r"^([\p{Han}々ぁ-んァ-ヶー]{3,8}?)(?:君|議員|委員|氏)?[ 　]"
_SPOKEN_SENTENCE = "(?:(?:です|ます|ました|ません|でしょう|ましょう|ください)か?|[のるたい]か)。"
_GREETING = "(?:挨[ 　]*拶|あいさつ)(?:[（(][^（）()]*[）)])?$"
_SPOKEN_SENTENCES = 2
"""Minimum number of spoken sentences in a record of speech; all may be on one line."""


def _spoken(reading: Reading) -> pl.DataFrame:
    return reading.remarks.filter(pl.col("kind") == RemarkKind.REMARK.value)


def _turns_unread(reading: Reading) -> pl.DataFrame:
    """Find lines that begin with a speaker label but open no remark.

    They are after the first remark, or in a meeting without remarks.
    """
    is_silent = ~pl.col("meeting_id").is_in(_spoken(reading)["meeting_id"].unique().implode())
    lines = with_speech(reading.lines.with_columns(stripped="text").with_row_index("row")).filter(
        pl.col("meeting_id").is_not_null(),
        pl.col("has_spoken") | (is_silent & ~pl.col("kind").is_in(_HEADER)),
        ~(pl.col("opens") & pl.col("kind").is_in(_NO_TURN)),
        pl.col("kind") != BlockKind.ATTENDANCE.value,
    )
    # A label without a sign before or after it may be that of a person spoken of.
    labelled = candidates_of(lines, reading.documents).filter(
        pl.col("basis").is_in(_BY_ITSELF),
        pl.col("here") | pl.col("below"),
        pl.col("frame").str.contains(_SIGN),
    )
    # So may the only label in a meeting of narrative, unless its line speaks.
    unread = (
        lines.join(labelled, on="row", how="semi")
        .filter(
            pl.col("has_spoken")
            | (pl.len().over("meeting_id") >= _SILENT_TURNS)
            | pl.col("text").str.contains(_SPOKEN_SENTENCE)
        )
        .select("document_id", "line", excerpt="text")
    )
    others = pl.concat([spread_words_unread(reading), frames_unread(reading)]).unique(
        ["document_id", "line"], keep="first", maintain_order=True
    )
    others = others.join(unread, on=["document_id", "line"], how="anti")
    return pl.concat([unread, _turns_within(reading, unread), others], how="vertical_relaxed")


def _turns_within(reading: Reading, unread: pl.DataFrame) -> pl.DataFrame:
    """Find remarks with the marker of another remark of their meeting inside a line.

    Remarks with unread turns at the beginning of a line are left out.
    """
    spoken = _spoken(reading).with_row_index("row")
    told = (
        spoken.select("row", "document_id", "line_start", "line_end")
        .join(unread.select("document_id", "line"), on="document_id")
        .filter(pl.col("line").is_between("line_start", "line_end"))
    )
    marks = (
        spoken.select("meeting_id", mark=pl.col("marker").str.strip_chars(" 　"))
        .filter(pl.col("mark").str.contains(_MARK_WITH_LABEL))
        .unique()
    )
    return (
        spoken.join(told, on="row", how="anti")
        .filter(pl.col("text").str.contains(f"[{_TURN_GLYPH}]"))
        .select("meeting_id", "document_id", "text", line="line_start")
        .join(marks, on="meeting_id")
        .filter(pl.col("text").str.contains(pl.col("mark"), literal=True))
        .select("document_id", "line", excerpt="mark")
        .unique(["document_id", "line"], keep="first", maintain_order=True)
    )


def _marks_unread(reading: Reading) -> pl.DataFrame:
    """Find repeated marks before sentences in meetings without remarks."""
    sentence = pl.col("text").str.contains("。", literal=True)
    return (
        reading.lines.with_columns(
            mark=pl.coalesce(pl.col("text").str.extract(mark, 1) for mark in _MARKS),
            says=sentence | sentence.shift(-1).over("document_id"),
        )
        .filter(
            pl.col("meeting_id").is_not_null(),
            ~pl.col("kind").is_in([*_HEADER, BlockKind.ATTENDANCE.value, BlockKind.HEADING.value]),
            pl.col("mark").is_not_null(),
            "says",
        )
        .join(_spoken(reading), on="meeting_id", how="anti")
        .filter(pl.len().over("meeting_id", "mark") >= _MARKED_LINES)
        .select("document_id", "line", "mark", excerpt="text")
    )


def _labels_cut(reading: Reading) -> pl.DataFrame:
    """Find remarks whose text begins with part of the speaker label."""
    title = alternatives(lexicon("speakers")["titles"])
    spoken = _spoken(reading).with_columns(words=pl.col("text").str.slice(0, 40))
    words = pl.col("words")
    bracketed = (
        words.str.extract(
            rf"^[{_GLYPH}]?[{_OPENING}]([^{_OPENING}{_CLOSING}。]{{2,20}})[{_CLOSING}][ 　：:]*\S",
            1,
        )
        .str.contains(rf"{title}$")
        .fill_null(False)
    )
    before_aside = (
        words.str.extract(rf"^([^ 　。、（(：:]{{1,12}}){_ASIDE}[ 　：:]*[^ 　（(]", 1)
        .str.contains(rf"(?:{title}|番)$")
        .fill_null(False)
    )
    named = spoken.filter(
        pl.col("speaker_text").is_not_null(), words.str.contains(_BEGINS_WITH_NAME)
    ).with_columns(_name=words.str.extract(_NAME_AT_START, 1))
    is_name = [name is not None and begins_with_family_name(name) for name in named["_name"]]
    named = named.filter(pl.Series(is_name, dtype=pl.Boolean))
    cut = pl.concat([spoken.filter(bracketed | before_aside), named.drop("_name")]).select(
        "document_id", line="line_start", excerpt="words"
    )
    return pl.concat([cut, speakers_of_one_letter(reading)])


def _speechless(reading: Reading) -> pl.DataFrame:
    """Find spoken sentences and questions in meetings without remarks."""
    return (
        reading.lines.filter(
            pl.col("meeting_id").is_not_null(), pl.col("text").str.contains(_SPOKEN_SENTENCE)
        )
        .join(_spoken(reading), on="meeting_id", how="anti")
        .filter(
            pl.col("text").str.count_matches(_SPOKEN_SENTENCE).sum().over("meeting_id")
            >= _SPOKEN_SENTENCES
        )
        .select("document_id", "line", excerpt="text")
    )


def _talk_unread(reading: Reading) -> pl.DataFrame:
    """Find sentences between two remarks that are in neither, or under a greeting before them."""
    is_greeting = pl.col("text").str.contains(_GREETING).shift().over("document_id")
    return reading.lines.filter(
        pl.col("has_spoken") | is_greeting,
        "speaks_later",
        pl.col("kind").is_in(_NOT_SPEECH),
        pl.col("text").str.contains("。", literal=True),
    ).select("document_id", "line", excerpt="text")


def _continuations(reading: Reading) -> pl.DataFrame:
    """Find continuations without speech, or without the end of a sentence."""
    text = pl.col("text")
    return (
        reading.lines.filter(pl.col("rule") == CONTINUATION)
        .group_by("document_id", "block_start", maintain_order=True)
        .agg(
            pl.col("line").first(),
            excerpt=text.first(),
            says=text.first().str.contains(SPEECH) & text.str.contains("[。？」]").any(),
        )
        .filter(~pl.col("says"))
        .select("document_id", "line", "excerpt")
    )


def _unknown_chairs(reading: Reading) -> pl.DataFrame:
    """Find remarks of an unnamed chair after a change of chair."""
    return (
        reading.remarks.sort("meeting_id", "ordinal")
        .filter(of_unknown_chair() & pl.col("attendance_id").is_null())
        .select("document_id", line="line_start", excerpt="speaker_text")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "turns_are_read",
        "remarks",
        "Every label of a speaker, where a line begins or within one, opens a remark.",
        "行の初めや途中にある発言者の表示がすべて発言として読まれている",
        _turns_unread,
    ),
    Doubt(
        "marks_are_read",
        "remarks",
        "No mark stands again and again before sentences that are no remarks.",
        "同じ印が繰り返し文の前にある記録から発言が読まれている",
        _marks_unread,
    ),
    Doubt(
        "labels_are_whole",
        "remarks",
        "No remark begins with words of the speaker's label.",
        "発言の本文が発言者の表示の一部から始まっていない",
        _labels_cut,
    ),
    Doubt(
        "speech_is_found",
        "remarks",
        "A record in sentences as people speak has remarks.",
        "話し言葉の記録から発言が読まれている",
        _speechless,
    ),
    Doubt(
        "talk_is_read",
        "remarks",
        "No sentence between two remarks is left out of both.",
        "発言と発言の間に読まれていない文がない",
        _talk_unread,
    ),
    Doubt(
        "chair_is_known",
        "remarks",
        "Where the chair changes hands, each remark of the chair names who it is.",
        "議長などが交代した後の発言に氏名がある",
        _unknown_chairs,
    ),
    Doubt(
        "continuations_speak",
        "remarks",
        "What goes on behind an interjection is speech.",
        "不規則発言などの後に続くとした行が発言である",
        _continuations,
    ),
)
