"""Features of the visible characters of a list, for the sequence model of names.

A unit is a visible character. Blanks and line ends are features of the characters around them, so
a name is one stretch of units however it is spread or broken. The features name what a character
is and what stands around it, the words of the dictionary and of the lexicons that it belongs to,
its run (characters between two delimiters), its line, and the section that it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import alternatives, lexicon
from pipeline.positions import position_pattern
from pipeline.rosters.model.sections import bucket, sections_in
from pipeline.sudachi import is_family_name, is_given_name, words_of

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
"""Classes of the characters that names are written with."""

_WIDE = ("wide", "wider", "line", "lines", "edge")
"""Gaps that part more than the characters of a spread name."""


class Units(NamedTuple):
    """The visible characters of a text: where each stands, and its features."""

    places: list[int]
    features: list[list[str]]


def units_of(text: str) -> Units:
    """Make the units of a text, in order."""
    places = [at for at, mark in enumerate(text) if not mark.isspace()]
    bare = "".join(_common(text[at]) for at in places)
    gaps = _gaps(text, places)
    classes = [_class_of(mark) for mark in bare]
    features = [["1"] for _ in bare]
    for name, column, offsets in (
        ("c", list(bare), (-2, -1, 0, 1, 2)),
        ("k", classes, (-3, -2, -1, 0, 1, 2, 3)),
        ("g", gaps[:-1], (-1, 0, 1, 2)),
        ("n", _names(bare, classes), (-2, -1, 0, 1, 2)),
        ("p", _positions(bare, classes), (-2, -1, 0, 1, 2)),
        ("w", _words(bare, gaps), (-1, 0, 1)),
        ("r", _runs(bare, gaps, classes, narrow=True), (-1, 0, 1)),
        ("R", _runs(bare, gaps, classes, narrow=False), (0,)),
        ("b", _depths(bare), (0,)),
        ("l", _lines(bare, gaps, classes), (0,)),
        ("s", [f"{name}{near}" if name else "none" for name, near in sections_in(bare)], (0,)),
    ):
        _add(features, name, column, offsets)
    _join(features, "kk", classes, classes)
    _join(features, "cc", list(bare), list(bare))
    shapes = [f"{kind}{gap}" for kind, gap in zip(classes, gaps, strict=False)]
    for at, unit in enumerate(features):
        unit.append("K=" + "|".join(shapes[max(0, at - 2) : at + 4]))
        unit.append("G=" + "|".join(shapes[max(0, at - 1) : at + 2]))
    return Units(places, features)


def _add(features: list[list[str]], name: str, column: list[str], offsets: tuple[int, ...]) -> None:
    """Add the values of a column, and those of the units around."""
    last = len(column) - 1
    for offset in offsets:
        prefix = f"{name}{offset}=" if offset else f"{name}="
        for at, unit in enumerate(features):
            if 0 <= at + offset <= last:
                unit.append(prefix + column[at + offset])


def _join(features: list[list[str]], name: str, left: list[str], right: list[str]) -> None:
    """Add the values of each pair of neighbours."""
    for at in range(1, len(features)):
        pair = left[at - 1] + right[at]
        features[at].append(f"{name}={pair}")
        features[at - 1].append(f"{name}+={pair}")


@cache
def _class_of(character: str) -> str:
    return next((name for name, form in _CLASSES if re.match(form, character)), "?")


@cache
def _common(character: str) -> str:
    """The common form of a character: its width aside, and as dictionaries write it (髙 as 高)."""
    folded = unicodedata.normalize("NFKC", character)[:1] or character
    return _variants().get(folded, folded)


@cache
def _variants() -> dict[str, str]:
    pairs = lexicon("fronts")["variants"]
    return {pair[0]: pair[1] for pair in pairs}


def _gaps(text: str, places: list[int]) -> list[str]:
    """What stands before each visible character, and after the last one."""
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


def _names(bare: str, classes: list[str]) -> list[str]:
    """Which names of the dictionary begin, end and meet at each character, by their lengths."""
    size = len(bare)
    begins, ends = [[0, 0] for _ in bare], [[0, 0] for _ in bare]
    full_begins, full_ends = [0] * size, [0] * size
    given_from: list[list[int]] = [[] for _ in range(size + 1)]
    for at in range(size - 1, -1, -1):
        family_ends: list[int] = []
        for end in range(at + 1, min(at + _LONGEST_NAME, size) + 1):
            if classes[end - 1] not in _OF_NAMES:
                break
            word = bare[at:end]
            for which, is_name in enumerate((is_family_name, is_given_name)):
                if is_name(word):
                    begins[at][which] = end - at
                    ends[end - 1][which] = max(ends[end - 1][which], end - at)
                    (given_from[at] if which else family_ends).append(end)
        for middle in family_ends:
            for end in given_from[middle]:
                full_begins[at] = max(full_begins[at], end - at)
                full_ends[end - 1] = max(full_ends[end - 1], end - at)
    return [
        f"{begin[0]}{begin[1]}{end[0]}{end[1]}{from_here > 0:d}{to_here > 0:d}"
        for begin, end, from_here, to_here in zip(begins, ends, full_begins, full_ends, strict=True)
    ]


def _positions(bare: str, classes: list[str]) -> list[str]:
    """Whether a position of the lexicon begins (B), goes on (I) or ends (E) at each character."""
    found = ["-"] * len(bare)
    until = 0
    pattern = position_pattern()
    for at, kind in enumerate(classes):
        if at < until or kind not in "Kknha":
            continue
        match = pattern.match(bare, at)
        if match and match.end() > at:
            until = match.end()
            found[at:until] = ["B", *"I" * (until - at - 2), "E"] if until > at + 1 else ["S"]
    for match in _honorifics().finditer(bare):
        found[match.start() : match.end()] = "H" * len(match.group())
    return found


@cache
def _honorifics() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon("rosters")["courtesies"]))


def _words(bare: str, gaps: list[str]) -> list[str]:
    """The kind of the word that each character belongs to, and whether it begins it."""
    kinds = ["-"] * len(bare)
    begin = 0
    for end in range(1, len(bare) + 1):
        if end < len(bare) and gaps[end] not in _WIDE:
            continue
        for word in words_of(bare[begin:end]):
            parts = word.part_of_speech()
            kind = {"人名": parts[3], "地名": "地", "組織": "組"}.get(
                parts[2], parts[0] + parts[1][:2]
            )
            for at in range(begin + word.begin(), begin + word.end()):
                kinds[at] = kind + ("" if at == begin + word.begin() else "+")
        begin = end
    return kinds


def _runs(bare: str, gaps: list[str], classes: list[str], *, narrow: bool) -> list[str]:
    """Runs of characters of names: the delimiters around each, its length, the place in it.

    `narrow` runs end at any blank, others go on over one that parts the characters of a name.
    """
    found: list[str] = []
    begin = 0
    size = len(bare)

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


def _depths(bare: str) -> list[str]:
    """How deep in brackets each character stands."""
    depth = 0
    found = []
    for mark in bare:
        kind = _class_of(mark)
        depth = max(0, depth - (kind == ")"))
        found.append(str(min(depth, 2)))
        depth = min(3, depth + (kind == "("))
    return found


def _lines(bare: str, gaps: list[str], classes: list[str]) -> list[str]:
    """What the line of each character looks like, and how far from its beginning it stands."""
    found: list[str] = []
    begin = 0
    for end in range(1, len(bare) + 1):
        if end < len(bare) and gaps[end] not in ("line", "lines"):
            continue
        kinds = classes[begin:end]
        line = bare[begin:end]
        look = (
            f"{bucket(kinds.count(','), (0, 1, 3))}{bucket(kinds.count('。'), (0, 1))}"
            f"{bucket(end - begin, (5, 12, 30, 80))}{'は' in line or 'を' in line:d}"
            f"{kinds[0] if kinds[0] in 'd(*・' else '-'}"
        )
        found += [f"{look}{bucket(at, (0, 2, 6))}" for at in range(end - begin)]
        begin = end
    return found
