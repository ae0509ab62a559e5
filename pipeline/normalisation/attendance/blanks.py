"""Blanks: how wide they are, where they stand for a joined line end, and a text without them."""

from __future__ import annotations

import re
from functools import cache

WRAP = "\ufdd0"
"""Stands for each character of a joined line end; no text holds it."""

INLINE_OPENING, INLINE_CLOSING = "\ufdd1", "\ufdd2"
"""Stand for brackets that belong to a name or title."""

_NOT_ASCII = re.compile("[^\x00-\x7f]+")


def columns(text: str) -> int:
    """Width of blanks in columns of half-width characters."""
    return len(text) + text.count("　") + 3 * text.count("\t")


def columns_of(text: str) -> int:
    """Width of a text in columns of half-width characters."""
    return 2 * len(text) - len(_NOT_ASCII.sub("", text))


@cache
def squeezed(text: str) -> str:
    """A text without blanks and joined line ends."""
    return re.sub(rf"[\s{WRAP}]+", "", text)
