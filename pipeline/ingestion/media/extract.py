"""Extraction of a file by its medium."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.ingestion.media.diet import extract_diet_json, extract_diet_xml
from pipeline.ingestion.media.docx import extract_docx
from pipeline.ingestion.media.extracted import Extracted
from pipeline.ingestion.media.html import extract_html
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.medium import Medium
from pipeline.ingestion.media.pdf import extract_pdf

EXTRACTORS: dict[Medium, Callable[[bytes, MediaLimits], Extracted]] = {
    Medium.HTML: extract_html,
    Medium.PDF: extract_pdf,
    Medium.DOCX: extract_docx,
    Medium.DIET_XML: extract_diet_xml,
    Medium.DIET_JSON: extract_diet_json,
}
"""The extractor of each medium; plain text has none, since decoding is all that it needs."""


def extract(
    medium: Medium, content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS
) -> Extracted:
    """Extract the text of a file in this process.

    Raises
    ------
    ExtractionError
        Where the file has no text that can be taken in.
    KeyError
        Where the medium is plain text.
    """
    return EXTRACTORS[medium](content, limits)
