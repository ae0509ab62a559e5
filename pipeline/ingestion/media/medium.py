"""Medium: what a file is, where its ending and its first bytes agree."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media_kinds import (
    BYTES_LOOKED_AT,
    DOCX,
    Kind,
    kind_of_bytes,
    kind_of_ending,
)
from pipeline.messages import Message, message


class Medium(Enum):
    """A medium that is read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    DIET_XML = "diet_xml"
    DIET_JSON = "diet_json"


MEDIUM_OF_ENDING = {
    ".txt": Medium.TEXT,
    ".html": Medium.HTML,
    ".htm": Medium.HTML,
    ".xhtml": Medium.HTML,
    ".pdf": Medium.PDF,
    ".docx": Medium.DOCX,
    ".xml": Medium.DIET_XML,
    ".json": Medium.DIET_JSON,
}

MEDIA_TYPES = {
    Medium.TEXT: "text/plain",
    Medium.HTML: "text/html",
    Medium.PDF: "application/pdf",
    Medium.DOCX: DOCX,
    Medium.DIET_XML: "application/xml",
    Medium.DIET_JSON: "application/json",
}

_BLANKS = b" \t\r\n\f\x00"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def medium_of(name: str, content: bytes) -> Medium:
    """Return the medium of a file.

    Parameters
    ----------
    name
        Its name; the ending says what it should be.
    content
        All of its bytes: of a packed file the list of parts is at its end.

    Raises
    ------
    ExtractionError
        REFUSED_MEDIUM or UNKNOWN_MEDIUM by its ending; OTHER_CONTENT where its bytes are of
        another medium than its ending.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in MEDIUM_OF_ENDING:
        is_known = kind_of_ending(ending) is not None
        failure = Failure.REFUSED_MEDIUM if is_known else Failure.UNKNOWN_MEDIUM
        raise ExtractionError(failure, not_read(ending))
    medium = MEDIUM_OF_ENDING[ending]
    if not _begins_as(medium, content):
        raise ExtractionError(Failure.OTHER_CONTENT, _other(ending, content))
    return medium


def not_read(ending: str) -> Message:
    """What to say of a file whose ending is that of no medium."""
    readable = ", ".join(MEDIUM_OF_ENDING)
    kind = kind_of_ending(ending)
    if kind is None:
        shown = ending or message("no_ending")
        return message("media_type_not_read", ending=shown, readable=readable)
    advice = message(kind.advice)
    return message("media_type_known", ending=ending, readable=readable, advice=advice)


def _begins_as(medium: Medium, content: bytes) -> bool:
    start = content[:BYTES_LOOKED_AT]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip(_BLANKS)
    match medium:
        case Medium.PDF:
            # Readers take what stands before the header, such as that of a mail.
            return b"%PDF-" in content[:1024]
        case Medium.DOCX:
            return content.startswith(b"PK\x03\x04") and b"word/" in content
        case Medium.DIET_XML:
            return start.startswith(b"<")
        case Medium.DIET_JSON:
            return start.startswith((b"{", b"["))
        case Medium.HTML:
            # Fragments of pages begin with any tag or text.
            return kind_of_bytes(content) is None
        case Medium.TEXT:
            return kind_of_bytes(content) is None


def _other(ending: str, content: bytes) -> Message:
    kind: Kind | None = kind_of_bytes(content)
    if kind is None:
        return message("media_not_of_ending", ending=ending)
    return message("media_other_than_ending", ending=ending, kind=message(kind.name))
