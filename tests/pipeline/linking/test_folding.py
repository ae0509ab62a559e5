"""The form in which names are compared."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.lexicons import lexicon
from pipeline.linking.folding import folded, folded_name


@pytest.mark.parametrize("row", lexicon("variant_kanji")["variants"])
def test_each_variant_is_compared_as_the_first_of_its_row(row: str) -> None:
    assert len(row) > 1
    assert {folded_name(character) for character in row} == {row[0]}


@pytest.mark.parametrize("pair", lexicon("old_kanji")["pairs"])
def test_each_old_form_is_compared_as_its_present_form(pair: str) -> None:
    old, present = pair
    assert folded_name(old) == folded_name(present)


def test_a_kanji_is_in_one_row() -> None:
    characters = "".join(lexicon("variant_kanji")["variants"])
    assert len(set(characters)) == len(characters)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("青　木", "青木"),
        ("ＪＳＴ", "JST"),
        ("㈱みどり", "(株)みどり"),
        ("ジェイソン", "ジェイソン"),
        ("か\u3099く", "がく"),
        ("⻘⽊", "青木"),
        ("a/b|c", "a_b_c"),
    ],
)
def test_widths_blanks_and_forms_do_not_count(written: str, expected: str) -> None:
    assert folded_name(written) == expected


def test_an_empty_name_is_missing() -> None:
    names = pl.Series(["髙橋", "　", None, "髙橋"], dtype=pl.String)
    assert folded(names).to_list() == ["高橋", None, None, "高橋"]
