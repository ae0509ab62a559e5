"""What an extractor returns: the text of a file, where its pages begin, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from pipeline.ingestion.media.limits import MediaLimits
from pipeline.messages import Message, MessageError, message
from pipeline.messages.commands import pip_command

Span = tuple[int, int]
"""Start and end in the text, in code points, end exclusive."""


class Failure(Enum):
    """Why a file has no text."""

    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_SLOW = "too_slow"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    EMPTY = "empty"
    UNDECODABLE = "undecodable"
    FORBIDDEN_XML = "forbidden_xml"
    OTHER_CONTENT = "other_content"
    UNKNOWN_MEDIUM = "unknown_medium"
    REFUSED_MEDIUM = "refused_medium"
    LIBRARY_MISSING = "library_missing"


class Doubt(Enum):
    """What is doubtful about an extracted text."""

    CHARSET_DISAGREES = "charset_disagrees"
    MAIN_TEXT_GUESSED = "main_text_guessed"
    HIDDEN_TEXT_KEPT = "hidden_text_kept"
    HIDDEN_TEXT_LEFT_OUT = "hidden_text_left_out"
    STRUCK_TEXT_LEFT_OUT = "struck_text_left_out"
    IMAGE_IN_TEXT = "image_in_text"
    UNMAPPED_GLYPHS = "unmapped_glyphs"
    RADICALS_REPLACED = "radicals_replaced"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    COLUMNS_GUESSED = "columns_guessed"
    COLUMNS_UNCLEAR = "columns_unclear"
    CONTROLS_LEFT_OUT = "controls_left_out"
    TRACKED_CHANGES = "tracked_changes"
    NOTES_AT_END = "notes_at_end"
    ORDER_BROKEN = "order_broken"
    PART_OF_ANSWER = "part_of_answer"
    CUT_OFF = "cut_off"
    MENDED = "mended"


@dataclass(frozen=True)
class Warned:
    """A doubt, and what it is about: names, counts or pages, for a message to show."""

    doubt: Doubt
    detail: str


@dataclass(frozen=True)
class Meeting:
    """The fields of a meeting that its file states; None where it states none."""

    issue_id: str | None
    session: int | None
    house: str | None
    name: str | None
    issue: str | None
    date: date | None
    url: str | None
    span: Span


@dataclass(frozen=True)
class Speech:
    """A speech that its file states; None where it states none.

    Attributes
    ----------
    span
        Where the speech lies in the text.
    order
        Its number in the meeting; 0 is the front matter.
    meeting
        Index of its meeting in `Extracted.meetings`.
    """

    span: Span
    order: int | None
    meeting: int
    speech_id: str | None
    speaker: str | None
    yomi: str | None
    role: str | None
    group: str | None
    position: str | None
    url: str | None


@dataclass(frozen=True)
class Extracted:
    r"""The text of a file.

    Attributes
    ----------
    text
        Lines, each ended by ``\n``.
    extractor
        Name and version of what read it, such as `selectolax 1.0.2`.
    pages
        Offsets at which the pages begin; empty for a medium without pages.
    furniture
        Spans of running headers, footers and page marks, in order.
    title, canonical_url, published
        What the file itself states; `published` is an ISO day.
    encoding
        The character encoding of the file, where it has one.
    meetings, speeches
        Rows, where the file is structured.
    """

    text: str
    extractor: str
    pages: tuple[int, ...] = ()
    furniture: tuple[Span, ...] = ()
    title: str | None = None
    canonical_url: str | None = None
    published: str | None = None
    encoding: str | None = None
    warnings: tuple[Warned, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    speeches: tuple[Speech, ...] = ()


class ExtractionError(MessageError, ValueError):
    """A file has no text that can be taken in; `reason` is the message, `failure` its kind."""

    def __init__(self, failure: Failure, reason: Message) -> None:
        super().__init__(reason)
        self.failure = failure

    def __reduce__(self) -> tuple[type[ExtractionError], tuple[Failure, Message]]:
        return ExtractionError, (self.failure, self.reason)


def check_size(content: bytes, limits: MediaLimits) -> None:
    """Refuse a file that is larger than the limit, or empty.

    Raises
    ------
    ExtractionError
        TOO_LARGE or EMPTY.
    """
    if not content:
        raise ExtractionError(Failure.EMPTY, message("file_empty"))
    if len(content) > limits.max_bytes:
        reason = message("too_large", size=len(content), limit=limits.max_bytes)
        raise ExtractionError(Failure.TOO_LARGE, reason)


def check_text(extracted: Extracted) -> Extracted:
    """Return what was extracted, without NUL and other controls.

    Raises
    ------
    ExtractionError
        EMPTY, where no visible character is left.
    """
    if not extracted.text.strip():
        raise ExtractionError(Failure.EMPTY, message("media_no_text"))
    # Nearly all texts hold none: to look whether one is there is faster than to count it.
    found = [control for control in _CONTROLS if control in extracted.text]
    controls = sum(map(extracted.text.count, found))
    if not controls:
        return extracted
    # One for one, so that every span holds.
    warned = Warned(Doubt.CONTROLS_LEFT_OUT, str(controls))
    text = extracted.text.translate(dict.fromkeys(map(ord, _CONTROLS), " "))
    return replace(extracted, text=text, warnings=(*extracted.warnings, warned))


_CONTROLS = "".join(map(chr, (*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85))))


def library_missing(library: str) -> ExtractionError:
    """The error for a medium whose library is not installed."""
    reason = message(
        "media_library_missing", library=library, command=pip_command("install", MEDIA_EXTRA)
    )
    return ExtractionError(Failure.LIBRARY_MISSING, reason)


MEDIA_EXTRA = "gijiroku[media]"
"""The part of this package that brings the libraries."""
