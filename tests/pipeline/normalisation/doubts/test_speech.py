"""Doubts about speech: remarks not found, cut in the wrong place, or given to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.doubts.speech import DOUBTS
from pipeline.segmentation.classification import CONTINUATION
from tests.pipeline.normalisation.doubts.asking import doubted

ReadingWith = Callable[..., Reading]

SAID = ("remark", "○青木委員　始めます。")
REMARK: dict[str, object] = {"speaker_text": "青木委員", "text": "始めます。", "line_start": 1}


@pytest.mark.parametrize(
    ("kind", "line", "is_doubtful"),
    [
        (None, "（坂本委員）お答えいたします。", True),
        (None, "白井課長（緑化担当）　お答えいたします。", True),
        ("unrecognised", "〔白井課長〕お答えいたします。", True),
        # It opens a remark, or is an aside or a list.
        ("remark", "（坂本委員）お答えいたします。", False),
        ("stage", "（坂本委員退席）", False),
        ("attendance", "（坂本委員）お答えいたします。", False),
        # Nothing says that it is a label: no sign, no title, no speech.
        (None, "坂本委員　お答えいたします。", False),
        (None, "（雲の高さ）お答えいたします。", False),
        (None, "（坂本委員）雲", False),
    ],
)
def test_a_line_that_begins_with_a_label_opens_a_remark(
    reading_with: ReadingWith, kind: str | None, line: str, is_doubtful: bool
) -> None:
    reading = reading_with(SAID, (kind, line), remarks=[REMARK])
    assert doubted(DOUBTS, "turns_are_read", reading) == [2] * is_doubtful


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("始めます。坂本委員○青木委員　賛成です。", True),
        ("始めます。\n○青木委員　賛成です。", True),
        ("始めます。青木委員は賛成です。", False),
        ("始めます。○石田委員　賛成です。", False),
    ],
)
def test_the_label_of_another_remark_is_not_inside_one(
    reading_with: ReadingWith, text: str, is_doubtful: bool
) -> None:
    remarks = [
        {"speaker_text": "坂本委員", "marker": "○坂本委員", "text": text, "line_start": 1},
        {**REMARK, "marker": "○青木委員　", "line_start": 2},
    ]
    lines = [("remark", f"○坂本委員　{text}"), SAID]
    reading = reading_with(*lines, remarks=remarks)
    assert doubted(DOUBTS, "turns_are_read", reading) == [1] * is_doubtful


def test_where_nobody_speaks_two_labels_make_a_doubt(reading_with: ReadingWith) -> None:
    lines = [("prose", "（坂本委員）お答えいたします。"), (None, "（青木委員）分かりました。")]
    assert doubted(DOUBTS, "turns_are_read", reading_with(*lines)) == [1, 2]
    written = ("prose", "（坂本委員）雲が減っていると答えた。")
    assert doubted(DOUBTS, "turns_are_read", reading_with(written)) == []


@pytest.mark.parametrize(
    "line",
    [
        "【大槻会長】　始めます。本日は報告が一件あります。",
        "大槻会長：始めます。本日は報告が一件あります。",
        "○議長（大槻和子君）　始めます。本日は報告が一件あります。",
        "○大槻会長　始めます。",
    ],
)
def test_where_nobody_speaks_one_label_of_a_line_that_speaks_makes_a_doubt(
    reading_with: ReadingWith, line: str
) -> None:
    assert doubted(DOUBTS, "turns_are_read", reading_with(("prose", line))) == [1]


def test_a_mark_again_and_again_before_sentences_is_one_of_remarks(
    reading_with: ReadingWith,
) -> None:
    marked = [("prose", f"・{what}が減っている。") for what in ("雲", "雨", "雪")]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*marked)) == [1, 2, 3]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*marked[:2])) == []
    assert doubted(DOUBTS, "marks_are_read", reading_with(*marked, remarks=[REMARK])) == []
    # So are brackets around words, but not those of a number.
    bracketed = [("prose", f"（{what}）減っている。") for what in ("雲", "雨", "雪")]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*bracketed)) == [1, 2, 3]
    numbered = [("prose", f"（{number}）雲が減っている。") for number in ("1", "２", "ア")]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*numbered)) == []
    # Questions and answers in the cells of a table.
    rows = [("prose", f"| {what}は減るか。 | 減らない。 |") for what in ("雲", "雨", "雪")]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*rows)) == [1, 2, 3]
    # Items of a list are no sentences.
    items = [("agenda", f"・{what}") for what in ("雲", "雨", "雪")]
    assert doubted(DOUBTS, "marks_are_read", reading_with(*items)) == []


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("【坂本課長】お答えいたします。", True),
        ("委員長（青木）　始めます。", True),
        ("坂本修君　お答えいたします。", True),
        ("【資料】を御覧ください。", False),
        ("雲の高さ　とても高い。", False),
        ("委員長（青木）", False),
        ("始めます。", False),
    ],
)
def test_words_of_a_remark_do_not_begin_with_a_label(
    reading_with: ReadingWith, text: str, is_doubtful: bool
) -> None:
    reading = reading_with(SAID, remarks=[REMARK | {"text": text}])
    assert doubted(DOUBTS, "labels_are_whole", reading) == [1] * is_doubtful
    stage = reading_with(SAID, remarks=[REMARK | {"text": text, "kind": "stage"}])
    assert doubted(DOUBTS, "labels_are_whole", stage) == []


def test_a_record_in_sentences_as_people_speak_has_remarks(reading_with: ReadingWith) -> None:
    said = [("prose", "定刻になりましたので始めます。"), (None, "費用はどのくらいでしょうか。")]
    written = [("prose", "会長は開会を宣した。"), (None, "費用は百万円である。")]
    assert doubted(DOUBTS, "speech_is_found", reading_with(*said)) == [1, 2]
    assert doubted(DOUBTS, "speech_is_found", reading_with(*said, remarks=[REMARK])) == []
    assert doubted(DOUBTS, "speech_is_found", reading_with(said[0], *written)) == []
    # All of it on one line.
    one_line = ("prose", "定刻になりましたので始めます。費用はどのくらいでしょうか。")
    assert doubted(DOUBTS, "speech_is_found", reading_with(one_line)) == [1]
    # Questions of a table, with their answers behind them.
    asked = [("prose", f"{what}は減っているか。\t減っていない。") for what in ("雲", "雨")]
    assert doubted(DOUBTS, "speech_is_found", reading_with(*asked)) == [1, 2]


def test_no_sentence_stands_between_two_remarks(reading_with: ReadingWith) -> None:
    lines = [SAID, ("closing", "以上です。"), ("unrecognised", "別紙一覧"), SAID]
    assert doubted(DOUBTS, "talk_is_read", reading_with(*lines)) == [2]
    # Behind the last remark, before the first one, or in a stage direction it may.
    assert doubted(DOUBTS, "talk_is_read", reading_with(*lines[:3])) == []
    assert doubted(DOUBTS, "talk_is_read", reading_with(*lines[1:])) == []
    stage = ("stage", "（以上、了承。）")
    assert doubted(DOUBTS, "talk_is_read", reading_with(SAID, stage, SAID)) == []


@pytest.mark.parametrize(
    ("heading", "is_doubtful"),
    [("１．会長あいさつ", True), ("２　市長挨拶（青木市長）", True), ("１．議題", False)],
)
def test_a_greeting_before_the_first_remark_is_not_left_out(
    reading_with: ReadingWith, heading: str, is_doubtful: bool
) -> None:
    lines = [("agenda", heading), ("agenda", "暑い日が続いている。よろしくお願いしたい。"), SAID]
    assert doubted(DOUBTS, "talk_is_read", reading_with(*lines)) == [2] * is_doubtful


@pytest.mark.parametrize(
    ("first", "second", "is_doubtful"),
    [
        ("ありがとうございました。", "続けて伺います。", False),
        ("植樹計画の費用の一覧", "内訳は別紙。", True),
        ("ありがとうございました", "続けて", True),
    ],
)
def test_what_goes_on_behind_an_aside_says_something(
    reading_with: ReadingWith, first: str, second: str, is_doubtful: bool
) -> None:
    lines = [SAID, ("stage", "（拍手）"), ("remark", first, CONTINUATION), (None, second)]
    assert doubted(DOUBTS, "continuations_speak", reading_with(*lines)) == [3] * is_doubtful


def test_behind_a_change_of_chair_the_role_names_nobody(reading_with: ReadingWith) -> None:
    by_role: dict[str, object] = {"speaker_text": "委員長", "speaker_status": "role_only"}
    remarks = [
        REMARK | by_role | {"ordinal": 1, "line_start": 1},
        {"kind": "stage", "text": "（委員長退席）", "ordinal": 2, "line_start": 2},
        REMARK | by_role | {"ordinal": 3, "line_start": 3},
        REMARK | {"ordinal": 4, "line_start": 4, "speaker_status": "named"},
    ]
    reading = reading_with(SAID, ("stage", "（委員長退席）"), SAID, SAID, remarks=remarks[::-1])
    assert doubted(DOUBTS, "chair_is_known", reading) == [3]
