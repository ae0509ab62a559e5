"""Sudachi: the words that it sees in a text, and what its dictionary has of a word."""

from __future__ import annotations

from functools import cache

from sudachipy import Dictionary, MorphemeList, SplitMode, Tokenizer

_OF_NAMES = frozenset(("名詞", "固有名詞", "人名", "一般", "姓", "名", "地名", "国", "*"))
"""All levels of parts of speech that names have; a person may be called as a place is."""


def words_of(text: str) -> MorphemeList:
    """The words of a text, names and compounds whole."""
    return _tokenizer().tokenize(text)


def is_family_name(word: str) -> bool:
    """Whether the dictionary has `word` as a family name, whatever else it may be."""
    return "姓" in _parts_of_speech(word)


def is_given_name(word: str) -> bool:
    """Whether the dictionary has `word` as a given name, whatever else it may be."""
    return "名" in _parts_of_speech(word)


def is_word(word: str) -> bool:
    """Whether the dictionary has all of `word`, whatever it may be."""
    return bool(_parts_of_speech(word))


def is_common_noun(word: str) -> bool:
    """Whether the dictionary has all of `word` as a common noun."""
    return "普通名詞" in _parts_of_speech(word)


def is_known_name(word: str) -> bool:
    """Whether the dictionary has all of `word` as a name of a person."""
    return "人名" in _parts_of_speech(word)


def is_but_a_name(word: str) -> bool:
    """Whether the dictionary has all of `word` as a name of a person, and as no other word."""
    return is_known_name(word) and _parts_of_speech(word) <= _OF_NAMES


@cache
def _parts_of_speech(word: str) -> frozenset[str]:
    """What all entries of a word say of its part of speech; every level has names of its own."""
    entries = _dictionary().lookup(word)
    return frozenset(level for entry in entries for level in entry.part_of_speech())


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


@cache
def _tokenizer() -> Tokenizer:
    return _dictionary().tokenizer(mode=SplitMode.C)
