"""Rows of pages: pieces at one height, from the left to the right, from the top down."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_pieces import Pieces

SET_APART = 1.6
"""Distance from line to line, in usual ones, from which on an empty line is shown."""

MIN_STEPS = 3
MIN_SHARE_OF_STEPS = 0.05
"""Least times that a distance from line to line occurs in a document, and their least share."""

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """Rows of pages.

    Attributes
    ----------
    order
        The places of the pieces, row by row.
    starts
        Where in `order` each row begins.
    middle
        How high each row is: the middle of its highest piece.
    """

    order: Places
    starts: Places
    middle: Floats

    def counts(self) -> Places:
        """How many pieces each row has."""
        return np.append(self.starts[1:], len(self.order)) - self.starts


def rows_of(pieces: Pieces, page: Places) -> Rows:
    """Put pieces into rows: one that is less than half its height below the first of a row.

    Parameters
    ----------
    page
        The number of the page of each piece; pages are in order.
    """
    order = np.arange(len(pieces))
    if not len(pieces):
        return Rows(order, order, np.zeros(0))
    middle, height = pieces.middle, pieces.height
    is_next_page = page[1:] != page[:-1]
    if ((middle[1:] > middle[:-1]) & ~is_next_page).any():
        order = np.lexsort((-middle, page))
        middle, height = middle[order], height[order]
    begins = np.ones(len(pieces), np.bool_)
    # At the same places before and after sorting.
    begins[1:] = is_next_page | (middle[:-1] - middle[1:] >= _half(height[:-1], height[1:]))
    starts = np.flatnonzero(begins)
    if len(starts) == len(pieces):
        return Rows(order, starts, middle)
    # The heights within a row are compared with that of its first piece, and with no other.
    first = starts[np.cumsum(begins) - 1]
    is_near = middle[first] - middle < _half(height, height[first])
    last, later = first[starts[1:] - 1], starts[1:]
    is_apart = middle[last] - middle[later] >= _half(height[last], height[later])
    if not (is_near | begins).all() or not (is_apart | is_next_page[later - 1]).all():
        begins = _one_by_one(middle.tolist(), height.tolist(), is_next_page.tolist())
        starts = np.flatnonzero(begins)
    within = np.lexsort((pieces.left[order], np.cumsum(begins)))
    return Rows(order[within], starts, middle[starts])


def _half(height: Floats, other: Floats) -> Floats:
    return np.minimum(height, other) / 2


def _one_by_one(middles: list[float], heights: list[float], is_next_page: list[bool]) -> Mask:
    """Whether each piece, from the top down, begins a row."""
    begins = []
    first, height = np.inf, 0.0
    for middle, own, is_first_of_page in zip(middles, heights, [True, *is_next_page], strict=True):
        is_first = is_first_of_page or not first - middle < min(own, height) / 2
        if is_first:
            first, height = middle, own
        begins.append(is_first)
    return np.array(begins)


def usual_step(steps: Floats) -> float:
    """The distance from line to line where no empty line stands between; 0 where there is none."""
    return float(np.sort(steps)[len(steps) // 4]) if len(steps) else 0.0


def usual_steps(steps: Floats, group: Places, count: int) -> Floats:
    """The same of each of so many groups; steps are grouped in order."""
    usual = np.zeros(count)
    if len(steps):
        ordered = steps[np.lexsort((steps, group))]
        starts = np.flatnonzero(changes(group))
        sizes = np.append(starts[1:], len(steps)) - starts
        usual[group[starts]] = ordered[starts + sizes // 4]
    return usual


def least_common_step(steps: Floats) -> float:
    """The least distance from line to line that is usual somewhere; 0 where none is."""
    if not len(steps):
        return 0.0
    places, counts = np.unique(np.rint(steps * 2), return_counts=True)
    usual = places[counts >= max(MIN_STEPS, MIN_SHARE_OF_STEPS * len(steps))]
    return float(usual[0]) / 2 if len(usual) else 0.0


def changes(numbers: Places) -> Mask:
    """Whether each number is another than the one before; the first is."""
    is_other = np.ones(len(numbers), np.bool_)
    is_other[1:] = numbers[1:] != numbers[:-1]
    return is_other
