"""Doubts about chairs who are in no list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalisation.doubts.chairs import DOUBTS
from pipeline.normalisation.doubts.reading import Reading
from tests.pipeline.normalisation.doubts.asking import doubted
from tests.pipeline.normalisation.doubts.test_speakers import Row, person, said

ReadingWith = Callable[..., Reading]

LISTED = [person("坂本勝"), person("石田フミ")]
OTHERS = [said("公述人（坂本勝君）", 2), said("公述人（石田フミ君）", 3)]


def is_doubtful(
    reading_with: ReadingWith,
    label: str,
    *,
    listed: list[Row] = LISTED,
    others: list[Row] = OTHERS,
    text: str = "出席した公述人",
) -> bool:
    remarks = [said(label, 1), *others]
    reading = reading_with(("attendance", text), attendance=listed, remarks=remarks)
    found = doubted(DOUBTS, "chairs_are_listed", reading)
    assert found in ([], [1])
    return found == [1]


@pytest.mark.parametrize(
    "label",
    ["議長（青木宗一君）", "会長（青木　宗一）", "○座長（青木そういち氏）", "司会者（青木宗一）"],
)
def test_a_chair_in_no_list_is_doubted(reading_with: ReadingWith, label: str) -> None:
    assert is_doubtful(reading_with, label)


@pytest.mark.parametrize(
    "label",
    [
        # Who is listed, by another writing too; who has no full name, no name, or a deputy.
        "議長（坂本勝君）",
        "議長（坂本　まさる君）",
        "議長（青木君）",
        "議長",
        "議長（代理青木宗一君）",
        # Who does not preside.
        "市長（青木宗一君）",
        "公述人（青木宗一君）",
    ],
)
def test_others_are_not_doubted(reading_with: ReadingWith, label: str) -> None:
    assert not is_doubtful(reading_with, label)


def test_a_list_of_few_who_speak_is_no_ground_for_doubt(reading_with: ReadingWith) -> None:
    label = "議長（青木宗一君）"
    assert not is_doubtful(reading_with, label, listed=LISTED[:1])
    many = [*OTHERS, said("公述人（大野武君）", 4), said("公述人（柏木進君）", 5)]
    assert not is_doubtful(reading_with, label, others=many)
    assert is_doubtful(reading_with, label, others=many[:3])
    assert not is_doubtful(reading_with, label, text="出席した公述人　坂本勝ほか３名")
