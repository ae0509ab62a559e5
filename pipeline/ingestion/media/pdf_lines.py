"""The printed lines of pages, in the order in which they are read."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_pieces import WIDE_BLANK, WIDE_GAP, Pieces
from pipeline.ingestion.media.pdf_rows import (
    SET_APART,
    Mask,
    Places,
    Rows,
    changes,
    rows_of,
    usual_steps,
)
from pipeline.ingestion.media.pdf_wrapping import Wrapping, wrapped_lines

NARROW_GAP = 0.25
"""Least width of a gap, in heights of the text, that is shown as a blank."""

MAX_INDENT = 40

MAX_STEP = 2.0
"""Largest usual distance from line to line, in heights of the text: where every second line is
empty, no two lines show it."""

MAX_EMPTY_LINES = 8
"""Most empty lines that a distance between two lines is shown as."""


class PrintedLines(NamedTuple):
    """Lines of a page; `before` is how many empty lines part each from the one before it.

    `goes_on` is whether each goes on in the sentence of the one before it, which ends where the
    column ends.
    """

    texts: list[str]
    tops: Floats
    before: list[int]
    goes_on: list[bool]


class _Lines(NamedTuple):
    """Lines of all pages: where in `order` each begins, how high it is, its part and its page."""

    order: Places
    starts: Places
    middle: Floats
    part: Places
    page: Places


def lines_of_pages(
    pages: list[Pieces], gutters: list[float | None], widths: list[float]
) -> list[PrintedLines]:
    """The lines of each page.

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
    )
    page = np.repeat(np.arange(len(pages)), [len(one) for one in pages])
    rows = rows_of(pieces, page)
    if any(gutter is not None for gutter in gutters):
        lines = _in_columns(pieces, page, rows, gutters)
    else:
        of_page = page[rows.order[rows.starts]]
        lines = _Lines(rows.order, rows.starts, rows.middle, of_page, of_page)
    is_in_columns = np.array([gutter is not None for gutter in gutters])
    texts, tops, before, goes_on = _printed(pieces, lines, np.array(widths), is_in_columns)
    ends = np.searchsorted(lines.page, np.arange(len(pages)), side="right").tolist()
    return [
        PrintedLines(texts[start:end], tops[start:end], before[start:end], goes_on[start:end])
        for start, end in pairwise([0, *ends])
    ]


def _printed(
    pieces: Pieces, lines: _Lines, widths: Floats, is_in_columns: Mask
) -> tuple[list[str], Floats, list[int], list[bool]]:
    order, starts, middle, part, page = lines
    if not len(starts):
        return [], np.zeros(0), [], []
    first = order[starts]
    texts = [pieces.texts[at] for at in first.tolist()]
    ends = np.append(starts[1:], len(order))
    for line in np.flatnonzero(ends - starts > 1).tolist():
        texts[line] = _joined(pieces, order[starts[line] : ends[line]].tolist())
    left, height = pieces.left[first], pieces.height[first]
    begins = changes(part)
    number = np.cumsum(begins) - 1
    margins = np.minimum.reduceat(left, np.flatnonzero(begins))
    indents = np.rint((left - margins[number]) / height)
    for line in np.flatnonzero(indents > 0).tolist():
        if not texts[line][0].isspace():
            texts[line] = WIDE_BLANK * min(int(indents[line]), MAX_INDENT) + texts[line]
    steps = middle[:-1] - middle[1:]
    within = ~begins[1:]
    usual = usual_steps(steps[within], number[1:][within], len(margins))
    usual = np.clip(usual[number[1:]], 1.0, MAX_STEP * height[1:])
    is_apart = within & (steps > SET_APART * usual)
    empty = np.where(is_apart, np.clip(np.rint(steps / usual) - 1, 1, MAX_EMPTY_LINES), 0)
    before = [0, *empty.astype(int).tolist()]
    wrapped = wrapped_lines(
        Wrapping(
            texts=texts,
            left=left,
            right=pieces.right[order[ends - 1]],
            height=height,
            part=number,
            is_alone=ends - starts == 1,
            width=widths[page],
            is_in_columns=is_in_columns[page],
        )
    )
    goes_on = (wrapped & (np.array(before) == 0)).tolist()
    return texts, middle + height / 2, before, goes_on


def _joined(pieces: Pieces, of_line: list[int]) -> str:
    written = [pieces.texts[of_line[0]]]
    for before, at in pairwise(of_line):
        text, em = pieces.texts[at], float(pieces.height[before])
        gap = float(pieces.left[at] - pieces.right[before])
        if gap < -em / 2 and text == pieces.texts[before]:
            continue  # Printed twice, a little apart, to look bold.
        if gap >= WIDE_GAP * em:
            written.append(WIDE_BLANK)
        elif gap >= NARROW_GAP * em:
            written.append(" ")
        written.append(text)
    return "".join(written)


def _in_columns(pieces: Pieces, page: Places, rows: Rows, gutters: list[float | None]) -> _Lines:
    """Lines over the whole width, and between them the left column before the right one.

    Each of these is a part, with a margin of its own. A page without columns is one part.
    """
    order, starts = rows.order, rows.starts
    row = np.repeat(np.arange(len(starts)), rows.counts())
    page, left, right = page[order], pieces.left[order], pieces.right[order]
    gutter = np.array([np.nan if one is None else one for one in gutters])[page]
    # What is compared with no number is false.
    over_both = np.logical_or.reduceat((left < gutter - 1) & (right > gutter), starts)
    over_both |= _headers_and_marks(pieces, page[starts], rows, gutters)
    has_columns = ~np.isnan(gutter) & ~over_both[row]
    # Rows over both columns have odd numbers of their own, those between them even ones.
    part = 2 * np.cumsum(over_both) - over_both
    key = (page * (2 * len(starts) + 2) + part[row]) * 2 + (has_columns & (left >= gutter - 1))
    sorted_ = np.argsort(key, kind="stable")
    order, row, key = order[sorted_], row[sorted_], key[sorted_]
    line = np.flatnonzero(changes(row) | changes(key))
    middle = np.where(
        has_columns[sorted_][line], pieces.middle[order[line]], rows.middle[row[line]]
    )
    return _Lines(order, line, middle, key[line], page[sorted_][line])


def _headers_and_marks(
    pieces: Pieces, page: Places, rows: Rows, gutters: list[float | None]
) -> Mask:
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
        if gutter is None or first == last:
            continue
        apart = SET_APART * usual[page[first]]
        is_one[first] = counts[first] == 1 and steps[first] > apart
        if counts[last] == 1 and steps[last - 1] > apart:
            at = rows.order[rows.starts[last]]
            middle = (pieces.left[at] + pieces.right[at]) / 2
            is_one[last] |= abs(middle - gutter) < 4 * pieces.height[at]
    return is_one
