"""Escapes of texts in fields of CoNLL-U, as UDPipe writes them."""

from __future__ import annotations

import re

import polars as pl

ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
"""Characters that would end a line, a field or a part of one, with what is written for them."""

_CHARACTERS = {escape: character for character, escape in ESCAPES.items()}


def escaped(text: pl.Expr) -> pl.Expr:
    """Escape texts, so that each can be a value of the field MISC."""
    return text.str.replace_many(ESCAPES)


def unescaped(text: str) -> str:
    """Return the text that was escaped."""
    return re.sub(r"\\.", lambda found: _CHARACTERS[found[0]], text)
