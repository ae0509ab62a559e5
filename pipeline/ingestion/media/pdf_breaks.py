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
    found = {}
    for before, after in pairwise(parts):
        if _is_next(before, after):
            head = (_highest(tops, parts, after) - float(tops[after.first])) / step
            foot = (float(tops[before.last]) - _lowest(tops, parts, before)) / step
            has_foot = before.last - before.first + 1 >= MIN_LINES_OF_PAGE
            count = min(_whole(head), MAX_LINES)
            if has_foot and _whole(foot):
                count += _whole(foot) if foot < MAX_LINES_AT_FOOT + 0.5 else 1
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


def _highest(tops: Floats, parts: list[_Part], part: _Part) -> float:
    """Where the text begins: on any page, or below a title over both columns."""
    return max(
        float(tops[one.first])
        for one in parts
        if (one.side == Side.WHOLE) == (part.side == Side.WHOLE)
        and (part.side == Side.WHOLE or one.page == part.page)
    )


def _lowest(tops: Floats, parts: list[_Part], part: _Part) -> float:
    is_whole = part.side == Side.WHOLE
    return min(float(tops[one.last]) for one in parts if (one.side == Side.WHOLE) == is_whole)


def _whole(lines: float) -> int:
    """The number of lines, 0 where it is no whole one."""
    return round(lines) if abs(lines - round(lines)) < MAX_DEVIATION else 0
