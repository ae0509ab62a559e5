from __future__ import annotations

import pytest

from pipeline.names.family_and_position import NameParts, split_name, split_titled
from pipeline.names.sudachi import (
    begins_with_family_name,
    is_common_noun,
    is_family_name,
    is_full_name,
    is_known_name,
    is_word,
    words_of,
)

LIMIT = 49_149
"""Bytes that Sudachi takes at once."""


@pytest.mark.parametrize(
    "text",
    [
        "田" * (LIMIT // 3),
        "田" * (LIMIT // 3 + 1),
        "委員長" * 20_000,
        # One character that Sudachi's own normalisation makes eighteen.
        "ﷺ" * 10_000,
        "𠮷" * 20_000,
    ],
    ids=["just short enough", "too long", "many words", "grows", "four bytes"],
)
def test_the_words_of_a_text_of_any_length_tile_it(text: str) -> None:
    words = words_of(text)
    assert words[0].begin() == 0
    assert [word.begin() for word in words[1:]] == [word.end() for word in words[:-1]]
    assert words[-1].end() == len(text)
    assert "".join(word.surface() for word in words) == text


def test_a_compound_is_one_word() -> None:
    words = [(word.begin(), word.end(), word.surface()) for word in words_of("青木委員長")]
    assert words == [(0, 2, "青木"), (2, 5, "委員長")]


def test_what_is_longer_than_any_word_is_none() -> None:
    word = "青木" * 20_000
    known = [is_word, is_known_name, is_family_name, is_common_noun]
    assert [ask(word) for ask in known] == [False] * 4


@pytest.mark.parametrize("split", [split_name, split_titled])
def test_what_is_too_long_for_a_name_is_split_in_a_moment(split: object) -> None:
    # Two minutes, when every beginning of it was compared with all that follows.
    assert callable(split)
    assert split("委員" * 30_000) == NameParts(None, None)


def test_a_full_name_is_a_family_name_with_a_given_name() -> None:
    names = ("鈴木康之", "青木一郎", "鈴木", "康之", "公営企業")
    assert [name for name in names if is_full_name(name)] == ["鈴木康之", "青木一郎"]


def test_an_office_with_its_name_begins_with_the_family_name() -> None:
    texts = ("森田政策局長", "黒瀬川保健師", "図書館", "議長")
    assert [text for text in texts if begins_with_family_name(text)] == list(texts[:2])
