"""Blanks: their width, marks in their place, and texts without them."""

from __future__ import annotations

import re
from functools import cache

WRAP = "\ufdd0"
"""Replaces each character of a joined line end; no text contains it."""

INLINE_OPENING, INLINE_CLOSING = "\ufdd1", "\ufdd2"
"""Replace brackets that belong to a name or a position."""

_NOT_ASCII = re.compile("[^\x00-\x7f]+")


def columns(text: str) -> int:
    """Return the width of blanks, in half-width columns."""
    return len(text) + text.count("　") + 3 * text.count("\t")


def columns_of(text: str) -> int:
    """Return the width of a text, in half-width columns."""
    return 2 * len(text) - len(_NOT_ASCII.sub("", text))


@cache
def squeezed(text: str) -> str:
    """Remove blanks and joined line ends from a text."""
    return re.sub(rf"[\s{WRAP}]+", "", text)
