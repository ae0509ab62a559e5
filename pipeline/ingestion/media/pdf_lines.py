"""The printed lines of pages, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_pieces import WIDE_BLANK, WIDE_GAP, Pieces
from pipeline.ingestion.media.pdf_places import LinePlaces, Side
from pipeline.ingestion.media.pdf_rows import (
    SET_APART,
    Mask,
    Places,
    Rows,
    changes,
    least_common_step,
    rows_of,
    usual_steps,
)
from pipeline.ingestion.media.pdf_tables import full_cells, is_row_of_table, words_begin

NARROW_GAP = 0.25
"""Least width of a gap, in heights of the text, that is shown as a blank."""

MAX_INDENT = 40

MAX_STEP = 1.9
"""Largest usual distance from line to line, in heights of the text: where every second line is
empty, no two lines show it."""

MAX_DEVIATION = 0.1
"""Farthest that the usual distance on a page is from several distances from line to line."""

MAX_EMPTY_LINES = 8
"""Most empty lines that a distance between two lines is shown as."""


class PrintedLines(NamedTuple):
    """Lines of all pages.

    Attributes
    ----------
    cells
        Where the second cell of a line of two begins in its text.
    full_labels, full_words
        Lines whose label or words fill their cell in a table of speakers and words.
    """

    texts: list[str]
    tops: Floats
    places: LinePlaces
    cells: dict[int, int]
    full_labels: set[int]
    full_words: set[int]

    def pages(self, count: int) -> Iterator[range]:
        """The numbers of the lines of each of so many pages."""
        ends = np.searchsorted(self.places.page, np.arange(count), side="right").tolist()
        return (range(start, end) for start, end in pairwise([0, *ends]))


class _Lines(NamedTuple):
    """Lines of all pages: where in `order` each begins, how high it is, its part, page and side."""

    order: Places
    starts: Places
    middle: Floats
    part: Places
    page: Places
    side: Places


def lines_of_pages(
    pages: list[Pieces], gutters: list[float | None], widths: list[float]
) -> PrintedLines:
    """The lines of all pages.

    Parameters
    ----------
    widths
        Those of the sheets.
    gutters
        Where the right column of each page begins, as found by `gutters_of`; None on a page without
        columns.
    """
    pieces = Pieces(
        list(chain.from_iterable(page.texts for page in pages)),
        np.concatenate([page.left for page in pages]),
        np.concatenate([page.right for page in pages]),
        np.concatenate([page.middle for page in pages]),
        np.concatenate([page.height for page in pages]),
        np.concatenate([page.blanks for page in pages]),
        np.concatenate([page.tail for page in pages]),
    )
    page = np.repeat(np.arange(len(pages)), [len(one) for one in pages])
    rows = rows_of(pieces, page)
    right_begins = np.array([np.nan if gutter is None else gutter for gutter in gutters])
    if any(gutter is not None for gutter in gutters):
        lines = _in_columns(pieces, page, rows, right_begins)
    else:
        of_page = page[rows.order[rows.starts]]
        sides = np.full(len(of_page), Side.WHOLE)
        lines = _Lines(rows.order, rows.starts, rows.middle, of_page, of_page, sides)
    return _printed(pieces, lines, np.array(widths), right_begins)


def _printed(pieces: Pieces, lines: _Lines, widths: Floats, gutters: Floats) -> PrintedLines:
    order, starts, middle, part, page, side = lines
    first = order[starts]
    texts = [pieces.texts[at] for at in first.tolist()]
    last = order[np.append(starts[1:], len(order)) - 1] if len(starts) else first
    several = np.flatnonzero(first != last)
    ends = np.append(starts[1:], len(order))
    for line in several.tolist():
        texts[line] = _joined(pieces, order[starts[line] : ends[line]].tolist())
    left, height = pieces.left[first], pieces.height[first]
    begins = changes(part)
    number = np.cumsum(begins) - 1
    is_row = is_row_of_table(pieces, order, starts)
    of_words = words_begin(pieces, order, starts, is_row)
    # A row between lines of one cell each has none around that begin where its cells do.
    is_row |= (first != last) & (np.abs(pieces.left[last] - of_words) <= 1)
    if len(starts):
        margins = np.minimum.reduceat(left, np.flatnonzero(begins))[number]
        is_of_words = np.isnan(gutters[page]) & (left > of_words - 1)
        indents = np.rint((left - np.where(is_of_words, of_words, margins)) / height)
        for line in np.flatnonzero(indents > 0).tolist():
            if not texts[line][0].isspace():
                texts[line] = WIDE_BLANK * min(int(indents[line]), MAX_INDENT) + texts[line]
    places = LinePlaces(
        left=left,
        right=pieces.right[last],
        tail=pieces.tail[last],
        begin=np.where(is_row, pieces.left[last], left),
        height=height,
        before=_empty_lines(middle, height, number),
        part=number,
        page=page,
        side=side,
        gutter=gutters[page],
        width=widths[page],
        is_row=is_row,
    )
    counts = ends - starts
    cells = {
        line: len(texts[line]) - len(pieces.texts[last[line]])
        for line in np.flatnonzero(is_row & (counts == 2)).tolist()
    }
    full = full_cells(pieces, first, last, of_words)
    return PrintedLines(texts, middle + height / 2, places, cells, *full)


def _empty_lines(middle: Floats, height: Floats, part: Places) -> Places:
    """How many empty lines part each line from the one before it in its part."""
    if not len(part):
        return part
    steps = middle[:-1] - middle[1:]
    within = part[1:] == part[:-1]
    usual = usual_steps(steps[within], part[1:][within], int(part[-1]) + 1)[part[1:]]
    of_text = float(np.median(height))
    # On a page of which every second line is empty, the others show how far lines are apart.
    least = least_common_step(steps[within & (steps > of_text / 2)])
    if least:
        times = np.rint(usual / least)
        is_several = (times > 1) & (np.abs(usual - times * least) < MAX_DEVIATION * least)
        usual[is_several] = least
    usual = np.clip(usual, 1.0, MAX_STEP * of_text)
    is_apart = within & (steps > SET_APART * usual)
    empty = np.where(is_apart, np.clip(np.rint(steps / usual) - 1, 1, MAX_EMPTY_LINES), 0)
    return np.append(0, empty.astype(np.intp))


def _joined(pieces: Pieces, of_line: list[int]) -> str:
    written = [pieces.texts[of_line[0]]]
    for before, at in pairwise(of_line):
        text, em = pieces.texts[at], float(pieces.height[before])
        gap = float(pieces.left[at] - pieces.right[before])
        if gap < -em / 2 and text == pieces.texts[before]:
            continue  # Printed twice, a little apart, to look bold.
        blanks = int(pieces.blanks[at])
        if blanks:
            written[-1] = written[-1].rstrip(" ")
            written.append(" " * blanks)
        elif gap >= WIDE_GAP * em:
            written.append(WIDE_BLANK)
        elif gap >= NARROW_GAP * em:
            written.append(" ")
        written.append(text)
    return "".join(written)


def _in_columns(pieces: Pieces, page: Places, rows: Rows, gutters: Floats) -> _Lines:
    """Lines over the whole width, and between them the left column before the right one.

    Each of these is a part, with a margin of its own. A page without columns is one part.
    """
    order, starts = rows.order, rows.starts
    row = np.repeat(np.arange(len(starts)), rows.counts())
    page, left, right = page[order], pieces.left[order], pieces.right[order]
    gutter = gutters[page]
    # What is compared with no number is false.
    over_both = np.logical_or.reduceat((left < gutter - 1) & (right > gutter), starts)
    over_both |= _headers_and_marks(pieces, page[starts], rows, gutters)
    has_columns = ~np.isnan(gutter) & ~over_both[row]
    # Rows over both columns have odd numbers of their own, those between them even ones.
    part = 2 * np.cumsum(over_both) - over_both
    is_right = has_columns & (left >= gutter - 1)
    key = (page * (2 * len(starts) + 2) + part[row]) * 2 + is_right
    side = np.where(has_columns, np.where(is_right, Side.RIGHT, Side.LEFT), Side.WHOLE)
    sorted_ = np.argsort(key, kind="stable")
    order, row, key = order[sorted_], row[sorted_], key[sorted_]
    line = np.flatnonzero(changes(row) | changes(key))
    middle = np.where(
        has_columns[sorted_][line], pieces.middle[order[line]], rows.middle[row[line]]
    )
    page, side = page[sorted_][line], side[sorted_][line]
    return _Lines(order, line, middle, key[line], page, side)


def _headers_and_marks(pieces: Pieces, page: Places, rows: Rows, gutters: Floats) -> Mask:
    """Whether each row is a header above two columns, or a page mark in the middle below them.

    Parameters
    ----------
    page
        The number of the page of each row.
    """
    steps = rows.middle[:-1] - rows.middle[1:]
    within = page[1:] == page[:-1]
    usual = usual_steps(steps[within], page[1:][within], len(gutters))
    counts = rows.counts()
    is_one = np.zeros(len(page), np.bool_)
    firsts = np.flatnonzero(changes(page))
    lasts = np.append(firsts[1:], len(page)) - 1
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        gutter = gutters[page[first]]
        if np.isnan(gutter) or first == last:
            continue
        apart = SET_APART * usual[page[first]]
        is_one[first] = counts[first] == 1 and steps[first] > apart
        if counts[last] == 1 and steps[last - 1] > apart:
            at = rows.order[rows.starts[last]]
            middle = (pieces.left[at] + pieces.right[at]) / 2
            is_one[last] |= abs(middle - gutter) < 4 * pieces.height[at]
    return is_one
