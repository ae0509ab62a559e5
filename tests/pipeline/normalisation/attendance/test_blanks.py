from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.blanks import (
    INLINE_CLOSING,
    INLINE_OPENING,
    WRAP,
    columns,
    columns_of,
    squeezed,
)


@pytest.mark.parametrize(
    ("blanks", "width"), [("", 0), (" ", 1), ("　", 2), ("\t", 4), (" 　\t", 7)]
)
def test_blanks_are_as_wide_as_they_are_printed(blanks: str, width: int) -> None:
    assert columns(blanks) == width


@pytest.mark.parametrize(("text", "width"), [("", 0), ("青木", 4), ("A4版", 4), ("Ａ４ 版", 7)])
def test_full_width_characters_are_twice_as_wide(text: str, width: int) -> None:
    assert columns_of(text) == width


def test_a_text_is_squeezed_of_blanks_and_of_joined_line_ends() -> None:
    assert squeezed(f" 企画　専門{WRAP}{WRAP}官\t\n補佐 ") == "企画専門官補佐"


def test_brackets_that_belong_to_a_name_stay() -> None:
    name = f"佐藤{INLINE_OPENING}勝{INLINE_CLOSING}委員"
    assert squeezed(name) == name
