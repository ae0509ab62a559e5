"""`make bench-pdf`: the extraction of PDFs beside what the bare library needs for their text.

Both read the same file in turn, in one process, and each pair gives a ratio; the median counts.
Bare is `get_text_range` of each page: all characters, without lines, columns, blanks and headers.
"""

from __future__ import annotations

import argparse
import io
import statistics
from collections.abc import Callable
from contextlib import closing
from itertools import cycle
from time import process_time

import pypdfium2
from reportlab.lib.pagesizes import A4
from rich.console import Console
from rich.table import Table

from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.sheets import (
    LEADING,
    MARGIN,
    canvas,
    font,
    frame,
    single_column,
    speaker_table,
    two_columns,
    two_columns_row_by_row,
)

PAGES = 100
HEADER = "架空審議会（第３回）議事録"
_SENTENCE = "雲の見方について、先ほどの資料の三頁にある表のとおり、朝と夕方とでは高さが異なります。"
_SPEAKERS = ("○青木会長", "○坂本委員", "○事務局（白井課長）")


def _record(characters: int) -> list[str]:
    """Invented speeches of so many characters together."""
    lines = []
    while characters > 0:
        number = len(lines)
        words = "".join(f"{number}の{at}、{_SENTENCE}" for at in range(1 + number % 5))
        lines.append(f"{_SPEAKERS[number % len(_SPEAKERS)]}　{words}")
        characters -= len(lines[-1])
    return lines


def _rows(characters: int) -> list[tuple[str, str]]:
    return [(line.split("　")[0], line.split("　", 1)[1]) for line in _record(characters)]


def _by_character() -> bytes:
    """Prose of which each character is drawn by itself, as some typesetting programs do."""
    name = font()
    sheet, out = canvas()
    height = A4[1]
    lines = cycle(_record(37 * 40 * PAGES))
    for page in range(1, PAGES + 1):
        frame(sheet, name, page, HEADER)
        for at in range(37):
            for place, character in enumerate(next(lines)[:40]):
                sheet.drawString(MARGIN + place * 10.5, height - MARGIN - at * LEADING, character)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def _first_pages(content: bytes) -> bytes:
    """A PDF of just as many pages as are measured."""
    new = pypdfium2.PdfDocument.new()
    with closing(pypdfium2.PdfDocument(content)) as long, closing(new) as short:
        short.import_pages(long, list(range(PAGES)))
        out = io.BytesIO()
        short.save(out)
    return out.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "prose": lambda: single_column(_record(37 * 43 * PAGES), HEADER)[0],
    "prose, each character drawn by itself": _by_character,
    "two columns": lambda: two_columns(_record(74 * 22 * PAGES), HEADER)[0],
    "two columns, row by row": lambda: two_columns_row_by_row(_record(74 * 22 * PAGES), HEADER)[0],
    "table of speakers and words": lambda: speaker_table(_rows(40 * 36 * PAGES), HEADER)[0],
}
"""Kinds of pages, with what draws at least as many as are measured."""


def bare(content: bytes) -> None:
    """Read the text of each page as the library gives it."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                textpage.get_text_range()


def _seconds(read: Callable[[bytes], object], content: bytes) -> float:
    begun = process_time()
    read(content)
    return process_time() - begun


def main() -> None:
    """Measure in pairs, and print the ratios."""
    parser = argparse.ArgumentParser(prog="bench.pdf")
    parser.add_argument("--pairs", type=int, default=9)
    pairs: int = parser.parse_args().pairs
    console = Console(highlight=False)
    table = Table("pages", "bare, ms", "extracted, ms", "median ratio", "least", "most")
    for kind, draw in KINDS.items():
        content = _first_pages(draw())
        for read in (bare, extract_pdf):
            read(content)
        measured = [(_seconds(bare, content), _seconds(extract_pdf, content)) for _ in range(pairs)]
        ratios = [extracted / alone for alone, extracted in measured]
        table.add_row(
            kind,
            *(f"{statistics.median(side) * 1000:.0f}" for side in zip(*measured, strict=True)),
            f"{statistics.median(ratios):.2f}",
            f"{min(ratios):.2f}",
            f"{max(ratios):.2f}",
        )
    console.print(f"{PAGES} pages of each kind, font {font()}, processor time, {pairs} pairs")
    console.print(table)


if __name__ == "__main__":
    main()
