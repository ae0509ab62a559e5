from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numerals import NUMBER, NUMBER_OF_DAY, to_int

WRITTEN = {
    "0": 0,
    "7": 7,
    "12": 12,
    "１２": 12,
    "1２": 12,
    "１ ２": 12,
    "007": 7,
    "元": 1,
    "〇": 0,
    "零": 0,
    "一": 1,
    "九": 9,
    "十": 10,
    "十一": 11,
    "二十": 20,
    "二十三": 23,
    "四〇": 40,
    "百": 100,
    "百五": 105,
    "百十": 110,
    "三百六十五": 365,
    "千": 1000,
    "千二": 1002,
    "二千二十六": 2026,
    "二〇二六": 2026,
    "一九八九": 1989,
    "九千九百九十九": 9999,
}


@pytest.mark.parametrize(("written", "value"), WRITTEN.items())
def test_a_written_number_has_its_value(written: str, value: int) -> None:
    assert to_int(written) == value
    assert re.fullmatch(NUMBER, written.replace(" ", ""))


@pytest.mark.parametrize(
    ("written", "value"),
    {"壱": 1, "壹": 1, "弐": 2, "貳": 2, "貮": 2, "参": 3, "參": 3, "拾": 10, "弐拾参": 23}.items(),
)
def test_formal_digits_have_the_value_of_common_ones_in_a_day(written: str, value: int) -> None:
    assert to_int(written) == value
    assert re.fullmatch(NUMBER_OF_DAY, written)


@pytest.mark.parametrize(
    "word", ["参加者", "参事", "参議院", "持参", "拾得物", "壱岐市", "廿日市市"]
)
def test_no_word_holds_a_number(word: str) -> None:
    assert re.search(NUMBER, word) is None
    assert to_int(word) is None


@pytest.mark.parametrize("written", ["", " ", "数", "一回", "1.5", "-1", "２十", "十2", "①号", "M"])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert to_int(written) is None


@pytest.mark.parametrize("written", ["99999999999", "九" * 11, "千" * 1000])
def test_a_number_that_nothing_is_counted_with_has_no_value(written: str) -> None:
    assert to_int(written) is None


@given(st.integers(0, 10**8 - 1))
def test_digits_of_any_width_are_the_number(value: int) -> None:
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert to_int(str(value)) == to_int(wide) == value


@given(st.integers(1, 9999))
def test_kanji_with_units_are_the_number(value: int) -> None:
    kanji = "〇一二三四五六七八九"
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("" if digit == 1 and name else kanji[digit]) + name
    assert to_int(written) == value
    assert to_int("".join(kanji[int(digit)] for digit in str(value))) == value
