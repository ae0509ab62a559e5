"""Pieces: text of a page in one line, with its place on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.ingestion.media.pdf_characters import Floats

WIDE_GAP = 0.9
"""Least width of a gap, in heights of the text, that is shown as an ideographic space."""

GAP_OF_PIECES = 1.8
"""The same of a gap that parts two pieces, which may stand in different columns."""

WIDE_BLANK = "　"

HYPHEN = re.compile("[\x02\xad]")
"""What PDFium writes in the place of a hyphen at the end of a line, and the soft hyphen."""

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
    blanks
        How many blanks are drawn between it and the piece before it in its line; 0 where that is
        a gap without any.
    tail
        How wide the blanks are that are drawn after it.
    """

    text: str
    left: float
    right: float
    middle: float
    height: float
    blanks: int = 0
    tail: float = 0.0


@dataclass(frozen=True)
class Pieces:
    """Pieces of a page, column by column."""

    texts: list[str]
    left: Floats
    right: Floats
    middle: Floats
    height: Floats
    blanks: npt.NDArray[np.intp]
    tail: Floats

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Pieces:
        """Put pieces into columns."""
        rows = list(pieces)
        numbers = np.array([row[1:] for row in rows], np.float64).reshape(len(rows), 6)
        left, right, middle, height, blanks, tail = numbers.T
        texts = [row.text for row in rows]
        return cls(texts, left, right, middle, height, blanks.astype(np.intp), tail)

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: npt.NDArray[np.intp]) -> Pieces:
        """Take the pieces at places, in that order."""
        texts = self.texts
        return Pieces(
            [texts[place] for place in places.tolist()],
            self.left[places],
            self.right[places],
            self.middle[places],
            self.height[places],
            self.blanks[places],
            self.tail[places],
        )

    def between(self, start: int, end: int) -> Pieces:
        """Take the pieces from a place up to another."""
        here = slice(start, end)
        return Pieces(
            self.texts[here],
            self.left[here],
            self.right[here],
            self.middle[here],
            self.height[here],
            self.blanks[here],
            self.tail[here],
        )


def written(text: str) -> str:
    """A text with a hyphen for what PDFium writes in the place of one."""
    return HYPHEN.sub("-", text)
