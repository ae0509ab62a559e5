"""Gaps within the lines of a page: where PDFium saw none, and in vertical lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.ingestion.media.pdf_pieces import (
    GAP_OF_PIECES,
    WIDE_BLANK,
    WIDE_GAP,
    Box,
    Piece,
    written,
)

_WORD = re.compile("[^ ]+")


def cut(
    line: str, start: int, box_of: Callable[[int], Box], ends: tuple[Box, Box], is_vertical: bool
) -> list[Piece]:
    """Cut a line at its wide gaps; other gaps become one blank of their width.

    Parameters
    ----------
    start
        Where the line begins in the text of its page.
    box_of
        The box of the character at a place in that text.
    ends
        The boxes of the first and the last character of the line.
    """
    found: list[Piece] = []
    written: list[str] = []
    first = before = ends[0]
    for word in _WORD.finditer(line):
        begin, end = start + word.start(), start + word.end()
        left = box_of(begin) if word.start() else ends[0]
        right = box_of(end - 1) if word.end() < len(line) else ends[1]
        for text, after, last in _apart(word[0], begin, left, right, box_of):
            if is_vertical:
                em, gap = before[2] - before[0], before[1] - after[3]
            else:
                em, gap = before[3] - before[1], after[0] - before[2]
            em = em or 1.0
            if written and (gap >= GAP_OF_PIECES * em or gap < -em):
                found.append(_made("".join(written), first, before, is_vertical))
                first, written = after, []
            elif written:
                written.append(WIDE_BLANK if gap >= WIDE_GAP * em else " ")
            written.append(text)
            before = last
    found.append(_made("".join(written), first, before, is_vertical))
    return found


def _apart(
    text: str, start: int, first: Box, last: Box, box_of: Callable[[int], Box]
) -> list[tuple[str, Box, Box]]:
    """Cut a word where PDFium saw no gap, though the word is wider than its characters.

    The characters of two columns stand side by side then: …計画のの進み…
    """
    if len(text) < 2 or not _is_too_wide(text, first, last):
        return [(text, first, last)]
    low, high, left, right = 0, len(text) - 1, first, last
    while high - low > 1:
        middle = (low + high) // 2
        box = box_of(start + middle)
        if _is_too_wide(text[low : middle + 1], left, box):
            high, right = middle, box
        else:
            low, left = middle, box
    if right[0] - left[2] < GAP_OF_PIECES * ((left[3] - left[1]) or 1.0):
        # The characters are spread evenly.
        return [(text, first, last)]
    return [(text[:high], first, left), *_apart(text[high:], start + high, right, last, box_of)]


def _is_too_wide(text: str, first: Box, last: Box) -> bool:
    em = first[2] - first[0] if len(text[0].encode()) > 2 else first[3] - first[1]
    return last[2] - first[0] > em * (_widths(text) + GAP_OF_PIECES)


def _widths(text: str) -> float:
    """The width of a text in full characters, those of ASCII being half as wide."""
    full = (len(text.encode(errors="replace")) - len(text)) / 2
    return full + (len(text) - full) / 2


def _made(text: str, first: Box, last: Box, is_vertical: bool) -> Piece:
    if not is_vertical:
        return _piece(text, first, last)
    width = first[2] - first[0]
    return Piece(written(text), -first[3], -last[1], (first[0] + first[2]) / 2, width)


def _piece(text: str, first: Box, last: Box) -> Piece:
    bottom = first[1] if first[1] < last[1] else last[1]
    top = first[3] if first[3] > last[3] else last[3]
    return Piece(written(text), first[0], last[2], (bottom + top) / 2, (top - bottom) or 1.0)


def upright(piece: Piece) -> Piece:
    """A vertical line on a page of horizontal ones, such as a label in a margin."""
    left = piece.middle - piece.height / 2
    right = piece.middle + piece.height / 2
    return Piece(piece.text, left, right, -piece.left, piece.height)
