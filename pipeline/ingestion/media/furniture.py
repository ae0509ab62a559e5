"""Furniture: what stands on a page for its own sake, known by its recurrence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.ingestion.media.extracted import Span

_COUNT = re.compile(r"[ 　]*(\d{1,5})[ 　]*[:：][ 　]*")
MIN_COUNTED_LINES = 5
"""Least lines of nothing but a number and a colon that count up by one."""


def lines_with_spans(text: str) -> Iterator[tuple[str, Span]]:
    """The lines of a text, each with its span, its end left out."""
    at = 0
    for line in text.split("\n"):
        yield line, (at, at + len(line))
        at += len(line) + 1


def counted_lines(text: str) -> tuple[Span, ...]:
    """The numbers that a search system prints between speeches: 1: 2: 3:, each in its own line."""
    found: list[tuple[int, Span]] = []
    for line, span in lines_with_spans(text):
        count = _COUNT.fullmatch(line)
        if count:
            found.append((int(count[1]), span))
    numbers = [number for number, _ in found]
    if len(found) < MIN_COUNTED_LINES or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return ()
    return tuple(span for _, span in found)
