"""Limits of the media: what a file may hold at most, in one place."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class MediaLimits:
    """What one file may hold, and how long its extraction may take.

    Attributes
    ----------
    max_bytes
        Size of the file.
    max_unpacked_bytes
        Size of all parts of a packed file together, unpacked.
    max_parts
        Parts of a packed file.
    max_pages
        Pages of a PDF. The longest records of a day fill some 600.
    max_nesting
        Elements around an element. Pages that never close a `<div>` have one more level a speech.
    max_nodes
        Elements and texts of a page or of an XML part.
    max_seconds
        Time for one file, in a process of its own.
    max_characters
        Length of the text.
    max_memory_bytes
        Memory that the process may ask for while it reads files, beside what it needs to start.
    """

    max_bytes: int = 64 * MEBIBYTE
    max_unpacked_bytes: int = 256 * MEBIBYTE
    max_parts: int = 10_000
    max_pages: int = 5_000
    max_nesting: int = 4_000
    max_nodes: int = 3_000_000
    max_seconds: float = 60.0
    max_characters: int = 50_000_000
    max_memory_bytes: int = 3 * 1024 * MEBIBYTE


DEFAULT_MEDIA_LIMITS = MediaLimits()
"""The limits where none are stated."""
