"""The text of a source file: decoded, or taken out of a page, a PDF or a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from pipeline.ingestion.decoding import UndecodableError, decode
from pipeline.ingestion.media.doubts import DOUBTS
from pipeline.ingestion.media.extracted import (
    Extracted,
    ExtractionError,
    Failure,
    Meeting,
    Span,
    Speech,
)
from pipeline.ingestion.media.isolated import IsolatedExtractor
from pipeline.ingestion.media.medium import (
    MEDIA_TYPES,
    MEDIUM_OF_ENDING,
    Medium,
    medium_of,
)
from pipeline.ingestion.media_kinds import kind_of_bytes, kind_of_text, not_text
from pipeline.ingestion.page_values import NO_PAGE_VALUES, PageValues, page_values
from pipeline.ingestion.source_files import Fault
from pipeline.messages import message
from schemas.vocabulary import Severity

RULES = {
    Failure.EMPTY: "not_empty",
    Failure.UNDECODABLE: "decodes",
    Failure.OTHER_CONTENT: "media_type",
    Failure.UNKNOWN_MEDIUM: "media_type",
    Failure.REFUSED_MEDIUM: "media_type",
}
"""Rules that other files break as well; of all other failures it is `extracts`."""


@dataclass(frozen=True)
class SourceText:
    """The text of a file and what is known of it.

    Attributes
    ----------
    media_type
        What the file is.
    text
        None where there is a `fault`.
    encoding
        Of plain text, and of what has a character encoding.
    extractor
        Name and version of what took the text out; None for plain text.
    pages
        Offsets at which the pages begin; empty for a medium without pages.
    furniture
        Spans of running headers, footers and page marks.
    meetings, speeches
        What the fields of the file state of them.
    of_page
        What a web page states of itself.
    fault
        Why there is no text.
    doubts
        What is doubtful about the text, as warnings.
    """

    media_type: str
    text: str | None = None
    encoding: str | None = None
    extractor: str | None = None
    pages: tuple[int, ...] = ()
    furniture: tuple[Span, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    speeches: tuple[Speech, ...] = ()
    of_page: PageValues = NO_PAGE_VALUES
    fault: Fault | None = None
    doubts: tuple[Fault, ...] = ()


def source_text(name: str, content: bytes, extractor: IsolatedExtractor) -> SourceText:
    """Read the text of a file by its medium.

    Parameters
    ----------
    name
        Its name; the ending is one of a medium that is read.
    content
        All of its bytes.
    """
    medium = MEDIUM_OF_ENDING[PurePath(name).suffix.lower()]
    if medium is Medium.TEXT:
        return _plain(content)
    kind = kind_of_bytes(content)
    media_type = MEDIA_TYPES[medium]
    try:
        medium_of(name, content)
    except ExtractionError as error:
        return SourceText(kind.media_type if kind else media_type, fault=_fault(error))
    try:
        return _of(media_type, extractor.extract(medium, content))
    except ExtractionError as error:
        return SourceText(media_type, fault=_fault(error))


def _plain(content: bytes) -> SourceText:
    """The text of a plain text, or what else it is."""
    media_type = MEDIA_TYPES[Medium.TEXT]
    kind = kind_of_bytes(content)
    if kind:
        return SourceText(kind.media_type, fault=Fault("media_type", not_text(kind)))
    try:
        decoded = decode(content)
    except UndecodableError as error:
        return SourceText(media_type, fault=Fault("decodes", error.reason, error.line))
    kind = kind_of_text(decoded.text)
    if kind:
        return SourceText(kind.media_type, fault=Fault("media_type", not_text(kind)))
    if not decoded.text.strip():
        return SourceText(media_type, fault=Fault("not_empty", message("only_white_space")))
    return SourceText(media_type, decoded.text, decoded.encoding)


def _fault(error: ExtractionError) -> Fault:
    return Fault(RULES.get(error.failure, "extracts"), error.reason)


def _of(media_type: str, extracted: Extracted) -> SourceText:
    doubts = tuple(
        Fault(expected.rule, message(expected.rule, detail=warned.detail), severity=Severity.WARN)
        for warned in extracted.warnings
        for expected in [DOUBTS[warned.doubt]]
    )
    return SourceText(
        media_type,
        extracted.text,
        extracted.encoding,
        extracted.extractor,
        extracted.pages,
        extracted.furniture,
        extracted.meetings,
        extracted.speeches,
        page_values(extracted) if media_type == MEDIA_TYPES[Medium.HTML] else NO_PAGE_VALUES,
        doubts=doubts,
    )
