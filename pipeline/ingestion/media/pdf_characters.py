"""Characters of a page of a PDF, and their boxes.

PDFium names the characters of a page in one call. Each box costs a call, so those that are needed
are asked for together, and only of the characters at the ends of lines and around blanks.
"""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Floats = npt.NDArray[np.float64]

_NO_CHARACTER = "\ufffe"
"""Stands in PDFium's text for a hyphen at the end of a line, and for what the font cannot name."""

_IN_OUR_ORDER = [0, 3, 2, 1]
"""PDFium states left, top, right, bottom."""


class BoxMemory:
    """Memory that PDFium writes boxes to, used again for each page of a document.

    A call costs more than what PDFium does in it. So it is made with plain numbers, without a check
    of its arguments for each character, and the results are not looked at: the memory tells them.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        address = ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value
        ask = ctypes.PYFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._ask = ask(address or 0)
        self._size_of_box = ctypes.sizeof(raw.FS_RECTF)
        self._addresses: list[int] = []
        self._boxes = np.zeros((0, 4), np.float32)

    def ask(self, textpage: PdfTextPage, indexes: list[int]) -> Floats:
        """Ask for the boxes of characters by their numbers: left, bottom, right, top, a row each.

        Zeros are the box of a character that has none.
        """
        count = len(indexes)
        if count > len(self._addresses):
            size = max(count, 2 * len(self._addresses), 1024)
            self._boxes = np.zeros((size, 4), np.float32)
            first = self._boxes.ctypes.data
            self._addresses = [first + self._size_of_box * at for at in range(size)]
        self._boxes[:count] = 0.0
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        # PDFium writes nothing where a character has no box.
        deque(map(self._ask, repeat(handle), indexes, self._addresses), maxlen=0)
        return self._boxes[:count, _IN_OUR_ORDER].astype(np.float64)


class CharacterBoxes:
    """The boxes of the characters of a page, in points of the sheet as it is shown.

    Parameters
    ----------
    index_of
        The number of the character at each place in the text; None where it is the place.
    """

    def __init__(
        self, page: PdfPage, textpage: PdfTextPage, index_of: list[int] | None, memory: BoxMemory
    ) -> None:
        self._textpage = textpage
        self._index_of = index_of
        self._memory = memory
        self._turn = page.get_rotation()
        self._width = self._height = 0.0
        if self._turn:
            self._width, self._height = page.get_size()
            if self._turn in (90, 270):
                # The size is that of the turned page.
                self._width, self._height = self._height, self._width

    def at(self, places: list[int]) -> Floats:
        """Left, bottom, right and top of the characters at places in the text, a row each."""
        if self._index_of is not None:
            places = [self._index_of[place] for place in places]
        boxes = self._memory.ask(self._textpage, places)
        if not self._turn or not places:
            return boxes
        left, bottom, right, top = boxes.T
        width, height = self._width, self._height
        match self._turn:
            case 90:
                turned = (bottom, width - right, top, width - left)
            case 180:
                turned = (width - right, height - top, width - left, height - bottom)
            case _:
                turned = (height - top, left, height - bottom, right)
        return np.column_stack(turned)

    def ends_of_drawing(self, places: list[int]) -> Floats:
        """Where what was drawn together with the characters at places ends; no number if unknown.

        A blank at its end ends where it begins, for it leaves no ink.
        """
        ends = np.full(len(places), np.nan)
        if self._turn or not places:
            return ends
        from pypdfium2 import raw

        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for number, place in enumerate(places):
            index = place if self._index_of is None else self._index_of[place]
            drawn = raw.FPDFText_GetTextObject(self._textpage, index)
            if drawn and raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
                ends[number] = right.value
        return ends


def characters_of(textpage: PdfTextPage) -> tuple[str, list[int] | None]:
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
