"""PDFs that show a record in one or two columns, with running headers and page marks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import zip_longest

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SIZE = 10.5
LEADING = 18.0
WIDTH, HEIGHT = A4
MARGIN = 72.0


def font() -> str:
    """The font that every reader of PDFs has, wherever the file is made."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    return "HeiseiMin-W3"


def canvas() -> tuple[Canvas, io.BytesIO]:
    out = io.BytesIO()
    return Canvas(out, pagesize=A4, invariant=1), out


def wrapped(lines: list[str], width: float, name: str) -> Iterator[str]:
    """The lines as they are printed."""
    for line in lines:
        printed = ""
        for character in line.rstrip():
            if pdfmetrics.stringWidth(printed + character, name, SIZE) > width:
                yield printed
                printed = ""
            printed += character
        yield printed


def pages_of(printed: list[str], of_page: int) -> Iterator[list[str]]:
    for at in range(0, len(printed), of_page):
        yield printed[at : at + of_page]


def frame(sheet: Canvas, name: str, number: int, header: str) -> None:
    sheet.setFont(name, 9)
    if header:
        sheet.drawString(MARGIN, HEIGHT - 40, header)
    sheet.drawCentredString(WIDTH / 2, 36, f"- {number} -")
    sheet.setFont(name, SIZE)


def single_column(lines: list[str], header: str = "") -> tuple[bytes, list[str]]:
    """The PDF and the lines that are printed in it, running ones aside."""
    name = font()
    sheet, out = canvas()
    printed = list(wrapped(lines, WIDTH - 2 * MARGIN, name))
    for number, page in enumerate(pages_of(printed, 37), 1):
        frame(sheet, name, number, header)
        for at, line in enumerate(page):
            sheet.drawString(MARGIN, HEIGHT - MARGIN - at * LEADING, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue(), printed


def two_columns(
    lines: list[str], header: str = "", is_row_by_row: bool = False
) -> tuple[bytes, list[str]]:
    """The same in two columns, drawn column by column, or as typesetting programs do."""
    name = font()
    sheet, out = canvas()
    width = (WIDTH - 2 * MARGIN - 24) / 2
    printed = list(wrapped(lines, width, name))
    for number, page in enumerate(pages_of(printed, 74), 1):
        frame(sheet, name, number, header)
        places = [
            (MARGIN + column * (width + 24), HEIGHT - MARGIN - at * LEADING, line)
            for column in (0, 1)
            for at, line in enumerate(page[column * 37 : column * 37 + 37])
        ]
        if is_row_by_row:
            places.sort(key=lambda place: (-place[1], place[0]))
        for x, y, line in places:
            sheet.drawString(x, y, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue(), printed


def two_columns_row_by_row(lines: list[str], header: str = "") -> tuple[bytes, list[str]]:
    return two_columns(lines, header, is_row_by_row=True)


def speaker_table(rows: list[tuple[str, str]], header: str = "") -> tuple[bytes, list[str]]:
    """A table of speakers and words, one row a speech."""
    name = font()
    sheet, out = canvas()
    left, begin = MARGIN, MARGIN + 90
    y, number = HEIGHT - MARGIN, 1
    frame(sheet, name, number, header)
    printed = []
    for speaker, words in rows:
        # A cell cuts a label that is wider than it.
        labels = wrapped([speaker], begin - left - SIZE, name)
        cell = wrapped([words], WIDTH - MARGIN - begin, name)
        for label, line in zip_longest(labels, cell, fillvalue=""):
            if y < MARGIN:
                sheet.showPage()
                number += 1
                frame(sheet, name, number, header)
                y = HEIGHT - MARGIN
            sheet.drawString(left, y, label)
            sheet.drawString(begin, y, line)
            printed.append(f"{label}　{line}" if label else line)
            y -= LEADING
    sheet.showPage()
    sheet.save()
    return out.getvalue(), printed


SHEETS: dict[str, Callable[[list[str], str], tuple[bytes, list[str]]]] = {
    made.__name__: made for made in (single_column, two_columns, two_columns_row_by_row)
}
