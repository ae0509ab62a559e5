"""Rules of tables: lines that are drawn over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MIN_RULES = 2
"""Least rules over a place that are those of a table: one may part a title from the text."""

MIN_WIDTH = 24.0
"""Least width of a rule on each side of the place, in points."""


def has_rules(page: PdfPage, place: float) -> bool:
    """Whether rules or boxes are drawn over a place between two columns, left of it and right.

    Parameters
    ----------
    place
        In points from the left of the sheet.
    """
    from pypdfium2 import raw

    heights = set()
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, _ = drawn.get_bounds()
        if left < place - MIN_WIDTH and right > place + MIN_WIDTH:
            heights.add(round(bottom))
    return len(heights) >= MIN_RULES
