"""Words whose characters are set apart."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.blanks import WRAP
from pipeline.normalisation.attendance.spread_tokens import cells_of
from pipeline.normalisation.attendance.words import Word


def words_of(text: str) -> list[str]:
    return [cell.text for cell in cells_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("委　員　長　　　青　木　　一　郎", ["委員長", "青", "木", "一", "郎"]),
        ("課長　代理　青木", ["課長代理", "青木"]),
        ("７　番　青木", ["７番", "青木"]),
        ("Maria Rossi委員", ["Maria Rossi委員"]),
        # The last character of a name is no number of a seat.
        ("修　一　　　　７番", ["修", "一", "７番"]),
        # The widest gap parts a group from a title.
        ("市　民　　　委　員　　　青木", ["市民", "委員", "青木"]),
        # 山 and 長 make no title, nor do two words that are each whole.
        ("山　長", ["山", "長"]),
        ("教育委員　会長", ["教育委員", "会長"]),
    ],
)
def test_titles_and_seats_are_put_together_and_names_are_not(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_cells_say_where_they_stand_and_how_far_apart() -> None:
    text = "委　員　　青木"
    title, name = cells_of(text)
    assert (title.text, title.start, title.end, title.kind) == ("委員", 0, 3, Word.TITLE)
    assert (name.text, text[name.start : name.end], name.gap) == ("青木", "青木", 4)


def test_a_joined_line_end_is_no_character_of_a_word() -> None:
    text = f"企画専門{WRAP}官　青木"
    office, name = cells_of(text)
    assert (office.text, office.start, office.end) == ("企画専門官", 0, 6)
    assert name.text == "青木"


def test_blanks_alone_hold_no_words() -> None:
    assert cells_of(" 　\t") == []
