"""Sudachi: the words that it sees in a text, and what its dictionary has of a word."""

from __future__ import annotations

from functools import cache

from sudachipy import Dictionary, MorphemeList, SplitMode, Tokenizer


def words_of(text: str) -> MorphemeList:
    """The words of a text, names and compounds whole."""
    return _tokenizer().tokenize(text)


@cache
def is_family_name(word: str) -> bool:
    """Whether the dictionary has `word` as a family name, whatever else it may be."""
    return any(entry.part_of_speech()[3] == "姓" for entry in _dictionary().lookup(word))


@cache
def is_given_name(word: str) -> bool:
    """Whether the dictionary has `word` as a given name, whatever else it may be."""
    return any(entry.part_of_speech()[3] == "名" for entry in _dictionary().lookup(word))


@cache
def is_word(word: str) -> bool:
    """Whether the dictionary has all of `word`, whatever it may be."""
    return bool(_dictionary().lookup(word))


@cache
def is_common_noun(word: str) -> bool:
    """Whether the dictionary has all of `word` as a common noun."""
    return any(entry.part_of_speech()[1] == "普通名詞" for entry in _dictionary().lookup(word))


@cache
def is_known_name(word: str) -> bool:
    """Whether the dictionary has all of `word` as a name of a person."""
    return any(entry.part_of_speech()[2] == "人名" for entry in _dictionary().lookup(word))


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


@cache
def _tokenizer() -> Tokenizer:
    return _dictionary().tokenizer(mode=SplitMode.C)
