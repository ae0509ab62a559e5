"""The lines of all pages of a PDF as one text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.extracted import Span
from pipeline.ingestion.media.pdf_lines import PrintedLines
from pipeline.ingestion.media.pdf_wrapping import joined, wrapped_lines
from pipeline.ingestion.media.running_lines import PlacedLines, running_lines


class PagedText(NamedTuple):
    """A text, where each page begins in it, and the spans of its furniture."""

    text: str
    page_starts: list[int]
    furniture: list[Span]


def text_of_lines(lines: PrintedLines, tops: list[float]) -> PagedText:
    """Put lines together, a sentence that a margin cuts in one.

    Where a page ends within a sentence, its foot stands before the sentence and the head of the
    next page after it, so that the next page begins within the line.

    Parameters
    ----------
    tops
        How high the sheet of each page is.
    """
    pages = list(lines.pages(len(tops)))
    running = running_lines(
        [
            PlacedLines(
                lines.texts[page.start : page.stop], top - lines.tops[page.start : page.stop]
            )
            for page, top in zip(pages, tops, strict=True)
        ]
    )
    furniture = {
        page.start + at for page, found in zip(pages, running, strict=True) for at in found
    }
    body = np.array([at for at in range(len(lines.texts)) if at not in furniture], np.intp)
    goes_on = wrapped_lines([lines.texts[at] for at in body.tolist()], lines.places.at(body))
    follows = {int(at) for at, is_one in zip(body, goes_on, strict=True) if is_one}
    return _written(_slots(lines, furniture, follows), len(tops))


class _Slot:
    """A line of the text, and where in it the next page begins if it goes on there."""

    def __init__(self, text: str, page: int, before: int, *, is_furniture: bool) -> None:
        self.text = text
        self.before = before
        self.is_furniture = is_furniture
        self.pages = [(page, 0)]

    def go_on(self, text: str, page: int) -> None:
        """Add a line, which may stand on the next page."""
        self.text = joined(self.text, text)
        if page != self.pages[-1][0]:
            self.pages.append((page, len(self.text) - len(text.lstrip(" \u3000"))))


def _slots(lines: PrintedLines, furniture: set[int], follows: set[int]) -> list[_Slot]:
    pages, before = lines.places.page.tolist(), lines.before.tolist()
    slots: list[_Slot] = []
    last = -1
    for at, (text, page) in enumerate(zip(lines.texts, pages, strict=True)):
        if at in follows:
            # The foot of the page that ends here goes before the line.
            feet = [one for one in slots[last + 1 :] if one.pages[0][0] != page]
            if feet:
                heads = [one for one in slots[last + 1 :] if one.pages[0][0] == page]
                slots[last:] = [*feet, slots[last], *heads]
                last += len(feet)
            slots[last].go_on(text, page)
            continue
        is_furniture = at in furniture
        if not is_furniture:
            last = len(slots)
        if is_furniture:
            # How far a page mark is from the text is for the eye alone.
            slots.append(_Slot(text.lstrip(" \u3000"), page, 0, is_furniture=True))
        else:
            slots.append(_Slot(text, page, before[at], is_furniture=False))
    return slots


def _written(slots: list[_Slot], count: int) -> PagedText:
    parts: list[str] = []
    begins: dict[int, int] = {}
    furniture: list[Span] = []
    at = 0
    for slot in slots:
        # Empty lines before the first line of a page belong to none.
        start = at + slot.before
        for page, offset in slot.pages:
            begins.setdefault(page, start + offset if offset else at)
        parts.append("\n" * slot.before + f"{slot.text}\n")
        at += len(parts[-1])
        if slot.is_furniture:
            furniture.append((start, at - 1))
    starts: list[int] = []
    for page in reversed(range(count)):
        starts.append(begins.get(page, starts[-1] if starts else at))
    return PagedText("".join(parts), starts[::-1], furniture)
