"""Words: texts tokenised by SudachiPy, each distinct word described once.

A token is two numbers: its word and its length. Forms, reading and part of speech follow from the
entry of the dictionary, so they are asked once for each entry and not for each token, which would
take twice as long as the tokenising itself. This module loads no polars, so that the processes that
tokenise start in a fraction of a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sudachipy import Dictionary, Morpheme, SplitMode
from sudachipy.errors import SudachiError

from pipeline.names.morphemes import dictionary, morphemes_of

UNIT_SEPARATOR = "|"
"""Separates the short units of a word."""

LEVELS = ("pos_1", "pos_2", "pos_3", "pos_4", "conjugation_type", "conjugation_form")
"""Columns of the six levels of a part of speech."""

COLUMNS = (
    *("dictionary_form", "normalized_form", "reading"),
    *LEVELS,
    *("short_units", "is_in_dictionary"),
)
"""Columns that describe a word."""

_FIELDS = {"surface", "pos", "normalized_form", "dictionary_form", "reading_form", "split_a"}
"""Fields of the dictionary that a word is described by; others are not loaded."""
_NO_LEVEL = "*"
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_NUMBER = "数詞"
_MAX_ENTRY = 1 << 24
"""Entries from here on, as those of unknown words, are found by their characters."""

Word = tuple[Any, ...]
"""Values of `COLUMNS`."""


class Tokenised(NamedTuple):
    """Tokens of texts.

    `words` are the distinct words, as `COLUMNS`. `word` (index in `words`) and `length` (code
    points) are by token, `token_count` by text.
    """

    words: list[Word]
    word: npt.NDArray[np.uint32]
    length: npt.NDArray[np.uint16]
    token_count: npt.NDArray[np.int32]


def tokenise(texts: Sequence[str]) -> Tokenised:
    """Tokenise texts; the tokens of a text cover it."""
    known, tokenizer = _known_words(), _tokenizer()
    entries: list[int] = []
    ends: list[int] = []
    counts: list[int] = []
    # What is done here for each token costs as much as a tenth of tokenising.
    add_entry, add_end, is_known = entries.append, ends.append, known.seen.issuperset
    found = tokenizer.tokenize("")
    for text in texts:
        before = len(ends)
        try:
            found = tokenizer.tokenize(text, out=found)
        except SudachiError:
            for morpheme, offset in morphemes_of(tokenizer, text):
                add_entry(morpheme.word_id())
                add_end(morpheme.end() + offset)
        else:
            for morpheme in found:
                add_entry(morpheme.word_id())
                add_end(morpheme.end())
            if not is_known(entries[before:]):
                known.learn(found)
        counts.append(len(ends) - before)
    count = np.array(counts, np.int64)
    end, text_of = np.array(ends, np.int64), np.repeat(np.arange(count.size), count)
    start = np.concatenate([np.zeros(1, np.int64), end[:-1]])[: end.size]
    start[np.cumsum(count)[count > 0] - count[count > 0]] = 0
    entry = np.array(entries, np.int64)
    number = known.of_entries(entry)
    length = end - start
    # A part of a character has no characters of its own that it could be found by.
    is_part = length == 0
    is_part[:-1] |= is_part[1:]
    # Texts are tokenised anew for parts that do not follow from their entry: those of … do.
    is_part &= number < 0
    begin = np.cumsum(count) - count
    for text in np.unique(text_of[is_part]).tolist():
        own = slice(begin[text], begin[text] + count[text])
        number[own] = np.where(is_part[own], known.of_text(texts[text]), number[own])
    places = np.flatnonzero(number < 0)
    columns = [each[places].tolist() for each in (entry, text_of, start, end)]
    number[places] = known.of_surfaces(zip(*columns, strict=True), texts)
    return _compact(known, number, length, text_of, count)


class _Words:
    """The words that this process has met, by number."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.words: list[Word] = []
        self.seen: set[int] = set()
        """Entries that were met."""
        # The system gives memory where a number is set.
        self._of_entry: npt.NDArray[np.int32] = np.zeros(_MAX_ENTRY + 1, np.int32)
        """One more than the number of a word that follows from its entry alone."""
        self._of_surface: dict[tuple[int, str], int] = {}
        """Numbers of words that follow from their characters too, by entry and surface: words with
        short units, which are as written, and unknown ones, of which are numbers that Sudachi
        joined."""
        self._number: dict[Word, int] = {}
        self._joined: dict[tuple[int, ...], int] = {}
        """Numbers of words that are made of several, by theirs."""
        self._parts: Callable[[int], Sequence[str]] = cache(dictionary.pos_of)

    def number(self, word: Word) -> int:
        """Return the number of a word."""
        found = self._number.get(word)
        if found is None:
            found = self._number[word] = len(self.words)
            self.words.append(word)
        return found

    def learn(self, found: Iterable[Morpheme]) -> None:
        """Describe the morphemes whose entry was not met before."""
        for morpheme in found:
            entry = morpheme.word_id()
            if entry in self.seen:
                continue
            self.seen.add(entry)
            follows = entry < _MAX_ENTRY and not morpheme.is_oov()
            if follows and not len(morpheme.split(SplitMode.A, add_single=False)):
                self._of_entry[entry] = self.number(self._described(morpheme)) + 1

    def of_entries(self, entries: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the numbers of words by their entries; -1 where the entry does not decide."""
        return self._of_entry[np.minimum(entries, _MAX_ENTRY)].astype(np.int64) - 1

    def of_surfaces(
        self, places: Iterable[tuple[int, int, int, int]], texts: Sequence[str]
    ) -> list[int]:
        """Return the numbers of words by entry and characters: text, start and end in it."""
        numbers, found_of = [], self._of_surface.get
        for entry, at, start, end in places:
            surface = texts[at][start:end]
            found = found_of((entry, surface))
            if found is None:
                self._learn_surfaces(texts[at])
                found = self._of_surface[entry, surface]
            numbers.append(found)
        return numbers

    def _learn_surfaces(self, text: str) -> None:
        for morpheme, offset in morphemes_of(_tokenizer(), text):
            key = morpheme.word_id(), text[morpheme.begin() + offset : morpheme.end() + offset]
            self._of_surface[key] = self.number(self._described(morpheme))

    def of_text(self, text: str) -> list[int]:
        """Return the numbers of all words of a text, each described anew."""
        found = morphemes_of(_tokenizer(), text)
        return [self.number(self._described(morpheme)) for morpheme, _ in found]

    def joined(self, numbers: Sequence[int]) -> int:
        """Return the number of the word that several make: those of … are three full stops."""
        key = tuple(numbers)
        found = self._joined.get(key)
        if found is None:
            words = [self.words[number] for number in numbers]
            first = dict(zip(COLUMNS, words[0], strict=True))
            forms = {
                name: "".join(str(word[COLUMNS.index(name)]) for word in words)
                for name in ("dictionary_form", "normalized_form")
            }
            whole = {**first, **forms, "reading": None, "short_units": None}
            found = self._joined[key] = self.number(tuple(whole.values()))
        return found

    def _described(self, morpheme: Morpheme) -> Word:
        levels = self._parts(morpheme.part_of_speech_id())
        is_known = not morpheme.is_oov()
        reading = morpheme.reading_form()
        if not is_known and (_NUMBER in levels or not _KATAKANA.fullmatch(reading)):
            # Sudachi reads an unknown word as written, and a number digit by digit: １２ イチニ.
            reading = ""
        # One character may be written for several units: ㍿.
        units = [unit.surface() for unit in morpheme.split(SplitMode.A, add_single=False)]
        written = [unit for unit in units if unit]
        return (
            morpheme.dictionary_form(),
            morpheme.normalized_form(),
            reading or None,
            *(None if level == _NO_LEVEL else level for level in levels),
            UNIT_SEPARATOR.join(written) if len(written) > 1 else None,
            is_known,
        )


def _compact(
    known: _Words,
    numbers: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    text_of: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
) -> Tokenised:
    """Join the words of one character, and number the words of these texts alone."""
    if not lengths.all():
        # Sudachi's own normalisation made several words of one character: … → ...
        heads = np.flatnonzero(lengths)
        bounds = np.append(heads, numbers.size)
        for at in np.flatnonzero(np.diff(bounds) > 1):
            numbers[bounds[at]] = known.joined(numbers[bounds[at] : bounds[at + 1]].tolist())
        numbers, lengths = numbers[heads], lengths[heads]
        counts = np.bincount(text_of[heads], minlength=counts.size)
    used = np.flatnonzero(np.bincount(numbers))
    renumbered = np.zeros(len(known.words), np.uint32)
    renumbered[used] = np.arange(used.size)
    return Tokenised(
        [known.words[number] for number in used.tolist()],
        renumbered[numbers],
        lengths.astype(np.uint16),
        counts.astype(np.int32),
    )


@cache
def _tokenizer() -> Any:
    return dictionary().tokenizer(mode=SplitMode.C, fields=_FIELDS)


@cache
def _known_words() -> _Words:
    return _Words(dictionary())
