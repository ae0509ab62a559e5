"""Empty lines at the ends of pages and columns: no distance shows them, but where the text ends."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_places import LinePlaces, Side
from pipeline.ingestion.media.pdf_rows import changes, least_common_step

MAX_LINES = 8
"""Most empty lines at the top of a page."""

MAX_LINES_AT_FOOT = 2
"""Most empty lines at the foot of a page; more are a page that was left, shown as one."""

MIN_LINES_OF_PAGE = 10
"""Least lines of a page of which the foot is looked at."""

MAX_DEVIATION = 0.2
"""Farthest that a line is from the grid of lines, in distances from line to line."""


class _Part(NamedTuple):
    """A page without columns, or a column: its first and last line, counted in the text alone."""

    first: int
    last: int
    page: int
    side: Side

    @property
    def is_whole(self) -> bool:
        """Whether it is a page without columns, or a title over both."""
        return self.side == Side.WHOLE


def empty_lines_at_breaks(tops: Floats, lines: LinePlaces) -> dict[int, int]:
    """How many empty lines stand before the first line of a page or column, where some do.

    An empty line that is the last one of a page, or the first one of the next, is known by where
    the text of that page ends and that of the other pages does.

    Parameters
    ----------
    tops, lines
        Those of the text alone, running headers and footers left out.
    """
    if len(tops) < 2:
        return {}
    begins = np.flatnonzero(changes(lines.part))
    steps = tops[:-1] - tops[1:]
    within = (lines.part[1:] == lines.part[:-1]) & (steps > float(np.median(lines.height)) / 2)
    step = least_common_step(steps[within])
    if not step:
        return {}
    ends = [*(begins[1:] - 1).tolist(), len(tops) - 1]
    parts = [
        _Part(first, last, int(lines.page[first]), Side(int(lines.side[first])))
        for first, last in zip(begins.tolist(), ends, strict=True)
    ]
    grid = _Grid(tops, parts, step)
    found = {}
    for before, after in pairwise(parts):
        if _is_next(before, after):
            count = min(grid.empty_at_head(after), MAX_LINES)
            foot = grid.empty_at_foot(before)
            count += foot if foot <= MAX_LINES_AT_FOOT else 1
            if count:
                found[after.first] = count
    return found


def _is_next(before: _Part, after: _Part) -> bool:
    sides = (before.side, after.side)
    if after.page == before.page:
        return sides == (Side.LEFT, Side.RIGHT)
    return after.page == before.page + 1 and sides in (
        (Side.WHOLE, Side.WHOLE),
        (Side.RIGHT, Side.LEFT),
    )


class _Grid:
    """Where the text of pages and columns begins and ends."""

    def __init__(self, tops: Floats, parts: list[_Part], step: float) -> None:
        self._tops, self._step = tops, step
        self._highest: dict[tuple[bool, int], float] = {}
        self._lowest: dict[bool, float] = {}
        for part in parts:
            head, foot, is_whole = self._head(part), float(tops[part.last]), part.is_whole
            self._highest[head] = max(self._highest.get(head, -np.inf), float(tops[part.first]))
            self._lowest[is_whole] = min(self._lowest.get(is_whole, np.inf), foot)

    def empty_at_head(self, part: _Part) -> int:
        """How many empty lines stand before the first line of a part."""
        return self._lines(self._highest[self._head(part)] - float(self._tops[part.first]))

    def empty_at_foot(self, part: _Part) -> int:
        """How many stand after its last one; none where it is too short to tell."""
        if part.last - part.first + 1 < MIN_LINES_OF_PAGE:
            return 0
        return self._lines(float(self._tops[part.last]) - self._lowest[part.is_whole])

    def _head(self, part: _Part) -> tuple[bool, int]:
        """Text begins at one place on all pages; columns do below a title over both."""
        return (part.is_whole, 0 if part.is_whole else part.page)

    def _lines(self, distance: float) -> int:
        """The number of lines that a distance is, 0 where it is no whole one."""
        lines = distance / self._step
        return round(lines) if abs(lines - round(lines)) < MAX_DEVIATION else 0
