"""The lines of all pages of a PDF as one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.extracted import Span
from pipeline.ingestion.media.pdf_breaks import empty_lines_at_breaks
from pipeline.ingestion.media.pdf_lines import PrintedLines
from pipeline.ingestion.media.pdf_wrapping import joined, wrapped_lines
from pipeline.ingestion.media.running_lines import PlacedLines, running_lines

# Brackets of labels that the cell of a table cuts, and the sign before a label.
_SIGN = re.compile("[ \u3000]*[○◯〇◎●◇◆]")
_OPENS, _CLOSES = re.compile("[（(【〔［\\[]"), re.compile("[）)】〕］\\]]")
_OPEN_LABEL = re.compile("[^ \u3000（()）。]{1,12}[（(][^ \u3000（()）]*\u3000")


_WHOLE_LABEL = re.compile("[）)】〕］\\]：:|｜][ \u3000]*$")
_NEW_LABEL = re.compile(f"{_SIGN.pattern}|{_OPENS.pattern}")
"""What ends a label, and what begins another one or a stage direction."""


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
    places = lines.places.at(body)
    goes_on = wrapped_lines([lines.texts[at] for at in body.tolist()], places)
    follows = {int(at) for at, is_one in zip(body, goes_on, strict=True) if is_one}
    hidden = empty_lines_at_breaks(lines.tops[body], places)
    at_breaks = {int(body[at]): count for at, count in hidden.items()}
    return _written(_slots(lines, furniture, follows, at_breaks), len(tops))


@dataclass(slots=True)
class _Slot:
    """A line of the text.

    `pages` are the pages that it stands on, each with where it begins in the line; `before` is how
    many empty lines part it from the one before it; `cell` is where its second cell begins, 0 in a
    line without one; `is_label_full` and `are_words_full` are whether its last line fills a cell.
    """

    text: str
    pages: list[tuple[int, int]]
    before: int
    is_furniture: bool = False
    cell: int = 0
    is_label_full: bool = False
    are_words_full: bool = False

    def go_on(self, text: str, page: int) -> None:
        """Add a line, which may stand on the next page."""
        self.text = joined(self.text, text)
        if page != self.pages[-1][0]:
            self.pages.append((page, len(self.text) - len(text.lstrip(" \u3000"))))

    def has_open_label(self, label: str) -> bool:
        """Whether a label goes on in the bracket that is open in the first cell.

        ○白井課長（総務 / 部情報政策課 / 担当）. Without a sign before it, only what closes it does.
        """
        first = self.text[: self.cell]
        is_open = len(_OPENS.findall(first)) > len(_CLOSES.findall(first))
        if not is_open or _OPENS.search(label):
            return False
        has_sign = bool(_SIGN.match(first)) and not _SIGN.match(label)
        return has_sign or bool(_CLOSES.search(label))

    def has_full_label(self, label: str, words: str) -> bool:
        """Whether a label goes on that fills the first cell: ○市長職務執行 / 者（大木）.

        A row has words. So what stands below a full label without any is the rest of it, and what
        stands beside words that go on in their cell is so too.
        """
        is_whole = bool(_WHOLE_LABEL.search(self.text[: self.cell]))
        if not self.is_label_full or is_whole or _NEW_LABEL.match(label):
            return False
        goes_on = self.are_words_full and not self.text.rstrip(" \u3000").endswith("。")
        return goes_on or not words

    def go_on_in_cells(self, label: str, words: str, page: int) -> None:
        """Add a line to each cell, which may stand on the next page."""
        first, label = self.text[: self.cell], label.strip(" \u3000")
        bare = first.rstrip(" \u3000")
        second = joined(self.text[self.cell :], words) if words else self.text[self.cell :]
        self.text = f"{bare}{label}{first[len(bare) :]}{second}"
        self.pages = [(of, at + len(label) if at else 0) for of, at in self.pages]
        self.cell += len(label)
        if page != self.pages[-1][0]:
            begin = len(self.text) - len(words.lstrip(" \u3000")) if words else len(bare)
            self.pages.append((page, max(begin, self.pages[-1][1])))


def _slots(
    lines: PrintedLines, furniture: set[int], follows: set[int], at_breaks: dict[int, int]
) -> list[_Slot]:
    pages, before = lines.places.page.tolist(), lines.places.before.tolist()
    slots: list[_Slot] = []
    last = -1
    for at, (text, page) in enumerate(zip(lines.texts, pages, strict=True)):
        if at in furniture:
            # How far a page mark is from the text is for the eye alone.
            slots.append(_Slot(text.lstrip(" \u3000"), [(page, 0)], 0, is_furniture=True))
        elif at in follows:
            if last + 1 < len(slots):
                last = _with_feet_before(slots, last, page)
            slots[last].go_on(text, page)
        elif _label_goes_on(slots, last, lines, at):
            cell = lines.cells.get(at, len(text))
            last = _with_feet_before(slots, last, page)
            slots[last].go_on_in_cells(text[:cell], text[cell:], page)
            slots[last].is_label_full = at in lines.full_labels
            slots[last].are_words_full = at in lines.full_words
        else:
            last = len(slots)
            cell = lines.cells.get(at) or _end_of_open_label(text)
            empty = at_breaks.get(at, 0 if _is_below_header(slots, page) else before[at])
            full = (at in lines.full_labels, at in lines.full_words)
            slots.append(_Slot(text, [(page, 0)], empty, False, cell, *full))
    return slots


def _end_of_open_label(text: str) -> int:
    """Where the words begin after a label of which the bracket is open; 0 where there is none."""
    label = _OPEN_LABEL.match(text)
    return label.end() if label else 0


def _is_below_header(slots: list[_Slot], page: int) -> bool:
    """Whether a line comes next after the header of its page, which is set apart for the eye."""
    return bool(slots) and slots[-1].is_furniture and slots[-1].pages[0][0] == page


def _label_goes_on(slots: list[_Slot], last: int, lines: PrintedLines, at: int) -> bool:
    """Whether the first cell of the last row goes on in a line, which may be on the next page."""
    if last < 0 or not slots[last].cell:
        return False
    slot, text, page = slots[last], lines.texts[at], int(lines.places.page[at])
    is_near = not lines.places.before[at] or _is_below_header(slots, page)
    is_next = page - slot.pages[-1][0] in (0, 1) and not text[0].isspace()
    is_narrow = len(text) <= slot.cell or at in lines.cells
    if not (is_near and is_next and is_narrow):
        return False
    cell = lines.cells.get(at, len(text))
    label, words = text[:cell].rstrip(" \u3000"), text[cell:]
    return slot.has_open_label(label) or slot.has_full_label(label, words)


def _with_feet_before(slots: list[_Slot], last: int, page: int) -> int:
    """Put the foot of a page that ends within a line before that line, and return its place."""
    after = slots[last + 1 :]
    feet = [one for one in after if one.pages[0][0] != page]
    if feet:
        heads = [one for one in after if one.pages[0][0] == page]
        slots[last:] = [*feet, slots[last], *heads]
    return last + len(feet)


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
        parts.append("\n" * slot.before + slot.text.rstrip(" ") + "\n")
        at += len(parts[-1])
        if slot.is_furniture:
            furniture.append((start, at - 1))
    starts: list[int] = []
    for page in reversed(range(count)):
        starts.append(begins.get(page, starts[-1] if starts else at))
    return PagedText("".join(parts), starts[::-1], furniture)
