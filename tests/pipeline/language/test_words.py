"""Tokens: they cover their text, and are described as the dictionary does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sudachipy import Dictionary, SplitMode

from pipeline.language.words import COLUMNS, tokenise


def described(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The surfaces of a text, each with what describes its word."""
    found = tokenise([text])
    words = [dict(zip(COLUMNS, word, strict=True)) for word in found.words]
    rows, at = [], 0
    for number, length in zip(found.word, found.length, strict=True):
        rows.append((text[at : at + length], words[number]))
        at += length
    assert at == len(text)
    return rows


def test_a_word_has_its_forms_reading_and_part_of_speech() -> None:
    assert dict(described("附属した"))["附属"] == {
        "dictionary_form": "附属",
        "normalized_form": "付属",
        "reading": "フゾク",
        "pos_1": "名詞",
        "pos_2": "普通名詞",
        "pos_3": "サ変可能",
        "pos_4": None,
        "conjugation_type": None,
        "conjugation_form": None,
        "short_units": None,
        "is_in_dictionary": True,
    }
    (said,) = [word for surface, word in described("附属した") if surface == "し"]
    assert (said["dictionary_form"], said["pos_1"]) == ("する", "動詞")
    assert (said["conjugation_type"], said["conjugation_form"]) == ("サ行変格", "連用形-一般")


def test_the_short_units_of_a_word_are_as_written() -> None:
    assert dict(described("国家公務員法"))["国家公務員法"]["short_units"] == "国家|公務|員|法"
    assert dict(described("雨"))["雨"]["short_units"] is None
    # One character for two units has none.
    assert dict(described("㍿"))["㍿"]["short_units"] is None


def test_an_unknown_word_is_read_where_it_is_kana() -> None:
    words = dict(described("グンニャリピョロンと髙橋﨑"))
    unknown = [
        (name, word["reading"]) for name, word in words.items() if not word["is_in_dictionary"]
    ]
    assert ("髙橋", None) in unknown
    assert all(reading is None or reading == name for name, reading in unknown)


def test_a_number_has_a_normalised_form_and_no_guessed_reading() -> None:
    ((surface, word), _) = described("３,０００円")
    assert surface == "３,０００"
    assert (word["normalized_form"], word["reading"], word["pos_2"]) == ("3000", None, "数詞")


def test_words_that_normalisation_makes_of_one_character_are_one() -> None:
    (token,) = described("…")
    assert token[0] == "…"
    assert (token[1]["normalized_form"], token[1]["pos_1"]) == ("...", "補助記号")
    assert [surface for surface, _ in described("雨…風")] == ["雨", "…", "風"]
    # Unknown ones too, which have no characters of their own to be told apart by.
    (token,) = described("ﷺ")
    assert token[1]["dictionary_form"] == "صلى الله عليه وسلم"


def test_a_text_with_a_known_sign_of_several_words_is_tokenised_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = described("風…雨……")

    def not_again(*_: object) -> None:
        raise AssertionError("tokenised again")

    monkeypatch.setattr("pipeline.language.words.morphemes_of", not_again)
    assert described("風…雨……") == expected


def test_a_word_written_otherwise_is_the_same_word() -> None:
    found = tokenise(["GIS", "ＧＩＳ", "gis"])
    assert found.token_count.tolist() == [1, 1, 1]
    assert len(found.words) == 1


def test_a_text_that_grows_beyond_the_tokeniser_is_halved() -> None:
    # Each of these becomes 18 characters by the normalisation of Sudachi.
    text = "ﷺ" * 3_000
    with pytest.raises(Exception, match="too long"):
        Dictionary().tokenizer(mode=SplitMode.C).tokenize(text)
    found = tokenise(["雨。", text, "風。"])
    assert found.token_count.tolist()[::2] == [2, 2]
    assert int(found.length.sum()) == len(text) + 4


def test_no_texts_have_no_tokens() -> None:
    found = tokenise([])
    assert (found.words, found.word.size, found.token_count.size) == ([], 0, 0)
    assert tokenise(["", "雨"]).token_count.tolist() == [0, 1]


TEXTS = [
    "第１回の会議を令和七年３月２日（日）13：10から開き、国家公務員法の改正案を検討した。",
    "㈱アオゾラ工房の５㌔と㌢、十二、三人で１．５倍…ＧＩＳとgisのグンニャリピョンを\u200b見た！？",
    "ｶﾞｶﾞｶﾞ　か\u3099くーーー髙橋﨑🙂👨\u200d👩\u200d👧。ﷺ。\x00\ufeffａｂｃ①②½㎡",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_sudachi_with_all_fields_of_the_dictionary(text: str) -> None:
    tokenizer = Dictionary().tokenizer(mode=SplitMode.C)
    expected = [
        (
            morpheme.surface(),
            morpheme.dictionary_form(),
            morpheme.normalized_form(),
            tuple(None if part == "*" else part for part in morpheme.part_of_speech()),
            not morpheme.is_oov(),
        )
        for morpheme in tokenizer.tokenize(text)
        if morpheme.surface()
    ]
    joined = {"…", "ﷺ"}
    found = [
        (
            surface,
            word["dictionary_form"],
            word["normalized_form"],
            tuple(word[name] for name in COLUMNS[3:9]),
            word["is_in_dictionary"],
        )
        for surface, word in described(text)
    ]
    assert [row for row in found if row[0] not in joined] == [
        row for row in expected if row[0] not in joined
    ]
    assert [row[0] for row in found] == [row[0] for row in expected]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), max_size=4))
def test_the_tokens_of_any_text_cover_it(texts: list[str]) -> None:
    found = tokenise(texts)
    at = 0
    for text, count in zip(texts, found.token_count.tolist(), strict=True):
        lengths = found.length[at : at + count]
        assert lengths.sum() == len(text)
        assert (lengths > 0).all()
        at += count
