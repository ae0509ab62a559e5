"""Titles that stand close before names."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.glued_tokens import title_parted
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.words import Word


def cells(*words: str) -> list[Cell]:
    """Words with one full-width blank before each but the first."""
    made, at = [], 0
    for word in words:
        made.append(Cell(word, at, at + len(word), 2 if at else 0))
        at += len(word) + 1
    return made


@pytest.mark.parametrize(
    ("words", "parted"),
    [
        (["委員長青木", "一郎君"], ["委員長", "青木", "一郎君"]),
        (["会長青木一郎"], ["会長", "青木一郎"]),
        (["総務課長青木君"], ["総務課長", "青木君"]),
    ],
)
def test_a_title_close_before_a_name_is_a_word_of_its_own(
    words: list[str], parted: list[str]
) -> None:
    found = title_parted(cells(*words))
    assert [cell.text for cell in found] == parted
    assert found[0].kind is Word.TITLE
    # All characters stay where they are.
    line = "　".join(words)
    assert [line[cell.start : cell.end] for cell in found] == parted
    assert found[1].gap == 0


@pytest.mark.parametrize(
    "words",
    [
        # Without 君 and blanks, a title by itself is not known to have a name behind it.
        ["総務課長", "青木"],
        ["青木", "一郎君"],
        ["会長"],
        ["会長青木", "一郎"],
        [],
    ],
)
def test_other_words_stay_whole(words: list[str]) -> None:
    assert title_parted(cells(*words)) == cells(*words)


def test_a_word_whose_characters_are_spread_is_not_parted() -> None:
    # 会 長青木君: its characters do not stand where they would be counted to.
    spread = [Cell("会長青木君", 0, 6, 0)]
    assert title_parted(spread) == spread
