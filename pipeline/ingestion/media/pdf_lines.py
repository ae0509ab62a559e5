"""The printed lines of a page, in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from pipeline.ingestion.media.pdf_page import WIDE_BLANK, WIDE_GAP, Piece

NARROW_GAP = 0.25
"""Least width of a gap, in heights of the text, that is shown as a blank."""

MIN_LINES_OF_COLUMN = 5
MIN_WIDTH_OF_COLUMN = 12
"""Least width of a column of running text, in heights of the text. Columns of names are narrower,
and are read row by row."""

MIN_FULL_LINES = 0.3
"""Least share of the lines of a column of running text that end at its right edge."""

MIN_LINES_DRAWN = 3
"""Least lines of a column that is drawn as a whole, before or after the other one."""

MIN_UNCLEAR_ROWS = 3
UNCLEAR_WIDTH = 8
"""So many rows with two pieces, each so many heights of the text wide, may be two columns too."""

MAX_CROSSING_SHARE = 0.5
"""Largest share of pieces that run over the middle of a page with columns: titles, lists."""

SET_APART = 1.6
"""Distance from line to line, in usual ones, from which on an empty line is shown."""

MAX_INDENT = 40


class PrintedLine(NamedTuple):
    """A line of a page: `before` is whether it is set apart from the one before it."""

    text: str
    top: float
    before: bool


_LEFT = attrgetter("left")


class _Row(NamedTuple):
    pieces: list[Piece]
    middle: float


def lines_of_page(pieces: list[Piece], gutter: float | None) -> list[PrintedLine]:
    """The lines of a page.

    Parameters
    ----------
    gutter
        Where the right column begins, as found by `gutters_of`; None on a page without columns.
    """
    if gutter is None:
        return _printed(_rows(pieces))
    return [line for part in _parts(_rows(pieces), gutter) for line in _printed(part)]


def gutters_of(pages: list[list[Piece]]) -> list[float | None]:
    """Where the right one of two columns of text begins on each page.

    A page that shows none by itself, such as the last one, follows the others where most of them
    have columns at one place.
    """
    found = [_gutter(pieces) for pieces in pages]
    counted = Counter(gutter for gutter in found if gutter is not None)
    if not counted:
        return found
    usual, count = counted.most_common(1)[0]
    if count * 2 <= sum(1 for pieces in pages if pieces):
        return found
    return [
        usual if gutter is None and _has_columns_at(pieces, usual) else gutter
        for gutter, pieces in zip(found, pages, strict=True)
    ]


def may_be_columns(pieces: list[Piece]) -> bool:
    """Whether a page that is read row by row may have two columns of text all the same."""
    wide = [one for one in pieces if one.right - one.left >= UNCLEAR_WIDTH * one.height]
    side_by_side = [row for row in _rows(wide) if len(row.pieces) > 1]
    return len(side_by_side) >= MIN_UNCLEAR_ROWS


def usual_step(steps: Sequence[float]) -> float:
    """The distance from line to line where no empty line stands between; 0 where there is none."""
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _rows(pieces: list[Piece]) -> list[_Row]:
    """Pieces at one height, from the left to the right, as rows from the top down."""
    rows: list[_Row] = []
    middle, height = inf, 0.0
    for piece in sorted(pieces, key=_from_the_top):
        if middle - piece.middle < min(piece.height, height) / 2:
            rows[-1].pieces.append(piece)
        else:
            middle, height = piece.middle, piece.height
            rows.append(_Row([piece], middle))
    for row in rows:
        if len(row.pieces) > 1:
            row.pieces.sort(key=_LEFT)
    return rows


def _from_the_top(piece: Piece) -> float:
    return -piece.middle


def _printed(rows: list[_Row]) -> list[PrintedLine]:
    if not rows:
        return []
    margin = min([row.pieces[0].left for row in rows])
    steps = [above.middle - row.middle for above, row in pairwise(rows)]
    apart = SET_APART * usual_step(steps)
    found = []
    for (pieces, middle), step in zip(rows, [0.0, *steps], strict=True):
        first = pieces[0]
        text = first.text if len(pieces) == 1 else _joined(pieces)
        indent = round((first.left - margin) / first.height)
        if indent > 0 and not text[0].isspace():
            text = WIDE_BLANK * min(indent, MAX_INDENT) + text
        found.append(PrintedLine(text, middle + first.height / 2, step > apart))
    return found


def _joined(pieces: list[Piece]) -> str:
    written = [pieces[0].text]
    for before, piece in pairwise(pieces):
        em = before.height
        gap = piece.left - before.right
        if gap < -em / 2 and piece.text == before.text:
            continue  # Printed twice, a little apart, to look bold.
        if gap >= WIDE_GAP * em:
            written.append(WIDE_BLANK)
        elif gap >= NARROW_GAP * em:
            written.append(" ")
        written.append(piece.text)
    return "".join(written)


def _gutter(pieces: list[Piece]) -> float | None:
    """Where the right one of two columns of running text begins; None on a page without columns."""
    if len(pieces) < 2 * MIN_LINES_DRAWN:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    begins = Counter(round(one.left) for one in pieces)
    middle = (left + (right - left) * 0.35, left + (right - left) * 0.65)
    for begin, count in begins.most_common():
        if count < MIN_LINES_DRAWN:
            return None
        if not middle[0] <= begin <= middle[1]:
            continue
        before = [one for one in pieces if one.right <= begin]
        after = [one for one in pieces if one.left >= begin - 1]
        crossing = len(pieces) - len(before) - len(after)
        if crossing > MAX_CROSSING_SHARE * len(pieces):
            continue
        is_running = _is_running(before) and _is_running(after)
        if is_running or _are_drawn_apart(pieces, begin):
            return float(begin)
    return None


def _has_columns_at(pieces: list[Piece], gutter: float) -> bool:
    begin = sum(abs(one.left - gutter) <= 1 for one in pieces)
    crossing = sum(_crosses(one, gutter) for one in pieces)
    return begin > 0 and crossing <= MAX_CROSSING_SHARE * len(pieces)


def _is_running(pieces: list[Piece]) -> bool:
    """Whether pieces are lines of running text: wide, and many up to the right edge."""
    if len(pieces) < MIN_LINES_OF_COLUMN:
        return False
    em = max(median(one.height for one in pieces), 1.0)
    # A page mark in the middle ends to the right of the left column.
    edge = sorted(one.right for one in pieces)[len(pieces) * 9 // 10]
    full = sum(abs(one.right - edge) < em for one in pieces)
    return edge - min(one.left for one in pieces) >= MIN_WIDTH_OF_COLUMN * em and full >= max(
        MIN_LINES_DRAWN, MIN_FULL_LINES * len(pieces)
    )


def _are_drawn_apart(pieces: list[Piece], gutter: float) -> bool:
    """Whether the left column was drawn as a whole, and then the right one from its top.

    Tables are drawn row by row.
    """
    last: Piece | None = None
    switches = 0
    drawn = {True: 0, False: 0}
    is_higher = False
    for one in pieces:
        if _crosses(one, gutter):
            continue
        is_right = one.left >= gutter - 1
        drawn[is_right] += 1
        if last is not None and is_right != (last.left >= gutter - 1):
            switches += 1
            is_higher = is_higher or (is_right and one.middle > last.middle + 2 * one.height)
        last = one
    least = min(drawn.values())
    return least >= MIN_LINES_DRAWN and is_higher and switches <= 1 + least // 5


def _parts(rows: list[_Row], gutter: float) -> Iterator[list[_Row]]:
    """Lines over the whole width, and between them the left column before the right one."""
    steps = [above.middle - row.middle for above, row in pairwise(rows)]
    apart = SET_APART * usual_step(steps)
    left: list[_Row] = []
    right: list[_Row] = []
    last = len(rows) - 1
    for at, row in enumerate(rows):
        is_header = at == 0 < last and steps[0] > apart and len(row.pieces) == 1
        is_mark = at == last > 0 and steps[-1] > apart and _is_in_the_middle(row, gutter)
        if is_header or is_mark or any(_crosses(one, gutter) for one in row.pieces):
            yield from (part for part in (left, right, [row]) if part)
            left, right = [], []
            continue
        for column, pieces in (
            (left, [one for one in row.pieces if one.left < gutter - 1]),
            (right, [one for one in row.pieces if one.left >= gutter - 1]),
        ):
            if pieces:
                column.append(_Row(pieces, pieces[0].middle))
    yield from (part for part in (left, right) if part)


def _is_in_the_middle(row: _Row, gutter: float) -> bool:
    """Whether a row is a page mark below two columns."""
    piece = row.pieces[0]
    return len(row.pieces) == 1 and abs((piece.left + piece.right) / 2 - gutter) < 4 * piece.height


def _crosses(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter - 1 and piece.right > gutter
