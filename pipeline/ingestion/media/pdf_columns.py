"""Columns of a page: where the right one of two columns of running text begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from pipeline.ingestion.media.pdf_column_sentences import sentences_part_columns
from pipeline.ingestion.media.pdf_pieces import Pieces
from pipeline.ingestion.media.pdf_rows import Mask, rows_of

MIN_LINES_OF_COLUMN = 5
MIN_WIDTH_OF_COLUMN = 12
"""Least width of a column of running text, in heights of the text. Columns of names are narrower,
and are read row by row."""

MIN_FULL_LINES = 0.3
"""Least share of the lines of a column of running text that end at its right edge."""

MIN_LINES_DRAWN = 3
"""Least lines of a column that is drawn as a whole, before or after the other one."""

MIN_FEW_LINES = 2
"""The same where the other one is a full column of running text."""

MIN_UNCLEAR_ROWS = 3
UNCLEAR_WIDTH = 8
"""So many rows with two pieces, each so many heights of the text wide, may be two columns too."""

MAX_INDENT = 40.0
"""Farthest, in points, that most lines of a right column are indented."""

MAX_CROSSING_SHARE = 0.5
"""Largest share of pieces that run over the middle of a page with columns: titles, lists."""

MAX_TRIED = 2
"""Most places that are looked at where few lines are full."""

_MIDDLE = (0.35, 0.65)
"""Between these shares of the width of the text the right column begins."""


def agreed_gutters(found: list[float | None], pages: list[Pieces]) -> list[float | None]:
    """Where the right one of two columns of text begins on each page, all pages in sight.

    A page that shows none by itself, such as the last one, follows the others where half of them
    or more have columns at one place.

    Parameters
    ----------
    found
        What `gutter_of` finds on each page by itself.
    """
    counted = Counter(gutter for gutter in found if gutter is not None)
    if not counted:
        return found
    # Where only indented lines begin the column on a page, it begins there before them.
    usual = min(gutter for gutter in counted if counted.most_common(1)[0][0] - gutter < MAX_INDENT)
    found = [
        usual if gutter is not None and 0 < gutter - usual < MAX_INDENT else gutter
        for gutter in found
    ]
    if found.count(usual) * 2 < sum(1 for pieces in pages if len(pieces)):
        return found
    return [
        usual if gutter is None and _has_columns_at(pieces, usual) else gutter
        for gutter, pieces in zip(found, pages, strict=True)
    ]


def may_be_columns(pieces: Pieces) -> bool:
    """Whether a page that is read row by row may have two columns of text all the same."""
    wide = np.flatnonzero(pieces.right - pieces.left >= UNCLEAR_WIDTH * pieces.height)
    if len(wide) < 2 * MIN_UNCLEAR_ROWS:
        return False
    # Rows of one piece each are the most.
    height, middle = pieces.height[wide], pieces.middle[wide]
    if (middle[:-1] - middle[1:] >= np.minimum(height[:-1], height[1:]) / 2).all():
        return False
    rows = rows_of(pieces.at(wide), np.zeros(len(wide), np.intp))
    return int((rows.counts() > 1).sum()) >= MIN_UNCLEAR_ROWS


def _crosses(pieces: Pieces, gutter: float) -> Mask:
    """Whether each piece stands in both columns."""
    both: Mask = (pieces.left < gutter - 1) & (pieces.right > gutter)
    return both


def gutter_of(pieces: Pieces, has_rules: Callable[[float], bool]) -> float | None:
    """Where the right one of two columns of text begins; None on a page without columns.

    Parameters
    ----------
    has_rules
        Whether rules of a table are drawn over a place on the page.
    """
    if len(pieces) < 2 * MIN_LINES_DRAWN:
        return None
    left, right = float(pieces.left.min()), float(pieces.right.max())
    low, high = (left + (right - left) * share for share in _MIDDLE)
    begins = np.rint(pieces.left)
    may_be = begins[(begins >= low) & (begins <= high)]
    if len(may_be) < MIN_FEW_LINES:
        return None
    # The most lines first, and of as many those that are drawn first.
    counted = Counter(may_be.tolist())
    for begin, count in counted.most_common():
        if count < MIN_LINES_DRAWN:
            break
        before = pieces.right <= begin
        after = pieces.left >= begin - 1
        crossing = len(pieces) - int(before.sum()) - int(after.sum())
        if crossing > MAX_CROSSING_SHARE * len(pieces):
            continue
        is_running = _is_running(pieces, before) and _is_running(pieces, after)
        if is_running or _are_drawn_apart(pieces, begin):
            # Of a column of lists most lines are indented.
            edge = float(pieces.right[before & (pieces.left < low)].max())
            earlier = [
                one
                for one, times in counted.items()
                if times >= MIN_LINES_DRAWN and edge < one < begin < one + MAX_INDENT
            ]
            return float(min(earlier, default=begin))
    of_few = _gutter_of_few_lines(pieces, low, high)
    if of_few is not None:
        return of_few
    for begin, count in counted.most_common(MAX_TRIED):
        if count < MIN_FEW_LINES:
            break
        if sentences_part_columns(pieces, begin) and not has_rules(begin):
            return float(begin)
    return None


def _gutter_of_few_lines(pieces: Pieces, low: float, high: float) -> float | None:
    """Where a right column of few lines begins, drawn from the top after a left one is full."""
    left, middle = pieces.left, pieces.middle
    is_jump = (middle[1:] > middle[:-1] + 2 * pieces.height[1:]) & (left[1:] >= low)
    jumps = np.flatnonzero(is_jump & (left[1:] <= high))
    if len(jumps) != 1:
        return None
    first = int(jumps[0]) + 1
    after = left[first:]
    begin = float(np.rint(after[after >= low].min()))
    is_left = (pieces.right <= begin) & (left < low)
    is_right = left >= begin - 1
    few = int(is_right[first:].sum())
    is_column = MIN_FEW_LINES <= few == int(is_right.sum()) and _is_running(pieces, is_left)
    return begin if is_column and int((is_left | is_right).sum()) >= len(left) - 2 else None


def _has_columns_at(pieces: Pieces, gutter: float) -> bool:
    # The text may end within the left column.
    is_right = pieces.left >= gutter - 1
    is_at_gutter = np.abs(pieces.left - gutter) <= 1
    crossing = int(_crosses(pieces, gutter).sum())
    is_of_columns = bool(is_at_gutter.any()) or not is_right.any()
    return is_of_columns and crossing <= MAX_CROSSING_SHARE * len(pieces)


def _is_running(pieces: Pieces, within: Mask) -> bool:
    """Whether pieces are lines of running text: wide, and many up to the right edge."""
    right = pieces.right[within]
    count = len(right)
    if count < MIN_LINES_OF_COLUMN:
        return False
    heights = np.sort(pieces.height[within])
    em = max(float(heights[(count - 1) // 2] + heights[count // 2]) / 2, 1.0)
    # A page mark in the middle ends to the right of the left column.
    edge = float(np.sort(right)[count * 9 // 10])
    full = int((np.abs(right - edge) < em).sum())
    width = edge - float(pieces.left[within].min())
    least = max(MIN_LINES_DRAWN, MIN_FULL_LINES * count)
    return width >= MIN_WIDTH_OF_COLUMN * em and full >= least


def _are_drawn_apart(pieces: Pieces, gutter: float) -> bool:
    """Whether the left column was drawn as a whole, and then the right one from its top.

    Tables are drawn row by row.
    """
    within = ~_crosses(pieces, gutter)
    is_right = pieces.left[within] >= gutter - 1
    middle, height = pieces.middle[within], pieces.height[within]
    switched = is_right[1:] != is_right[:-1]
    higher = is_right[1:] & (middle[1:] > middle[:-1] + 2 * height[1:])
    drawn = int(is_right.sum())
    least = min(drawn, len(is_right) - drawn)
    return (
        least >= MIN_LINES_DRAWN
        and bool((switched & higher).any())
        and int(switched.sum()) <= 1 + least // 5
    )
