"""Features of visible characters, for the sequence model of names.

A unit is a visible character. Blanks and line ends are features of the characters around them, so
a name is one sequence of units however it is spread or broken. The features are the character and
its neighbours, the words of the dictionary and of the lexicons that it belongs to, its run
(characters between two delimiters), its line and its section.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicons import alternatives, lexicon
from pipeline.models.sequence_model import Column, Features
from pipeline.names.positions import LONGEST_POSITION, position_pattern
from pipeline.names.sudachi import kinds_of_name, words_of
from pipeline.normalisation.attendance.model.sections import bucket, sections_in

_LONGEST_NAME = 4
_CLASSES = (
    ("n", "[一二三四五六七八九十〇]"),
    ("K", "[々〆ヶ一-龥㐀-䶿豈-﫿\U00020000-\U0002ffff]"),
    ("h", "[ぁ-ん]"),
    ("k", "[ァ-ヺー]"),
    ("d", "[0-9]"),
    ("a", "[A-Za-z]"),
    (",", "[、，,|/]"),
    ("・", "・"),
    ("。", "[。.?!]"),
    ("(", r"[(\[{〔【「『<《≪〈]"),
    (")", r"[)\]}〕】」』>》≫〉]"),
    (":", ":"),
    ("*", "[○〇◯●◎◇◆□■☆★△▲▽▼※*•‣▪#]"),
    ("〃", '[〃仝″"”]'),
)
_OF_NAMES = "Kknh"
"""Classes of characters in names."""

_WIDE = ("wide", "wider", "line", "lines", "edge")
"""Gaps wider than those inside a spread name."""


class Units(NamedTuple):
    """The visible characters of texts: their places, and their features."""

    places: list[list[int]]
    features: Features


def units_of(texts: Sequence[str]) -> Units:
    """Make the units of texts, in order."""
    seen = [_visible(text) for text in texts]
    bares = [one.bare for one in seen]
    marks = list("".join(bares))
    classes = [kind for one in seen for kind in one.classes]
    gaps = [gap for one in seen for gap in one.gaps[:-1]]

    def of_each(column: Callable[[_Visible], Sequence[str | None]]) -> list[str | None]:
        return [value for one in seen for value in column(one)]

    columns = [Column("1", [""] * len(marks))]
    for name, values, offsets in (
        ("c", marks, (-2, -1, 0, 1, 2)),
        ("k", classes, (-3, -2, -1, 0, 1, 2, 3)),
        ("g", gaps, (-1, 0, 1, 2)),
        ("n", of_each(_names), (-2, -1, 0, 1, 2)),
        ("p", of_each(_positions), (-2, -1, 0, 1, 2)),
        ("w", of_each(_words), (-1, 0, 1)),
        ("r", of_each(lambda one: _runs(one, narrow=True)), (-1, 0, 1)),
        ("R", of_each(lambda one: _runs(one, narrow=False)), (0,)),
        ("b", of_each(_depths), (0,)),
        ("l", of_each(_lines), (0,)),
        ("s", of_each(_sections), (0,)),
    ):
        columns += [
            Column(f"{name}{offset}=" if offset else f"{name}=", values, offset)
            for offset in offsets
        ]
    for name, pairs in (
        ("kk", of_each(lambda one: _pairs(one.classes))),
        ("cc", of_each(lambda one: _pairs(one.bare))),
    ):
        columns += [Column(f"{name}=", pairs), Column(f"{name}+=", pairs, 1)]
    columns.append(Column("K=", of_each(lambda one: _shapes(one, 2, 4))))
    columns.append(Column("G=", of_each(lambda one: _shapes(one, 1, 2))))
    return Units([one.places for one in seen], Features(columns, [len(bare) for bare in bares]))


class _Visible(NamedTuple):
    """The visible characters of a text, with places, gaps and classes."""

    places: list[int]
    bare: str
    gaps: list[str]
    classes: list[str]


def _visible(text: str) -> _Visible:
    places = [at for at, mark in enumerate(text) if not mark.isspace()]
    bare = "".join([_common(text[at]) for at in places])
    return _Visible(places, bare, _gaps(text, places), [_class_of(mark) for mark in bare])


def _sections(text: _Visible) -> list[str]:
    """Return each character's section, and the distance of its label."""
    return [f"{name}{near}" if name else "none" for name, near in sections_in(text.bare)]


def _pairs(values: Sequence[str]) -> list[str | None]:
    """Return each value with the previous one; None for the first."""
    return [None, *(before + value for before, value in pairwise(values))] if values else []


def _shapes(text: _Visible, before: int, after: int) -> list[str]:
    """Return the classes around each character, and the gaps before them."""
    shapes = [f"{kind}{gap}" for kind, gap in zip(text.classes, text.gaps, strict=False)]
    return ["|".join(shapes[max(0, at - before) : at + after]) for at in range(len(shapes))]


@cache
def _class_of(character: str) -> str:
    return next((name for name, form in _CLASSES if re.match(form, character)), "?")


@cache
def _common(character: str) -> str:
    """Return the common form and width of a character: 髙 → 高."""
    folded = unicodedata.normalize("NFKC", character)[:1] or character
    return _variants().get(folded, folded)


@cache
def _variants() -> dict[str, str]:
    pairs = lexicon("fronts")["variants"]
    return {pair[0]: pair[1] for pair in pairs}


