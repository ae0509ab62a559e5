"""Running lines: headers, footers and page marks, known by their recurrence over pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_rows import SET_APART, usual_step

MIN_PAGES = 3
"""Least pages on which a line must recur to be a running header or footer; two where it is set
apart from the text."""

MIN_SHARE_OF_PAGES = 0.4
"""Least share of the pages on which it must: headers of odd and even pages may differ."""

MIN_LETTERS = 3
"""Least letters and kanji of a header or footer: columns may begin with 。 or す。 by chance."""

MIN_LETTERS_APART = 2
"""The same where the line is set apart from the text on each page."""

MIN_LETTERS_OUTERMOST = 8
"""Least letters and kanji of a header or footer of two pages that no distance sets apart; the two
are the same to the digit."""

LINES_AT_THE_EDGE = 2
"""Lines at the top and at the bottom of a page that may be furniture."""

MAX_SHIFT = 3.0
"""Farthest, in points, that a running line moves from page to page."""

_DIGITS = re.compile("[0-9０-９]+")
_PAGE_MARK = re.compile(
    r"(?:[-－―–—‐−]+\d{1,4}[-－―–—‐−]+|\d{1,4}|\d{1,4}[/／]\d{1,4}|[PpＰ][.．]?\d{1,4}|"
    r"\d{1,4}ページ|[（(]\d{1,4}[)）])"
)


class PlacedLines(NamedTuple):
    """The lines of a page and how far their tops are from the top of the sheet, in points."""

    texts: Sequence[str]
    places: Sequence[float] | Floats


class _Edge(NamedTuple):
    """A line at the edge of a page: whether it is the outermost, and set apart from the text.

    `is_apart_on_page` is the same by the distances on its page alone.
    """

    page: int
    line: int
    side: str
    text: str
    place: float
    is_outermost: bool
    is_apart: bool
    is_apart_on_page: bool


def running_lines(pages: Sequence[PlacedLines]) -> list[set[int]]:
    """The numbers of the lines of each page that are headers, footers and page marks.

    A line is one where a line of the same words stands at the same height on other pages, or where
    it is a page mark that counts the pages.
    """
    usual = _usual_step(pages)
    edges = [edge for number, page in enumerate(pages) for edge in _edges(number, page, usual)]
    shown = sum(1 for page in pages if page.texts)
    found: list[set[int]] = [set() for _ in pages]
    for edge in [*_recurring(edges, shown), *_page_marks(edges, shown)]:
        found[edge.page].add(edge.line)
    others = [edge for edge in edges if edge.line not in found[edge.page]]
    for edge in _repeating(others, pages):
        found[edge.page].add(edge.line)
    return found


def _recurring(edges: list[_Edge], shown: int) -> Iterator[_Edge]:
    alike: dict[tuple[str, str], list[_Edge]] = {}
    for edge in edges:
        # Numbers of pages count up in them.
        words = _DIGITS.sub("#", "".join(edge.text.split()))
        alike.setdefault((edge.side, words), []).append(edge)
    for (_, words), of_words in alike.items():
        usual = sorted(edge.place for edge in of_words)[len(of_words) // 2]
        placed = [edge for edge in of_words if abs(edge.place - usual) <= MAX_SHIFT]
        is_apart = all(edge.is_apart for edge in placed)
        letters = sum(map(str.isalpha, words))
        if letters < (MIN_LETTERS_APART if is_apart else MIN_LETTERS):
            continue
        is_one = len({edge.text for edge in placed}) == 1
        is_outermost = all(edge.is_outermost for edge in placed)
        is_long = letters >= MIN_LETTERS_OUTERMOST and is_one and is_outermost
        least = 2 if is_apart or is_long else MIN_PAGES
        pages = {edge.page for edge in placed}
        if len(pages) >= max(least, MIN_SHARE_OF_PAGES * shown):
            yield from placed


def _repeating(edges: list[_Edge], pages: Sequence[PlacedLines]) -> Iterator[_Edge]:
    """The first line of a page, set apart, whose words begin a line of the text again.

    The only page of a short record has the title of the record above it. The title may have
    several lines: 第6回協議会 会議要旨 and 令和元年度第6回架空協議会 議事録.
    """
    for edge in edges:
        if not (edge.is_outermost and edge.is_apart_on_page and edge.side == "top"):
            continue
        words = "".join(edge.text.split())
        if sum(map(str.isalpha, words)) < MIN_LETTERS:
            continue
        others = ["".join(text.split()) for text in pages[edge.page].texts]
        others[edge.line] = ""
        following = "".join(others)
        begins = accumulate(map(len, others), initial=0)
        is_of_lines = len(pages) == 1 and any(following.startswith(words, at) for at in begins)
        if is_of_lines or any(text.startswith(words) for text in others):
            yield edge


def _page_marks(edges: list[_Edge], shown: int) -> list[_Edge]:
    """The first or last line of each page that is a number which counts the pages."""
    counted: dict[int, list[_Edge]] = {}
    for edge in edges:
        words = "".join(edge.text.split())
        number = re.search(r"\d+", words)
        if edge.is_outermost and number and _PAGE_MARK.fullmatch(words):
            counted.setdefault(int(number[0]) - edge.page, []).append(edge)
    marks = max(counted.values(), key=len, default=[])
    if len(marks) >= max(2, MIN_SHARE_OF_PAGES * shown):
        return marks
    is_certain = shown == 1 and bool(marks) and marks[0].is_apart
    return marks if is_certain else []


def _usual_step(pages: Sequence[PlacedLines]) -> float:
    """The distance from line to line: the last page may have too few lines to show it."""
    steps = [np.diff(np.sort(np.asarray(page.places, np.float64))) for page in pages]
    return _usual(np.concatenate(steps)) if steps else 0.0


def _usual(steps: Floats) -> float:
    """The same of such distances; lines of two columns stand side by side, without any."""
    return usual_step(steps[steps > MAX_SHIFT])


def _edges(number: int, page: PlacedLines, usual: float) -> Iterator[_Edge]:
    order = np.argsort(page.places, kind="stable")
    places = np.asarray(page.places, np.float64)[order]
    steps = places[1:] - places[:-1]
    of_page = _usual(steps)
    usual = min(filter(None, (usual, of_page)), default=0.0)
    count = len(order)
    at_the_top = range(min(LINES_AT_THE_EDGE, count))
    for rank in [*at_the_top, *range(max(len(at_the_top), count - LINES_AT_THE_EDGE), count)]:
        at = int(order[rank])
        from_top, from_bottom = rank, count - 1 - rank
        is_top = from_top <= from_bottom
        around = steps[: rank + 1][-1:] if is_top else steps[rank - 1 : rank]
        step = float(around[0]) if len(around) else 0.0
        yield _Edge(
            number,
            at,
            "top" if is_top else "bottom",
            page.texts[at],
            float(places[rank]),
            min(from_top, from_bottom) == 0,
            step > SET_APART * usual,
            step > SET_APART * of_page,
        )
