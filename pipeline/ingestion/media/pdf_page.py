"""A page of a PDF: pieces of text with their places on the sheet.

PDFium cuts the characters of a page into lines and words by what was drawn when. Where a blank
stands, or a line is wider than its characters, the boxes around tell how wide the gap is: a blank
alone does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.ingestion.media.pdf_blanks import blanks_at_end, blanks_in
from pipeline.ingestion.media.pdf_characters import (
    BoxMemory,
    CharacterBoxes,
    Floats,
    characters_of,
)
from pipeline.ingestion.media.pdf_gaps import cut, upright
from pipeline.ingestion.media.pdf_pieces import (
    GAP_OF_PIECES,
    HYPHEN,
    WIDE_BLANK,
    WIDE_GAP,
    Box,
    Piece,
    Pieces,
    written,
)
from pipeline.ingestion.media.pdf_rows import Mask, Places
from pipeline.ingestion.media.pdf_words import Words, words_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_FIRST_WIDE = 0x800
"""Characters from here on are as wide as they are high, but for a few."""

MIN_LINES_OF_COLUMN = 3
"""Least lines of a page that begin at one place where words of other lines begin a column there."""

MAX_LABEL = 12.0
"""Greatest width of a label before such words with the gap after it, in heights of the text."""


class _Read(NamedTuple):
    """What was read of a page.

    Attributes
    ----------
    found
        The boxes of the first characters of its words, those of the last ones, those of the blanks
        before words, and those of the blanks at the ends of lines.
    ends
        Where what was drawn with each of the latter ends.
    """

    text: str
    words: Words
    boxes: CharacterBoxes
    found: Floats
    ends: Floats

    def parts(self) -> list[Floats]:
        """The four parts of `found`."""
        count = len(self.words.texts)
        ends = (0, count, 2 * count, 2 * count + len(self.words.blanks), len(self.found))
        return [self.found[start:end] for start, end in pairwise(ends)]


def pieces_of(
    pages: Sequence[tuple[PdfPage, PdfTextPage]], memory: BoxMemory
) -> list[tuple[Pieces, bool]]:
    """The pieces of pages, in the order in which they were drawn, and whether each is vertical.

    Pieces of a vertical page are turned as if its lines ran from left to right.
    """
    read = [_read(page, textpage, memory) for page, textpage in pages]
    counts = [len(one.words.texts) for one in read]
    parts = [one.parts() for one in read]
    first, last, of_blanks, of_tails = (np.concatenate(boxes) for boxes in zip(*parts, strict=True))
    page = np.repeat(np.arange(len(read)), counts)
    if not len(page):
        return [(Pieces.of(()), False) for _ in pages]
    texts = list(chain.from_iterable(one.words.texts for one in read))
    # All pages are told in one text.
    text = "".join(one.text for one in read)
    offset = np.cumsum([0, *(len(one.text) for one in read)])[page]
    starts = _numbers(one.words.starts for one in read) + offset
    ends = _numbers(one.words.ends for one in read) + offset
    lines = [len(one.words.line_starts) for one in read]
    begins = _numbers(one.words.line_starts for one in read)
    begins += np.repeat(np.cumsum([0, *counts[:-1]]), lines)
    closes = np.append(begins[1:], len(page)) - 1
    # The words that begin and end a line.
    is_vertical = (last[closes, 3] < first[begins, 1]) & (last[closes, 0] < first[begins, 2])
    is_odd = _too_wide(text, starts, ends, first, last)
    is_odd[begins] |= is_vertical
    odd = set(page[is_odd].tolist())
    blanks = np.zeros((len(page), 4))
    words_before = np.cumsum([0, *counts]).tolist()
    blanks[_shifted((one.words.blanks for one in read), words_before)] = of_blanks
    tails = np.zeros(len(page))
    with_tails = _shifted((one.words.tails for one in read), words_before)
    if with_tails:
        times = blanks_at_end(of_tails, np.concatenate([one.ends for one in read]))
        tails[with_tails] = times * (of_tails[:, 2] - of_tails[:, 0])
        for at, count in zip(with_tails, times.tolist(), strict=True):
            texts[at] += " " * count
    pieces, opens = _plain(texts, begins, _Boxes(first, last, blanks, tails), page)
    if HYPHEN.search(text):
        pieces = replace(pieces, texts=list(map(written, pieces.texts)))
    upto = np.searchsorted(page[opens], np.arange(len(read)), side="right").tolist()
    return [
        _with_odd_lines(one) if number in odd else (pieces.between(start, end), False)
        for number, (one, start, end) in enumerate(zip(read, [0, *upto], upto, strict=False))
    ]


def _shifted(numbers: Iterable[Iterable[int]], before: list[int]) -> list[int]:
    """Numbers of words of all pages, of those of each."""
    return [offset + at for of_page, offset in zip(numbers, before, strict=False) for at in of_page]


def _numbers(lists: Iterable[list[int]]) -> Places:
    return np.fromiter(chain.from_iterable(lists), np.intp)


def _read(page: PdfPage, textpage: PdfTextPage, memory: BoxMemory) -> _Read:
    text, index_of = characters_of(textpage)
    words = words_of(text)
    boxes = CharacterBoxes(page, textpage, index_of, memory)
    blanks, tails = words.blanks.values(), words.tails.values()
    found = boxes.at([*words.starts, *words.ends, *blanks, *tails])
    return _Read(text, words, boxes, found, boxes.ends_of_drawing(list(tails)))


def _with_odd_lines(read: _Read) -> tuple[Pieces, bool]:
    """The pieces of a page that has vertical lines, or words with a gap in them."""
    text, words, boxes, found, _ = read
    places = [*words.starts, *words.ends]
    known: dict[int, Box] = dict(zip(places, map(_box, found.tolist()), strict=False))

    def box_of(place: int) -> Box:
        if place not in known:
            known[place] = _box(boxes.at([place])[0].tolist())
        return known[place]

    level: list[Piece] = []
    vertical: list[Piece] = []
    characters_of_vertical = 0
    for begin, after in pairwise([*words.line_starts, len(words.texts)]):
        start, end = words.starts[begin], words.ends[after - 1]
        first, last = box_of(start), box_of(end)
        is_vertical = last[3] < first[1] and last[0] < first[2]
        pieces = cut(text[start : end + 1], start, box_of, (first, last), is_vertical)
        (vertical if is_vertical else level).extend(pieces)
        characters_of_vertical += is_vertical * (end + 1 - start)
    if characters_of_vertical * 2 > len(text):
        return Pieces.of(vertical), True
    return Pieces.of([*level, *map(upright, vertical)]), False


def _box(numbers: list[float]) -> Box:
    left, bottom, right, top = numbers
    return (left, bottom, right, top)


class _Boxes(NamedTuple):
    """The boxes of the first and last characters of words, and of the blanks before them; and how
    wide the blanks at the ends of lines are.
    """

    first: Floats
    last: Floats
    blank: Floats
    tail: Floats


def _plain(texts: list[str], begins: Places, boxes: _Boxes, page: Places) -> tuple[Pieces, Places]:
    """The pieces of lines that run from left to right, and the word that each begins with."""
    first, last, blank, tail = boxes
    count = len(texts)
    opens = np.arange(count)
    # Where a blank begins is exact; some fonts have characters that are wider than their place.
    counts = blanks_in(first[:, 0] - blank[:, 0], blank[:, 2] - blank[:, 0])
    em = last[:-1, 3] - last[:-1, 1]
    em[em == 0.0] = 1.0
    # A line or a cell begins with the blanks that are drawn there, as with an ideographic space.
    is_start = np.zeros(count, np.bool_)
    is_start[1:] = blank[1:, 0] - last[:-1, 2] >= WIDE_GAP * em
    is_start[begins] = True
    for at in np.flatnonzero(is_start & (counts > 0)).tolist():
        texts[at] = " " * int(counts[at]) + texts[at]
        first[at, 0], counts[at] = blank[at, 0], 0
    if len(begins) < count:
        gap = first[1:, 0] - last[:-1, 2]
        is_drawn = ~is_start & (blank[:, 2] > blank[:, 0])
        is_piece = np.ones(count, np.bool_)
        is_piece[1:] = (gap >= GAP_OF_PIECES * em) | (gap < -em)
        is_piece[begins] = True
        known = np.flatnonzero(is_piece)
        is_piece[1:] |= (gap > 0) & _begins_column(begins, begins, first, page)[1:]
        # A column stands at one place on all pages, and few lines of a page may begin there.
        of_any_page = _begins_column(begins, known, first, np.zeros_like(page))
        is_piece[1:] |= (gap >= WIDE_GAP * em) & of_any_page[1:]
        opens = np.flatnonzero(is_piece)
        if len(opens) < count:
            closes = np.append(opens[1:], count) - 1
            joined = [texts[at] for at in opens.tolist()]
            is_wide, blanks = (gap >= WIDE_GAP * em).tolist(), counts.tolist()
            for piece in np.flatnonzero(closes > opens).tolist():
                for at in range(int(opens[piece]) + 1, int(closes[piece]) + 1):
                    between = WIDE_BLANK if is_wide[at - 1] else " "
                    joined[piece] += (" " * blanks[at] or between) + texts[at]
            texts, first, last, tail = joined, first[opens], last[closes], tail[closes]
        # What is drawn after a piece stands there, also where another column comes next.
        for piece in np.flatnonzero(is_drawn[opens[1:]]).tolist():
            texts[piece] += " "
            tail[piece] = np.diff(blank[opens[piece + 1], [0, 2]])[0]
    bottom = np.minimum(first[:, 1], last[:, 1])
    top = np.maximum(first[:, 3], last[:, 3])
    height = top - bottom
    height[height == 0.0] = 1.0
    middle = (bottom + top) / 2
    return Pieces(texts, first[:, 0], last[:, 2], middle, height, counts[opens], tail), opens


def _begins_column(begins: Places, known: Places, first: Floats, page: Places) -> Mask:
    """Whether each word stands after a short label where several others of its page begin.

    青木会長　本日は… above such lines, whose words go on below 本日は.

    Parameters
    ----------
    begins, known
        The words that begin a line, and those that are known to begin a piece.
    """
    left, height = first[:, 0], first[:, 3] - first[:, 1]
    place = (page << 16) + np.rint(left).astype(np.intp)
    places, counts = np.unique(place[known], return_counts=True)
    lines = np.diff(np.append(begins, len(left)))
    is_label = left - np.repeat(left[begins], lines) <= MAX_LABEL * height
    return is_label & np.isin(place, places[counts >= MIN_LINES_OF_COLUMN])


def _too_wide(
    text: str, starts: Places, ends: Places, first: Floats, last: Floats
) -> npt.NDArray[np.bool_]:
    """Whether each word is wider than its characters, by another column or more."""
    codes = np.frombuffer(text.encode("utf-32-le", errors="replace"), np.uint32)
    em = np.where(
        codes[starts] >= _FIRST_WIDE, first[:, 2] - first[:, 0], first[:, 3] - first[:, 1]
    )
    # Those of ASCII are half as wide as others; this is the length in UTF-8.
    encoded = np.ones(len(codes) + 1, np.int64)
    encoded[1:] += codes >= 0x80
    encoded[1:] += codes >= 0x800
    encoded[1:] += codes >= 0x10000
    upto = np.cumsum(encoded)
    characters = ends - starts + 1
    widths = (characters + upto[ends + 1] - upto[starts]) / 4
    wide: npt.NDArray[np.bool_] = last[:, 2] - first[:, 0] > em * (widths + GAP_OF_PIECES)
    return wide & (characters > 1)
