"""The text of a record, without what its pages print around it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingestion.media.extracted import Span


def without_furniture(text: str, furniture: Sequence[Span]) -> str:
    """The text without running headers, footers and page marks, and without their line ends."""
    parts, at = [], 0
    for start, end in furniture:
        parts.append(text[at:start])
        at = end + 1 if text[end : end + 1] == "\n" else end
    return "".join([*parts, text[at:]])
