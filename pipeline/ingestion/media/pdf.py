"""PDFs: their lines as printed, page by page."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.ingestion.media.extracted import (
    Doubt,
    Extracted,
    ExtractionError,
    Failure,
    Warned,
    check_size,
    check_text,
    library_missing,
)
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.pdf_characters import BoxMemory
from pipeline.ingestion.media.pdf_columns import agreed_gutters, gutter_of, may_be_columns
from pipeline.ingestion.media.pdf_library import start_with_box_font
from pipeline.ingestion.media.pdf_lines import lines_of_pages
from pipeline.ingestion.media.pdf_page import pieces_of
from pipeline.ingestion.media.pdf_pieces import Pieces
from pipeline.ingestion.media.pdf_rules import has_rules
from pipeline.ingestion.media.pdf_text import text_of_lines
from pipeline.messages import message

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_FIRST_KANGXI, _LAST_KANGXI = 0x2F00, 0x2FD5

KANGXI = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in range(_FIRST_KANGXI, _LAST_KANGXI + 1)
}
"""Radicals that some fonts name in the place of kanji: ⽇ for 日."""

_UNMAPPED = re.compile("[\ufffd\u2e80-\u2eff\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Replacement characters, other radicals, and characters that each font uses as it likes."""

_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})\s")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)\b")

PAGES_AT_ONCE = 16
"""Pages that are open together: their places are computed in one go."""

SHOWN_PAGES = 10
"""Most pages that a warning names."""


class _Page(NamedTuple):
    pieces: Pieces
    top: float
    width: float
    has_image: bool
    gutter: float | None


def extract_pdf(content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Extracted:
    """Extract the lines of a PDF as they are printed.

    Raises
    ------
    ExtractionError
        Where the PDF is too large, damaged, protected by a password, or a scan.
    """
    check_size(content, limits)
    try:
        import pypdfium2
    except ImportError as error:
        raise library_missing("pypdfium2") from error
    start_with_box_font()
    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            count = len(document)
            if count > limits.max_pages:
                reason = message("media_too_many_pages", pages=count, limit=limits.max_pages)
                raise ExtractionError(Failure.TOO_LARGE, reason)
            pages = _pages(document, limits)
            stated = document.get_metadata_value("Title").strip() or None
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ExtractionError(Failure.ENCRYPTED, message("media_encrypted")) from error
        reason = message("media_damaged", error=str(error))
        raise ExtractionError(Failure.DAMAGED, reason) from error
    except (ValueError, OverflowError) as error:
        if isinstance(error, ExtractionError):
            raise
        reason = message("media_damaged", error=str(error))
        raise ExtractionError(Failure.DAMAGED, reason) from error
    if not any(page.pieces.texts for page in pages):
        if any(page.has_image for page in pages):
            raise ExtractionError(Failure.SCANNED, message("media_scanned", pages=len(pages)))
        raise ExtractionError(Failure.EMPTY, message("media_no_text"))
    pieces = [page.pieces for page in pages]
    gutters = agreed_gutters([page.gutter for page in pages], pieces)
    lines = lines_of_pages(pieces, gutters, [page.width for page in pages])
    text, starts, furniture = text_of_lines(lines, [page.top for page in pages])
    text, warnings = _radicals(text)
    warnings += _doubts(text, pages, gutters)
    if not _is_whole(content):
        warnings.append(Warned(Doubt.MENDED, "xref"))
    return check_text(
        Extracted(
            text=text,
            extractor=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}",
            pages=tuple(starts),
            furniture=tuple(furniture),
            title=stated,
            warnings=tuple(warnings),
        )
    )


def _is_whole(content: bytes) -> bool:
    """Whether the list of the parts of a PDF is where its end states.

    PDFium searches a damaged file for parts, and does not tell.
    """
    end = content.rfind(b"startxref")
    stated = _STARTXREF.match(content, end) if end >= 0 else None
    if stated is None:
        return False
    # Places count from the header, which a mail or a server may have put something before.
    places = (int(stated[1]), content.find(b"%PDF-") + int(stated[1]))
    return any(_XREF.match(content, place) for place in places)


def _pages(document: PdfDocument, limits: MediaLimits) -> list[_Page]:
    drawn: list[_Page] = []
    memory = BoxMemory()
    characters = 0
    for first in range(0, len(document), PAGES_AT_ONCE):
        numbers = range(first, min(first + PAGES_AT_ONCE, len(document)))
        drawn += _drawn(document, numbers, memory)
        characters += sum(len(text) for page in drawn[first:] for text in page.pieces.texts)
        if characters > limits.max_characters:
            reason = message("media_too_many_characters", limit=limits.max_characters)
            raise ExtractionError(Failure.TOO_LARGE, reason)
    return drawn


def _drawn(document: PdfDocument, numbers: range, memory: BoxMemory) -> list[_Page]:
    """Read some pages, which are open together."""
    from pypdfium2 import raw

    pages: list[PdfPage] = []
    textpages: list[PdfTextPage] = []
    try:
        for number in numbers:
            pages.append(document[number])
            textpages.append(pages[-1].get_textpage())
        found = pieces_of(list(zip(pages, textpages, strict=True)), memory)
        return [
            _Page(
                pieces,
                page.get_width() if is_vertical else page.get_height(),
                page.get_height() if is_vertical else page.get_width(),
                not len(pieces) and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])),
                # Places of a vertical page are not those of its rules.
                gutter_of(pieces, _yes if is_vertical else partial(has_rules, page)),
            )
            for page, (pieces, is_vertical) in zip(pages, found, strict=True)
        ]
    finally:
        for opened in (*textpages, *pages):
            opened.close()


def _yes(_: float) -> bool:
    return True


def _radicals(text: str) -> tuple[str, list[Warned]]:
    """The text with kanji in the place of Kangxi radicals, one for one."""
    # Nearly all records have none, and numbers are searched faster than characters.
    codes = np.frombuffer(text.encode("utf-32-le", errors="replace"), np.uint32)
    count = int(((codes >= _FIRST_KANGXI) & (codes <= _LAST_KANGXI)).sum())
    if not count:
        return text, []
    return text.translate(KANGXI), [Warned(Doubt.RADICALS_REPLACED, str(count))]


def _doubts(text: str, pages: list[_Page], gutters: list[float | None]) -> list[Warned]:
    doubts = {
        Doubt.PAGES_WITHOUT_TEXT: [at for at, page in enumerate(pages, 1) if page.has_image],
        Doubt.COLUMNS_GUESSED: [at for at, one in enumerate(gutters, 1) if one is not None],
        Doubt.COLUMNS_UNCLEAR: [
            at
            for at, (page, gutter) in enumerate(zip(pages, gutters, strict=True), 1)
            if gutter is None and may_be_columns(page.pieces)
        ],
    }
    found = [Warned(doubt, _shown(numbers)) for doubt, numbers in doubts.items() if numbers]
    unmapped = sorted(set(_UNMAPPED.findall(text)))
    if unmapped:
        codes = ", ".join(f"U+{ord(one):04X}" for one in unmapped[:SHOWN_PAGES])
        found.append(Warned(Doubt.UNMAPPED_GLYPHS, codes))
    return found


def _shown(numbers: list[int]) -> str:
    more = ", ..." if len(numbers) > SHOWN_PAGES else ""
    return ", ".join(map(str, numbers[:SHOWN_PAGES])) + more
