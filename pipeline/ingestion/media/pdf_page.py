"""A page of a PDF: pieces of text with their places on the sheet.

PDFium names a page's characters in bulk, and cuts them into lines and words by what was drawn when.
Each box of a character costs a call, so only those are asked for that stand at the ends of lines
and around blanks: a blank alone does not tell how wide it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

WIDE_GAP = 0.9
"""Least width of a gap, in heights of the text, that is shown as an ideographic space."""

GAP_OF_PIECES = 1.8
"""The same of a gap that parts two pieces, which may stand in different columns."""

WIDE_BLANK = "　"

_END = re.compile("\r\n")
_END_AFTER_HYPHEN = re.compile("(?<=\x02)(?!\r\n)|\r\n")
_WORD = re.compile("[^ ]+")
_HYPHEN = re.compile("[\x02\xad]")
_NO_CHARACTER = "\ufffe"
"""Stands in PDFium's text for a hyphen at the end of a line, and for what the font cannot name."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the sheet as it is shown."""


class Piece(NamedTuple):
    """Text in one line, without a gap wide enough for another column.

    Attributes
    ----------
    middle
        How high its middle is on the sheet.
    height
        That of its font, which is the width of a full character too.
    """

    text: str
    left: float
    right: float
    middle: float
    height: float


def _boxes(
    page: PdfPage, textpage: PdfTextPage, index_of: list[int] | None
) -> Callable[[int], Box]:
    """The box of the character at a place in the text, with the page turned as it is shown."""
    from pypdfium2 import raw

    ask, asked, rect = raw.FPDFText_GetLooseCharBox, textpage.raw, raw.FS_RECTF()
    turn = page.get_rotation()
    width, height = page.get_size()
    if turn in (90, 270):
        # The size is that of the turned page.
        width, height = height, width

    def box_of(at: int) -> Box:
        if not ask(asked, at, rect):
            return (0.0, 0.0, 0.0, 0.0)
        return (rect.left, rect.bottom, rect.right, rect.top)

    def turned_box_of(at: int) -> Box:
        left, bottom, right, top = box_of(at if index_of is None else index_of[at])
        match turn:
            case 90:
                return (bottom, width - right, top, width - left)
            case 180:
                return (width - right, height - top, width - left, height - bottom)
            case 270:
                return (height - top, left, height - bottom, right)
            case _:
                return (left, bottom, right, top)

    # Most pages are upright, and this is where the time goes.
    return turned_box_of if turn or index_of is not None else box_of


def pieces_of(page: PdfPage, textpage: PdfTextPage) -> tuple[list[Piece], bool]:
    """The pieces of a page, in the order in which they were drawn, and whether it is vertical.

    Pieces of a vertical page are turned as if its lines ran from left to right.
    """
    text, index_of = _characters(textpage)
    box_of = _boxes(page, textpage, index_of)
    pieces: list[Piece] = []
    vertical: list[Piece] = []
    characters_of_vertical = 0
    for start, line in _lines(text):
        first = box_of(start)
        length = len(line)
        last = box_of(start + length - 1) if length > 1 else first
        is_vertical = last[3] < first[1] and last[0] < first[2]
        if is_vertical:
            characters_of_vertical += length
            vertical.extend(_cut(line, start, box_of, (first, last), is_vertical))
        elif " " in line or (length > 1 and _is_too_wide(line, first, last)):
            pieces.extend(_cut(line, start, box_of, (first, last), is_vertical))
        else:
            pieces.append(_piece(line, first, last))
    if characters_of_vertical * 2 <= len(text):
        return pieces + [_upright(one) for one in vertical], False
    return vertical, True


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and the line without the blanks around it."""
    at = 0
    # PDFium takes a hyphen at the end of a line for one that cuts a word, and goes on behind it.
    ends = _END_AFTER_HYPHEN if _HYPHEN.search(text) else _END
    for line in ends.split(text):
        bare = line.strip(" ")
        if bare and not bare.isspace():
            yield text.index(bare, at), bare
        at += len(line)
        at += 2 if text.startswith("\r\n", at) else 0


def _characters(textpage: PdfTextPage) -> tuple[str, list[int] | None]:
    """The text, and the number of the character at each place in it; None where it is the place."""
    text = textpage.get_text_range()
    count = textpage.count_chars()
    if len(text) == count and _NO_CHARACTER not in text:
        return text, None
    # Characters of other planes (𠮷) are two for PDFium, and some it leaves out of the text.
    from pypdfium2 import raw

    characters: list[str] = []
    indexes: list[int] = []
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            indexes.append(index - 1)
        else:
            indexes.append(index)
            if code in (0, 0xFFFE) or 0xDC00 <= code < 0xE000:
                # A glyph that the font has no character for keeps its place, and is told.
                code = 0xFFFD
        characters.append(chr(code))
        high = 0
    return "".join(characters), indexes


def _cut(
    line: str, start: int, box_of: Callable[[int], Box], ends: tuple[Box, Box], is_vertical: bool
) -> list[Piece]:
    """Cut a line at its wide gaps; other gaps become one blank of their width."""
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
    return Piece(_HYPHEN.sub("-", text), -first[3], -last[1], (first[0] + first[2]) / 2, width)


def _piece(text: str, first: Box, last: Box) -> Piece:
    bottom = first[1] if first[1] < last[1] else last[1]
    top = first[3] if first[3] > last[3] else last[3]
    if _HYPHEN.search(text):
        text = _HYPHEN.sub("-", text)
    return Piece(text, first[0], last[2], (bottom + top) / 2, (top - bottom) or 1.0)


def _upright(piece: Piece) -> Piece:
    """A vertical line on a page of horizontal ones, such as a label in a margin."""
    left = piece.middle - piece.height / 2
    right = piece.middle + piece.height / 2
    return Piece(piece.text, left, right, -piece.left, piece.height)
