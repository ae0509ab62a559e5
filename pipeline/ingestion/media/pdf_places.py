"""Where the lines of a PDF stand on their pages."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_rows import Mask, Places


class Side(IntEnum):
    """Where on its page a line stands."""

    WHOLE = 0
    LEFT = 1
    RIGHT = 2


class LinePlaces(NamedTuple):
    """Lines of all pages, a place each.

    Attributes
    ----------
    tail
        How wide the blanks are that are drawn after it.
    begin
        Where what goes on begins: at the left, or where the last cell of a row begins.
    before
        How many empty lines part it from the one before it.
    part
        The number of the column or page.
    gutter
        Where the right column of its page begins; no number where there is none.
    width
        That of its sheet.
    is_row
        Whether it is a row of a table with several cells.
    """

    left: Floats
    right: Floats
    tail: Floats
    begin: Floats
    height: Floats
    before: Places
    part: Places
    page: Places
    side: Places
    gutter: Floats
    width: Floats
    is_row: Mask

    def at(self, lines: Places) -> LinePlaces:
        """Take some lines."""
        return LinePlaces(
            left=self.left[lines],
            right=self.right[lines],
            tail=self.tail[lines],
            begin=self.begin[lines],
            height=self.height[lines],
            before=self.before[lines],
            part=self.part[lines],
            page=self.page[lines],
            side=self.side[lines],
            gutter=self.gutter[lines],
            width=self.width[lines],
            is_row=self.is_row[lines],
        )
