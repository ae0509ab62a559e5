"""The folded view: what each character becomes, and that nothing else is touched."""

from __future__ import annotations

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.folding import common_forms, fold, unusual

FOLDED = {
    "radical of KangXi": ("⽇時", "日時"),
    "CJK radical without an NFKC form": ("委員⻑", "委員長"),
    "compatibility ideograph": ("\ufa19", "神"),
    "no-break blank": ("日\u00a0時", "日 時"),
    "em space": ("委員\u2003本日", "委員　本日"),
    "thin space": ("10\u200900", "10 00"),
    "unit separator": ("青木\x1f坂本", "青木 坂本"),
    "vertical colon": ("日時︓４月", "日時:４月"),
    "vertical bracket": ("︵青木︶", "(青木)"),
    "em dash": ("10時—12時", "10時―12時"),
    "wave dash": ("10時〜12時", "10時～12時"),
    "minus": ("1−2", "1－2"),
    "half-width kana": ("ｱｵｷ", "アオキ"),
    "half-width kana with a mark": ("ｶﾞｲﾄﾞ", "ガイド"),
    "decomposed kana": ("た\u3099", "だ"),
    "decomposed Latin": ("e\u0301", "é"),
    "mark that has no composed form": ("一\u3099", "一"),
    "two marks": ("か\u3099\u3099", "が"),
    "mark at the start": ("\u3099が", "が"),
    "mark over a blank": ("青木委員　\uff9e\uff9e本日", "青木委員　\uff9e本日"),
    "mark over a line end": ("委員\n\u0301本日", "委員\n\u0301本日"),
    "no character": ("新庄\ufdd0俊\ufdd1郎", "新庄俊郎"),
    "byte order mark in the middle": ("\n\ufeff○青木委員", "\n○青木委員"),
    "zero-width space": ("○\u200b青木", "○青木"),
    "variation selector": ("葛\U000e0100城", "葛城"),
    "soft hyphen": ("議\u00ad事", "議事"),
    "control character": ("議\x08事", "議事"),
    "line ends": ("a\r\nb\rc\vd\x85e\u2028f\u2029g\n", "a\nb\nc\nd\ne\nf\ng\n"),
    "page behind a line end": ("a\n\fb\r\n\fc\f\nd", "a\nb\nc\nd"),
    "page within a line": ("a\fb", "a\nb"),
    "empty lines": ("a\r\n\r\nb\r\rc", "a\n\nb\n\nc"),
}
"""What is written, and what patterns see; from the code charts of Unicode, by hand."""

AS_IT_IS = "○青木委員（ＡＢＣ）　１０：３０～ 10:30 ①・髙﨑々〇「、。」\t\n"


@pytest.mark.parametrize("kind", FOLDED)
def test_a_form_becomes_the_common_one(kind: str) -> None:
    written, seen = FOLDED[kind]
    assert fold(written).text == seen
    assert re.search(unusual(), written)


def test_what_is_common_is_left_as_it_is() -> None:
    assert fold(AS_IT_IS) == (AS_IT_IS, [])
    assert not re.search(unusual(), AS_IT_IS)


def test_a_form_and_its_common_form_are_one_character_each() -> None:
    assert all(len(form) == len(common) == 1 for form, common in common_forms().items())
    assert not set(common_forms()) & set(common_forms().values())


texts = st.text(
    st.one_of(
        st.sampled_from([*AS_IT_IS, *"".join(written for written, _ in FOLDED.values())]),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@given(texts)
def test_what_is_left_out_is_counted(text: str) -> None:
    view = fold(text)
    assert len(view.text) + sum(length for _, length in view.runs) == len(text)
    assert all(0 <= at <= len(view.text) for at, _ in view.runs)
    assert fold(view.text) == (view.text, [])


@given(texts)
def test_polars_finds_the_same_texts_unusual(text: str) -> None:
    assert pl.Series([text]).str.contains(unusual()).item() == bool(re.search(unusual(), text))


@given(st.text(st.sampled_from([*"がぎだ青木委員　。ガドé\n"]), max_size=30))
def test_a_decomposed_text_has_the_view_of_the_composed_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == text
