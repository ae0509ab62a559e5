"""Lines that go on: a sentence that the end of the column cuts, known by where it ends.

    …について、先ほどの資料の三頁にある表のとおり、朝と夕   (up to the right margin)
    方とでは高さが異なります。                             (from the left margin)

are one line. What stays two lines is not wrong, only less easy to read: so lines are put together
only where the margin is surely one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_cuts import (
    Around,
    is_cut_here,
    is_plainly_within,
    is_surely_cut,
    signs_within,
)
from pipeline.ingestion.media.pdf_places import LinePlaces, Side
from pipeline.ingestion.media.pdf_rows import Mask, changes

MIN_WIDTH = 12
"""Least width of a column whose lines go on, in heights of the text."""

MAX_SHORT = 6.0
"""Most that a full line ends before the margin, in heights of the text. What begins the next line
must have no place there: a sign that may not begin a line takes the one before it along."""

SPARE = 0.15

MAX_UNEQUAL = 3.5
"""Most by which the right margin of a page is wider than the left one, in heights of the text."""

MAX_GUTTER = 4.0
"""Widest space between two columns, in heights of the text."""

MIN_CUT_LINES = 3
"""Least lines of a page that a margin seems to cut within a sentence where the page does not show
by its symmetry that there is one."""

MIN_CUT_OF_FLUSH, MIN_FLUSH = 2, 8
"""The same where so many lines end at the same edge."""

MAX_LINES_ASKED = 8
"""Most lines of a paragraph that are looked at for how it is written, beside its first one."""

MAX_INDENT = 2.5
"""Farthest that a line which goes on begins before the one above it, which may be indented."""

MAX_INDENT_OF_CELL = 0.5
"""The same where a cell goes on, and the farthest that any line begins after it."""

_HEAD = re.compile(
    "[「『（(〔［【]*(?:[A-Za-z0-9.,]+|.)[、。，．）)」』】〕］ーゝ々…！？!?：；"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]*"
)
"""What no line end may cut."""


def wrapped_lines(texts: list[str], lines: LinePlaces) -> list[bool]:
    """Whether each line goes on in the sentence of the one before it.

    Parameters
    ----------
    lines
        The lines of the text alone: running headers have other margins.
    """
    goes_on = [False] * len(texts)
    if len(texts) < 2:
        return goes_on
    columns = _columns_of(lines)
    spare = (columns.edge - lines.right - lines.tail) / lines.height
    full = (spare < MAX_SHORT) & (columns.edge - lines.begin >= MIN_WIDTH * lines.height)
    may_be = full[:-1] & ~lines.is_row[1:] & _is_next(lines, columns.margin)
    # Ideographic spaces that are drawn at the margin are an indent too; one may be cut there.
    is_at_margin = (lines.left - columns.margin < MAX_INDENT_OF_CELL * lines.height)[1:]
    may_be &= ~(is_at_margin & np.array([text.startswith("\u3000\u3000") for text in texts[1:]]))
    is_cut = full & columns.has_edge
    if not columns.has_edge.all():
        is_cut |= full & _on_cut_pages(texts, lines, may_be & ~is_cut[:-1] & (spare[:-1] < 1.0))
    # Of most full lines nothing is asked but this.
    has_room = (spare >= 1.0 + SPARE).tolist()
    spares, is_full = spare.tolist(), is_cut.tolist()
    is_within_part = (lines.part[1:] == lines.part[:-1]).tolist()
    # Where the paragraph of each line begins.
    begins = list(range(len(texts)))
    signs = signs_within(texts)
    for at in np.flatnonzero(may_be & is_cut[:-1]).tolist():
        if has_room[at] and spares[at] >= _width_of_head(texts[at + 1]) + SPARE:
            continue
        # A paragraph of which one line is known goes on within its part, and else one of two.
        known = goes_on[at] + is_full[at + 1]
        is_within = known > (0 if is_within_part[at] else 1)
        first = begins[at]
        if is_within and is_plainly_within(texts[at], texts[at + 1], is_first=first == at):
            goes_on[at + 1], begins[at + 1] = True, first
            continue
        paragraph = [texts[first], *texts[max(first + 1, at - MAX_LINES_ASKED) : at + 1]]
        around = Around(texts[at + 2 : at + 3], is_within, is_full[at + 1], signs)
        if is_cut_here(paragraph, texts[at + 1], around):
            goes_on[at + 1], begins[at + 1] = True, first
    return goes_on


def _on_cut_pages(texts: list[str], lines: LinePlaces, may_be: Mask) -> Mask:
    """Whether each line stands on a page of which a margin cuts several sentences.

    Half a page of two columns shows no margin by its symmetry.
    """
    cut = [at for at in np.flatnonzero(may_be).tolist() if is_surely_cut(texts[at], texts[at + 1])]
    count = int(lines.page[-1]) + 1
    counts = np.bincount(lines.page[cut], minlength=count)
    flush = np.bincount(lines.page[:-1][may_be], minlength=count)
    has_edge = (counts >= MIN_CUT_LINES) | ((counts >= MIN_CUT_OF_FLUSH) & (flush >= MIN_FLUSH))
    return np.asarray(has_edge[lines.page] & (lines.side == Side.WHOLE), np.bool_)


def _is_next(lines: LinePlaces, margin: Floats) -> Mask:
    """Whether each line but the first stands where the one before it would go on."""
    height, part, page, side = lines.height, lines.part, lines.page, lines.side
    em = height[1:]
    indent = (lines.left[1:] - lines.begin[:-1]) / em
    is_next = (part[1:] == part[:-1]) & (lines.before[1:] == 0)
    # On the next page, and in the next column, what is compared is how far it is from the margin.
    turned = page[1:] == page[:-1] + 1
    from_side, to_side = side[:-1], side[1:]
    is_next_part = turned & (from_side == Side.WHOLE) & (to_side == Side.WHOLE)
    is_next_part |= turned & (from_side == Side.RIGHT) & (to_side == Side.LEFT)
    is_next_part |= (page[1:] == page[:-1]) & (from_side == Side.LEFT) & (to_side == Side.RIGHT)
    moved = (margin[1:] - margin[:-1]) / em
    indent = np.where(
        is_next_part & (np.abs(indent - moved) < np.abs(indent)), indent - moved, indent
    )
    is_near = np.abs(em - height[:-1]) < em / 4
    least = np.where(lines.is_row[:-1], -MAX_INDENT_OF_CELL, -MAX_INDENT)
    is_near &= (indent < MAX_INDENT_OF_CELL) & (indent > least)
    return np.asarray(is_near & (is_next | is_next_part), np.bool_)


def _width_of_head(text: str) -> float:
    head = _HEAD.match(text.lstrip(" \u3000"))
    written = head[0] if head else ""
    return sum(0.5 if character.isascii() else 1.0 for character in written)


class _Columns(NamedTuple):
    """Left margin and right edge of the column of each line; `has_edge` is whether text is set up
    to that edge, which the page shows by its symmetry.
    """

    margin: Floats
    edge: Floats
    has_edge: Mask


def _columns_of(lines: LinePlaces) -> _Columns:
    right = lines.right
    is_first = changes(lines.page)
    of_page, begins = np.cumsum(is_first) - 1, np.flatnonzero(is_first)
    edge = np.maximum.reduceat(right, begins)[of_page]
    margin = np.minimum.reduceat(lines.left, begins)[of_page]
    # A page of short lines has no margin where the longest one happens to end.
    least = lines.width - margin - MAX_UNEQUAL * lines.height
    of_column = np.flatnonzero(lines.side != Side.WHOLE)
    if len(of_column):
        # Columns stand at the same places on all pages, and a page may have few lines in one.
        places = np.stack([lines.gutter, lines.side])[:, of_column]
        _, column = np.unique(places, axis=1, return_inverse=True)
        edges = np.zeros(len(of_column))
        np.maximum.at(edges, column, right[of_column])
        margins = np.full(len(of_column), np.inf)
        np.minimum.at(margins, column, lines.left[of_column])
        edge[of_column], margin[of_column] = edges[column], margins[column]
        is_left = lines.side == Side.LEFT
        least[is_left] = (lines.gutter - MAX_GUTTER * lines.height)[is_left]
    return _Columns(margin, edge, np.asarray(edge >= least, np.bool_))


def joined(before: str, after: str) -> str:
    """Put two lines of one sentence together.

    Blanks that are drawn where the line ends or the next one begins are kept; an indent is not.
    Else a blank stands between words of letters alone.
    """
    after = after.lstrip("\u3000")
    if after[:1] >= "\x80":
        return before + after
    is_of_letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isalpha()
    return f"{before} {after}" if is_of_letters else before + after
