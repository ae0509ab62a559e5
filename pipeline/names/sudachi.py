"""Sudachi: words of a text, and dictionary entries of a word."""

from __future__ import annotations

from functools import cache

from sudachipy import Morpheme, SplitMode, Tokenizer

from pipeline.lexicons import lexicon
from pipeline.names.morphemes import dictionary, morphemes_of

_LONGEST_FAMILY_NAME = 3
"""Maximum length of a family name looked up at the beginning of a text, in characters."""
LONGEST_WORD = 1000
"""Maximum length of a word that is looked up, in characters; no dictionary has a longer one."""

_OF_NAMES = frozenset(("名詞", "固有名詞", "人名", "一般", "姓", "名", "地名", "国", "*"))
"""Levels of parts of speech of names; those of places too, since persons may share them."""


class Word:
    """A word of a text, with its offsets in the whole text.

    The text may have been tokenised in pieces.
    """

    def __init__(self, morpheme: Morpheme, offset: int) -> None:
        self._morpheme = morpheme
        self._offset = offset

    def begin(self) -> int:
        """Return the offset of its first character."""
        return int(self._morpheme.begin()) + self._offset

    def end(self) -> int:
        """Return the offset after its last character."""
        return int(self._morpheme.end()) + self._offset

    def surface(self) -> str:
        """Return the word as written."""
        return str(self._morpheme.surface())

    def part_of_speech(self) -> tuple[str, ...]:
        """Return the levels of its part of speech."""
        return tuple(self._morpheme.part_of_speech())


def words_of(text: str) -> list[Word]:
    """Return the words of a text, names and compounds whole."""
    return [Word(morpheme, offset) for morpheme, offset in morphemes_of(_tokenizer(), text)]


def is_family_name(word: str) -> bool:
    """Return whether the dictionary has `word` as a family name: 高梨, 髙梨."""
    return "姓" in _parts_of_speech(word) or "姓" in _as_common(word)


def is_given_name(word: str) -> bool:
    """Return whether the dictionary has `word` as a given name."""
    return "名" in _parts_of_speech(word) or "名" in _as_common(word)


@cache
def kinds_of_name(word: str) -> tuple[bool, bool]:
    """Return whether `word` is a family name, and whether a given name."""
    return is_family_name(word), is_given_name(word)


def is_full_name(name: str) -> bool:
    """Return whether a text is a known family and given name: 鈴木康之."""
    return any(
        is_family_name(name[:at]) and is_given_name(name[at:])
        for at in range(1, _LONGEST_FAMILY_NAME + 1)
    )


def begins_with_family_name(text: str) -> bool:
    """Return whether a text begins with a known family name: 森田政策局長.

    Family names of one character do not count.
    """
    return any(is_family_name(text[:at]) for at in range(2, _LONGEST_FAMILY_NAME + 1))


def is_word(word: str) -> bool:
    """Return whether the dictionary has an entry for the whole word."""
    return bool(_parts_of_speech(word))


def is_common_noun(word: str) -> bool:
    """Return whether the dictionary has the whole word as a common noun."""
    return "普通名詞" in _parts_of_speech(word)


def is_known_name(word: str) -> bool:
    """Return whether the dictionary has the whole word as a person's name."""
    return "人名" in _parts_of_speech(word)


def is_but_a_name(word: str) -> bool:
    """Return whether all dictionary entries of a word are names.

    At least one is a person's name; the others may be names of places.
    """
    return is_known_name(word) and _parts_of_speech(word) <= _OF_NAMES


def _as_common(word: str) -> frozenset[str]:
    """Return the parts of speech of a word with variants of characters as the common ones."""
    common = word.translate(_common_ones())
    return frozenset() if common == word else _parts_of_speech(common)


@cache
def _common_ones() -> dict[int, str]:
    return str.maketrans(dict(lexicon("fronts")["variants"]))


def _parts_of_speech(word: str) -> frozenset[str]:
    # Not cached: a text has as many beginnings as characters.
    return frozenset() if len(word) > LONGEST_WORD else _looked_up(word)


@cache
def _looked_up(word: str) -> frozenset[str]:
    """Return the part-of-speech levels of all entries of a word.

    No name is used on two levels.
    """
    entries = dictionary().lookup(word)
    return frozenset(level for entry in entries for level in entry.part_of_speech())


@cache
def _tokenizer() -> Tokenizer:
    return dictionary().tokenizer(mode=SplitMode.C)
