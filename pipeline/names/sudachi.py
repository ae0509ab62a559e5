"""Sudachi: the words that it sees in a text, and what its dictionary has of a word."""

from __future__ import annotations

from functools import cache

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer
from sudachipy.errors import SudachiError

_LONGEST_FAMILY_NAME = 3
"""Most characters of a family name that is looked for where a longer text begins."""
LONGEST_WORD = 1000
"""Most characters of a word that is looked up; no dictionary has a longer one."""

_OF_NAMES = frozenset(("名詞", "固有名詞", "人名", "一般", "姓", "名", "地名", "国", "*"))
"""All levels of parts of speech that names have; a person may be called as a place is."""


class Word:
    """A word in a text that was tokenised in pieces: its place is that in the whole text."""

    def __init__(self, morpheme: Morpheme, offset: int) -> None:
        self._morpheme = morpheme
        self._offset = offset

    def begin(self) -> int:
        """Where it begins."""
        return int(self._morpheme.begin()) + self._offset

    def end(self) -> int:
        """Where it ends."""
        return int(self._morpheme.end()) + self._offset

    def surface(self) -> str:
        """The word as it stands in the text."""
        return str(self._morpheme.surface())

    def part_of_speech(self) -> tuple[str, ...]:
        """The levels of its part of speech."""
        return tuple(self._morpheme.part_of_speech())


def words_of(text: str) -> list[Word]:
    """The words of a text, names and compounds whole.

    A text that is too long for Sudachi, which takes some 49,149 bytes (fewer where its own
    normalisation makes it longer), is halved until its pieces are not.
    """
    return _words_of(text, 0)


def _words_of(text: str, offset: int) -> list[Word]:
    try:
        return [Word(morpheme, offset) for morpheme in _tokenizer().tokenize(text)]
    except SudachiError:
        middle = len(text) // 2
        if not middle:
            raise
    return [*_words_of(text[:middle], offset), *_words_of(text[middle:], offset + middle)]


def is_family_name(word: str) -> bool:
    """Whether the dictionary has `word` as a family name, whatever else it may be."""
    return "姓" in _parts_of_speech(word)


def is_given_name(word: str) -> bool:
    """Whether the dictionary has `word` as a given name, whatever else it may be."""
    return "名" in _parts_of_speech(word)


@cache
def kinds_of_name(word: str) -> tuple[bool, bool]:
    """Whether the dictionary has `word` as a family name, and whether as a given name."""
    return is_family_name(word), is_given_name(word)


def is_full_name(name: str) -> bool:
    """Whether a text is a known family name and a known given name: 鈴木康之."""
    return any(
        is_family_name(name[:at]) and is_given_name(name[at:])
        for at in range(1, _LONGEST_FAMILY_NAME + 1)
    )


def begins_with_family_name(text: str) -> bool:
    """Whether a text begins with a known family name of two characters or more: 森田政策局長."""
    return any(is_family_name(text[:at]) for at in range(2, _LONGEST_FAMILY_NAME + 1))


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


def _parts_of_speech(word: str) -> frozenset[str]:
    # Not kept: a text has as many beginnings as characters.
    return frozenset() if len(word) > LONGEST_WORD else _looked_up(word)


@cache
def _looked_up(word: str) -> frozenset[str]:
    """What all entries of a word say of its part of speech; every level has names of its own."""
    entries = _dictionary().lookup(word)
    return frozenset(level for entry in entries for level in entry.part_of_speech())


@cache
def _dictionary() -> Dictionary:
    return Dictionary()


@cache
def _tokenizer() -> Tokenizer:
    return _dictionary().tokenizer(mode=SplitMode.C)
