"""Where texts are cut into sentences."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import MAX_SENTENCE_CHARACTERS, rules, sentences_of


def cut(text: str) -> list[str]:
    return sentences_of(pl.Series([text]))["sentence"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雨です。風もある。", ["雨です。", "風もある。"]),
        ("雨です｡風もある｡", ["雨です｡", "風もある｡"]),
        ("本当！そうか？はい", ["本当！", "そうか？", "はい"]),
        ("本当!そうか?はい", ["本当!", "そうか?", "はい"]),
        ("本当か！？はい。", ["本当か！？", "はい。"]),
        ("一行目\n二行目", ["一行目", "二行目"]),
        ("一行目\r\n\n　二行目", ["一行目", "二行目"]),
        ("「雨です。」と述べた。次。", ["「雨です。」と述べた。", "次。"]),
        ("『雨です。』と述べた。次。", ["『雨です。』と述べた。", "次。"]),
        ("図（上。下。）を見る。次。", ["図（上。下。）を見る。", "次。"]),
        ("図(上。下。)を見る。次。", ["図(上。下。)を見る。", "次。"]),
        ("｢雨です。｣と述べた。次。", ["｢雨です。｣と述べた。", "次。"]),
        ("「外（中。「奥。」中。）外。」終。次", ["「外（中。「奥。」中。）外。」終。", "次"]),
        # A bracket that is not closed on its line is a character.
        ("「雨です。風も。\n次。」", ["「雨です。", "風も。", "次。」"]),
        ("雨です。）風も。", ["雨です。）", "風も。"]),
        # Marks within an address end nothing.
        ("https://a.jp/?b=1!c を見る。次", ["https://a.jp/?b=1!c を見る。", "次"]),
        ("句点がない", ["句点がない"]),
        ("。", ["。"]),
        ("　 \n", []),
        ("", []),
    ],
)
def test_a_text_is_cut_here(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_every_mark_and_bracket_of_the_table_is_tried_above() -> None:
    assert rules()["ends"] == "。｡！？!?"
    assert rules()["ascii_ends"] == "!?"
    assert rules()["brackets"] == ["「」", "『』", "（）", "()", "｢｣"]


def test_spans_are_of_the_text_without_the_white_space_around() -> None:
    found = sentences_of(pl.Series(["雨。 風だ。\n", "", "晴れ"]))
    assert found.rows() == [(0, 0, 2, "雨。"), (0, 3, 6, "風だ。"), (2, 0, 2, "晴れ")]


def test_a_sentence_too_long_for_the_tokeniser_is_cut_by_length() -> None:
    text = "あ" * (2 * MAX_SENTENCE_CHARACTERS + 1) + "。次。"
    found = sentences_of(pl.Series([text]))
    lengths = (found["text_end"] - found["text_start"]).to_list()
    assert lengths == [MAX_SENTENCE_CHARACTERS, MAX_SENTENCE_CHARACTERS, 2, 2]
    assert "".join(found["sentence"]) == text


@given(st.text(alphabet="あa。！?\n 「」（）（」\u3000\r🙂", max_size=40))
def test_no_visible_character_is_lost_or_twice(text: str) -> None:
    found = sentences_of(pl.Series([text]))
    at = 0
    for _, start, end, sentence in found.rows():
        assert not text[at:start].strip()
        assert text[start:end] == sentence == sentence.strip()
        assert sentence
        at = end
    assert not text[at:].strip()
