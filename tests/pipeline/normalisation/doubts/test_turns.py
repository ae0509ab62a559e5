"""Doubts about turns that were inferred."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.doubts.turns import DOUBTS
from pipeline.segmentation.layouts import INFERRED
from tests.pipeline.normalisation.doubts.asking import doubted

ReadingWith = Callable[..., Reading]

# The model is not sure of a label that no list knows, and of the line before it.
LINES = [
    ("title", "第３回あおば町緑化審議会 議事録"),
    ("remark", "青木委員長→定刻になりましたので始めます。本日の議題は植樹の計画です。"),
    ("remark", "坂本委員→費用について伺います。どのくらいになりますか。"),
    ("remark", "緑化推進室→資料の三枚目を御覧ください。"),
    ("remark", "白井課長→お答えいたします。百万円と見込んでおります。"),
    ("remark", "青木委員長→それでは、これで終わります。"),
]


def test_lines_that_may_open_a_turn_are_doubtful(reading_with: ReadingWith) -> None:
    found = doubted(DOUBTS, "turns_are_sure", reading_with(*LINES, layout=INFERRED))
    assert 4 in found
    assert not {1, 5, 6} & set(found)


def test_marks_of_pages_and_lists_open_no_turn(reading_with: ReadingWith) -> None:
    lines = [
        (kind if number != 3 else "attendance", text) for number, (kind, text) in enumerate(LINES)
    ]
    found = doubted(DOUBTS, "turns_are_sure", reading_with(*lines, layout=INFERRED))
    assert 4 not in found


def test_turns_of_a_described_style_are_not_doubted(reading_with: ReadingWith) -> None:
    assert doubted(DOUBTS, "turns_are_sure", reading_with(*LINES, layout="colon_name")) == []
