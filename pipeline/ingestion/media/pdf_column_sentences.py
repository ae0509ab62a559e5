"""Columns that are drawn row by row, known by the sentences that go on within them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_cuts import is_surely_cut
from pipeline.ingestion.media.pdf_pieces import Pieces
from pipeline.ingestion.media.pdf_rows import SET_APART, Mask, Places, rows_of, usual_step

MAX_SPARE = 1.2
"""Most that a line which goes on ends before the edge of its column, in heights of the text."""

MIN_SHORT = 2.0
"""Least that a line which ends a sentence or an item ends before it."""

MIN_CROSSED_ROWS = 3
"""Least rows in which a sentence goes on in one column, and something begins in the other."""

MIN_CUT_LINES = 4
MIN_FEW_LINES = 2
"""Least lines of a left column that go on, and of a right one of few lines."""

MAX_CROSSING_SHARE = 0.2
"""Largest share of pieces that run over both columns."""


class _Side(NamedTuple):
    """Whether a sentence goes on in each row of a column, and whether something begins there."""

    goes_on: Mask
    begins: Mask


def sentences_part_columns(pieces: Pieces, gutter: float) -> bool:
    """Whether sentences go on from row to row in two columns, one apart from the other.

    In a table, where something begins in a cell something begins in the cell beside it; a cell of
    several paragraphs is like a column, so that rules around it have to be looked for.
    """
    rows = rows_of(pieces, np.zeros(len(pieces), np.intp))
    number = np.empty(len(pieces), np.intp)
    number[rows.order] = np.repeat(np.arange(len(rows.starts)), rows.counts())
    is_right = pieces.left >= gutter - 1
    is_left = (pieces.right <= gutter) & ~is_right
    both = int(is_right.sum()) + int(is_left.sum())
    if both < (1 - MAX_CROSSING_SHARE) * len(pieces):
        return False
    left = _side(pieces, number, np.flatnonzero(is_left), rows.middle)
    right = _side(pieces, number, np.flatnonzero(is_right), rows.middle)
    crossed = int((left.goes_on & right.begins).sum()) + int((right.goes_on & left.begins).sum())
    is_left_cut = int(left.goes_on.sum()) >= MIN_CUT_LINES
    is_right_there = int(is_right.sum()) >= MIN_FEW_LINES
    return crossed >= MIN_CROSSED_ROWS or (is_left_cut and is_right_there)


def _side(pieces: Pieces, number: Places, within: Places, middle: np.ndarray) -> _Side:
    count = len(middle)
    goes_on, begins = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    if not len(within):
        return _Side(goes_on, begins)
    within = within[np.lexsort((pieces.left[within], number[within]))]
    # A running header and a page mark have other edges.
    inner = within[(number[within] > 0) & (number[within] < count - 1)]
    edge = float(pieces.right[inner].max(initial=0.0))
    apart = SET_APART * usual_step(middle[:-1] - middle[1:])
    before = int(within[0])
    for at in within[1:].tolist():
        row, above = int(number[at]), int(number[before])
        if row == above:
            before = at
            continue
        spare = (edge - pieces.right[before]) / pieces.height[before]
        text, line = pieces.texts[at], pieces.texts[before].rstrip(" \u3000")
        if middle[above] - middle[row] > apart:
            begins[row] = True
        elif spare < MAX_SPARE:
            goes_on[row] = is_surely_cut(line, text)
        else:
            begins[row] = spare >= MIN_SHORT or line.endswith("。")
        before = at
    return _Side(goes_on, begins)