def _gaps(text: str, places: list[int]) -> list[str]:
    """Return the gap before each visible character, and after the last."""
    gaps = []
    before = -1
    for at in [*places, len(text)]:
        between = text[before + 1 : at]
        if "\n" in between:
            gap = "line" if between.count("\n") == 1 else "lines"
        elif before < 0 or at == len(text):
            gap = "edge"
        elif not between:
            gap = ""
        else:
            width = len(between) + between.count("　")
            gap = "blank" if width == 1 else "wide" if width == 2 else "wider"
        gaps.append(gap)
        before = at
    return gaps


def _names(text: _Visible) -> list[str]:
    """Return the lengths of dictionary names around each character.

    Six digits: family and given names that begin at it, family and given names that end at it, and
    whether a full name begins or ends at it.
    """
    size = len(text.bare)
    family, given, family_end, given_end = ([0] * size for _ in range(4))
    begins_full, ends_full = [0] * size, [0] * size
    given_from: list[list[int]] = [[] for _ in range(size + 1)]
    for at in range(size - 1, -1, -1):
        for end in range(at + 1, min(at + _LONGEST_NAME, size) + 1):
            if text.classes[end - 1] not in _OF_NAMES:
                break
            is_family, is_given = kinds_of_name(text.bare[at:end])
            if is_given:
                given[at] = end - at
                given_end[end - 1] = max(given_end[end - 1], end - at)
                given_from[at].append(end)
            if is_family:
                family[at] = end - at
                family_end[end - 1] = max(family_end[end - 1], end - at)
                for full_end in given_from[end]:
                    begins_full[at] = ends_full[full_end - 1] = 1
    columns = (family, given, family_end, given_end, begins_full, ends_full)
    return ["".join(map(str, one)) for one in zip(*columns, strict=True)]


def _positions(text: _Visible) -> list[str]:
    """Mark the characters of positions (B, I, E, S) and honorifics (H).

    Positions are found at the end of a text alone: found everywhere, they improve no fold (F1 0.929
    both) and make the model larger by a fifth.
    """
    size = len(text.bare)
    found = ["-"] * size
    until = 0
    pattern = position_pattern()
    for at in range(max(0, size - LONGEST_POSITION), size):
        if at < until or text.classes[at] not in "Kknha":
            continue
        match = pattern.match(text.bare, at)
        if match and match.end() > at:
            until = match.end()
            found[at:until] = ["B", *"I" * (until - at - 2), "E"] if until > at + 1 else ["S"]
    for match in _honorifics().finditer(text.bare):
        found[match.start() : match.end()] = "H" * len(match.group())
    return found


@cache
def _honorifics() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon("rosters")["honorifics"]))


def _words(text: _Visible) -> list[str]:
    """Return each character's kind of word, and whether it begins it."""
    kinds: list[str] = []
    begin = 0
    for end in range(1, len(text.bare) + 1):
        if end == len(text.bare) or text.gaps[end] in _WIDE:
            kinds += _kinds_of_words(text.bare[begin:end])
            begin = end
    return kinds


@lru_cache(maxsize=4096)
def _kinds_of_words(segment: str) -> list[str]:
    # Many meetings have the same names and positions.
    kinds = ["-"] * len(segment)
    for word in words_of(segment):
        parts = word.part_of_speech()
        kind = {"人名": parts[3], "地名": "地", "組織": "組"}.get(parts[2], parts[0] + parts[1][:2])
        begin, end = word.begin(), word.end()
        kinds[begin:end] = [kind, *[kind + "+"] * (end - begin - 1)][: end - begin]
    return kinds


def _runs(text: _Visible, *, narrow: bool) -> list[str]:
    """Describe each character's run; `narrow` runs end at any blank."""
    gaps, classes = text.gaps, text.classes
    found: list[str] = []
    begin = 0
    size = len(classes)

    def parts(at: int) -> bool:
        gap = gaps[at] if narrow else gaps[at] if gaps[at] in _WIDE else ""
        return bool(gap) or classes[at] not in _OF_NAMES or classes[at - 1] not in _OF_NAMES

    for end in range(1, size + 1):
        if end < size and not parts(end):
            continue
        before = gaps[begin] or classes[begin - 1]
        after = gaps[end] or classes[end] if end < size else "edge"
        length = end - begin
        whole = min(length, 8) if narrow else bucket(length, (3, 5, 8))
        found += [
            f"{before}_{after}_{whole}_{min(at, 4)}"
            if narrow
            else f"{before}_{after}_{whole}_{min(at, 2)}_{min(length - at, 2)}"
            for at in range(length)
        ]
        begin = end
    return found


def _depths(text: _Visible) -> list[str]:
    """Return the bracket depth of each character, at most 2."""
    depth = 0
    found = []
    for kind in text.classes:
        depth = max(0, depth - (kind == ")"))
        found.append(str(min(depth, 2)))
        depth = min(3, depth + (kind == "("))
    return found


def _lines(text: _Visible) -> list[str]:
    """Describe each character's line, and its distance from the beginning."""
    bare = text.bare
    found: list[str] = []
    begin = 0
    for end in range(1, len(bare) + 1):
        if end < len(bare) and text.gaps[end] not in ("line", "lines"):
            continue
        kinds = text.classes[begin:end]
        line = bare[begin:end]
        look = (
            f"{bucket(kinds.count(','), (0, 1, 3))}{bucket(kinds.count('。'), (0, 1))}"
            f"{bucket(end - begin, (5, 12, 30, 80))}{'は' in line or 'を' in line:d}"
            f"{kinds[0] if kinds[0] in 'd(*・' else '-'}"
        )
        found += [f"{look}{bucket(at, (0, 2, 6))}" for at in range(end - begin)]
        begin = end
    return found
