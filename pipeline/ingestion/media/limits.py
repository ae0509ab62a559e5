"""Limits of the media: what a file may hold at most, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.limits import DEFAULT_LIMITS, MEBIBYTE, Limits


@dataclass(frozen=True)
class MediaLimits:
    """What one file may hold, and how long its extraction may take.

    The first four are limits of a run. The others keep memory within bounds for files made to
    harm.

    Attributes
    ----------
    max_bytes
        Size of the file.
    max_unpacked_bytes
        Size of all parts of a packed file together, unpacked.
    max_pages
        Pages of a PDF. The longest records of a day fill some 600.
    max_seconds
        Time for one file, in a process of its own.
    max_parts
        Parts of a packed file.
    max_nesting
        Elements around an element. Pages that never close a `<div>` have one more level a speech.
    max_nodes
        Elements and texts of a page or of an XML part.
    max_characters
        Length of the text.
    max_memory_bytes
        Memory that the process may ask for while it reads files, beside what it needs to start.
    """

    max_bytes: int = DEFAULT_LIMITS.max_document_bytes
    max_unpacked_bytes: int = DEFAULT_LIMITS.max_unpacked_bytes
    max_pages: int = DEFAULT_LIMITS.max_document_pages
    max_seconds: float = DEFAULT_LIMITS.max_document_seconds
    max_parts: int = 10_000
    max_nesting: int = 4_000
    max_nodes: int = 3_000_000
    max_characters: int = 50_000_000
    max_memory_bytes: int = 3 * 1024 * MEBIBYTE

    @classmethod
    def of(cls, limits: Limits) -> MediaLimits:
        """Those of a run."""
        return cls(
            max_bytes=limits.max_document_bytes,
            max_unpacked_bytes=limits.max_unpacked_bytes,
            max_pages=limits.max_document_pages,
            max_seconds=limits.max_document_seconds,
        )


DEFAULT_MEDIA_LIMITS = MediaLimits()
"""The limits where none are stated."""
