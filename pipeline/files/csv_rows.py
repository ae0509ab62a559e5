"""Rows of CSV that people write; an invalid row is lost alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE_END = re.compile("\r\n|\n|\r")


class CsvRow(NamedTuple):
    """A row and the line, from 1, on which it begins.

    `cells` is None where the row is invalid.
    """

    line: int
    cells: list[str] | None


def rows_of(text: str) -> Iterator[CsvRow]:
    """Read the rows of a CSV text (RFC 4180, any line end).

    Blank lines are skipped. A quote that is never closed, or closes in the middle of a cell, would
    take the following rows with it, so only the first line of such a row is given up.
    """
    lines = _LINE_END.split(text)
    number = 0
    while number < len(lines):
        end = number + 1
        quotes = lines[number].count('"')
        while quotes % 2 and end < len(lines):
            quotes += lines[end].count('"')
            end += 1
        cells = _cells("\n".join(lines[number:end])) if quotes % 2 == 0 else None
        if cells is None:
            end = number + 1
        if cells is None or any(cell.strip() for cell in cells):
            yield CsvRow(number + 1, cells)
        number = end


def _cells(row: str) -> list[str] | None:
    """Return the cells of a single row; None where it is none."""
    try:
        found = list(csv.reader([row], strict=True))
    except csv.Error:
        return None
    if not found:
        return []
    return found[0] if len(found) == 1 else None
