"""PDFs: their lines as printed, page by page."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from pipeline.ingestion.media.extracted import (
    Doubt,
    Extracted,
    ExtractionError,
    Failure,
    Span,
    Warned,
    check_size,
    check_text,
    library_missing,
)
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.pdf_lines import (
    PrintedLine,
    gutters_of,
    lines_of_page,
    may_be_columns,
)
from pipeline.ingestion.media.pdf_page import Piece, pieces_of
from pipeline.ingestion.media.running_lines import PlacedLine, running_lines
from pipeline.messages import message

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""Radicals that some fonts name in the place of kanji: ⽇ for 日."""

_KANGXI = re.compile("[\u2f00-\u2fd5]")
_UNMAPPED = re.compile("[\ufffd\u2e80-\u2eff\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Replacement characters, other radicals, and characters that each font uses as it likes."""

SHOWN_PAGES = 10
"""Most pages that a warning names."""


class _Page(NamedTuple):
    lines: list[PrintedLine]
    top: float
    is_in_columns: bool
    is_unclear: bool
    has_image: bool


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
    if not any(page.lines for page in pages):
        if any(page.has_image for page in pages):
            raise ExtractionError(Failure.SCANNED, message("media_scanned", pages=len(pages)))
        raise ExtractionError(Failure.EMPTY, message("media_no_text"))
    text, starts, furniture = _joined(pages)
    text, warnings = _radicals(text)
    warnings += _doubts(text, pages)
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


class _Drawn(NamedTuple):
    pieces: list[Piece]
    top: float
    has_image: bool


def _pages(document: PdfDocument, limits: MediaLimits) -> list[_Page]:
    drawn: list[_Drawn] = []
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page:
            drawn.append(_read(page))
        characters += sum(len(piece.text) for piece in drawn[-1].pieces)
        if characters > limits.max_characters:
            reason = message("media_too_many_characters", limit=limits.max_characters)
            raise ExtractionError(Failure.TOO_LARGE, reason)
    gutters = gutters_of([page.pieces for page in drawn])
    return [
        _Page(
            lines_of_page(page.pieces, gutter),
            page.top,
            is_in_columns=gutter is not None,
            is_unclear=gutter is None and may_be_columns(page.pieces),
            has_image=page.has_image,
        )
        for page, gutter in zip(drawn, gutters, strict=True)
    ]


def _read(page: PdfPage) -> _Drawn:
    from pypdfium2 import raw

    with closing(page.get_textpage()) as textpage:
        pieces, is_vertical = pieces_of(page, textpage)
    has_image = not pieces and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    return _Drawn(pieces, page.get_width() if is_vertical else page.get_height(), has_image)


def _joined(pages: list[_Page]) -> tuple[str, list[int], list[Span]]:
    """All lines as one text, the offset of each page, and the spans of furniture."""
    placed = [[PlacedLine(one.text, page.top - one.top) for one in page.lines] for page in pages]
    running = running_lines(placed)
    parts: list[str] = []
    starts: list[int] = []
    furniture: list[Span] = []
    at = 0
    for page, of_page in zip(pages, running, strict=True):
        starts.append(at)
        for number, line in enumerate(page.lines):
            written = ("\n" if line.before else "") + line.text + "\n"
            if number in of_page:
                furniture.append((at + len(written) - len(line.text) - 1, at + len(written) - 1))
            parts.append(written)
            at += len(written)
    return "".join(parts), starts, furniture


def _radicals(text: str) -> tuple[str, list[Warned]]:
    """The text with kanji in the place of Kangxi radicals, one for one."""
    count = len(_KANGXI.findall(text))
    if not count:
        return text, []
    return text.translate(KANGXI), [Warned(Doubt.RADICALS_REPLACED, str(count))]


def _doubts(text: str, pages: list[_Page]) -> list[Warned]:
    doubts = {
        Doubt.PAGES_WITHOUT_TEXT: [at for at, page in enumerate(pages, 1) if page.has_image],
        Doubt.COLUMNS_GUESSED: [at for at, page in enumerate(pages, 1) if page.is_in_columns],
        Doubt.COLUMNS_UNCLEAR: [at for at, page in enumerate(pages, 1) if page.is_unclear],
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
