"""Name cutting: a row of words without positions becomes names.

青木 一郎 坂本 修二 → 青木 一郎, 坂本 修二.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.names.positions import title_in
from pipeline.names.sudachi import is_family_name, is_given_name
from pipeline.normalisation.attendance.words import Word, honorific_ending

MOST_SPREAD = 8
"""Maximum number of words that a name or a position is spread over."""

WIDE = 4
"""Minimum width of a blank that separates persons, in half-width columns: two full-width spaces."""

# Costs of a name: by its length in characters, for each column of blanks inside, for each name, and
# for each further wide gap of a name with uneven gaps.
_BY_LENGTH = {1: 3.0, 2: 0.6, 3: 0.2, 4: 0.0, 5: 0.2, 6: 0.9, 7: 2.5}
_TOO_LONG = 6.0
_PER_COLUMN = 0.12
_PER_NAME = 0.5
_PER_WIDE_GAP = 1.5
_FOR_KNOWN = 1.0
"""Discount of a name whose parts are a known family and a known given name."""
_BY_PARTS = {(2, 2): 1.0, (2, 1): 0.9, (1, 2): 0.9, (2, 3): 0.8, (3, 2): 0.8, (3, 1): 0.8}
_OF_OTHER_PARTS = 0.5
"""Discounts by the lengths of both parts, in a row whose characters are all set apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A word, spread or not, with its offsets in the text.

    `gap` is the width of the blank before it, in half-width columns.
    """

    text: str
    start: int
    end: int
    gap: int
    kind: Word = Word.NAME
    raw: str = ""


def names_of(cells: list[Cell]) -> list[tuple[int, int]]:
    """Cut cells into names, and return their spans."""
    spans: list[tuple[int, int]] = []
    run: list[Cell] = []
    length = 0
    for cell in cells:
        run.append(cell)
        length += len(cell.text)
        is_closed = cell.kind in (Word.COURTESY, Word.PERSON) or (
            length > 2 and honorific_ending().search(cell.text) is not None
        )
        if is_closed:
            spans += _cut(run)
            run, length = [], 0
    return spans + _cut(run)


def _cut(run: list[Cell]) -> list[tuple[int, int]]:
    """Return the likeliest cut of words into names.

    Names have usual lengths, and the widest gaps are between them.
    """
    if not run:
        return []
    size = len(run)
    if size == 1:
        return [(run[0].start, run[0].end)]
    if (
        size > 2
        and min(len(cell.text) for cell in run) > 1
        and len({cell.gap for cell in run[1:]}) == 1
        and run[-1].kind is Word.NAME
        and not _are_full_names(run)
    ):
        # Family names alone, with equal blanks between them.
        return [(cell.start, cell.end) for cell in run]
    is_spread = all(len(cell.text) == 1 for cell in run)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, size + 1):
        best.append(
            min(
                (
                    best[start][0]
                    + _cost(run[start:end])
                    - _for_known(run, start, end, is_spread=is_spread),
                    start,
                )
                for start in range(max(0, end - MOST_SPREAD), end)
            )
        )
    spans = []
    end = size
    while end:
        start = best[end][1]
        spans.append((run[start].start, run[end - 1].end))
        end = start
    return spans[::-1]


def _cost(parts: list[Cell]) -> float:
    words = [
        part.text
        for part in parts
        if part.kind not in (Word.COURTESY, Word.TITLE) or part is parts[0]
    ]
    length = sum(map(len, words))
    last = words[-1]
    title = title_in(last) if parts[-1].kind is not Word.TITLE else None
    if title:
        length -= len(title)
    elif honorific_ending().search(last) and length > 2:
        length -= 1
    gaps = sum(part.gap for part in parts[1:] if part.kind not in (Word.COURTESY, Word.TITLE))
    widths = [part.gap for part in parts[1:] if part.kind is Word.NAME]
    wide = sum(width >= WIDE for width in widths)
    uneven = max(0, wide - 1) if len(set(widths)) > 1 else 0
    return (
        _BY_LENGTH.get(length, _TOO_LONG) + _PER_COLUMN * gaps + _PER_NAME + _PER_WIDE_GAP * uneven
    )


def _are_full_names(run: list[Cell]) -> bool:
    """Return whether family and given names alternate: 青木 一郎 坂本 修二.

    One pair must be known, and no known family name may be in the place of a given name.
    """
    family_names, given_names = run[::2], run[1::2]
    return (
        len(run) % 2 == 0
        and any(
            is_family_name(family.text) and is_given_name(given.text)
            for family, given in zip(family_names, given_names, strict=True)
        )
        and all(
            is_given_name(given.text) or not is_family_name(given.text) for given in given_names
        )
    )


def _for_known(run: list[Cell], start: int, end: int, *, is_spread: bool) -> float:
    """Return the discount of a name whose parts are known.

    Where all characters are set apart, a wide gap may be inside a name (`青 木   純`) or after it,
    so the lengths of its parts count too.
    """
    if not is_spread:
        return _FOR_KNOWN * _is_full_name(run, start, end)
    name = "".join(cell.text for cell in run[start:end])
    return max(
        (
            _BY_PARTS.get((at, len(name) - at), _OF_OTHER_PARTS)
            for at in range(1, len(name))
            if is_family_name(name[:at]) and is_given_name(name[at:])
        ),
        default=0.0,
    )


def _is_full_name(run: list[Cell], start: int, end: int) -> bool:
    """Return whether cells are a known full name, apart from others.

    The gaps inside it are narrower than those around it.
    """
    parts = [cell for cell in run[start:end] if cell.kind is Word.NAME]
    widths = [cell.gap for cell in parts[1:]]
    if not widths or widths.count(max(widths)) > 1:
        return False
    outer = [run[start].gap] * (start > 0) + [cell.gap for cell in run[end : end + 1]]
    if min(outer, default=max(widths) + 1) <= max(widths):
        return False
    at = widths.index(max(widths)) + 1
    family_name = "".join(cell.text for cell in parts[:at])
    given_name = honorific_ending().sub("", "".join(cell.text for cell in parts[at:]))
    return is_family_name(family_name) and is_given_name(given_name)
