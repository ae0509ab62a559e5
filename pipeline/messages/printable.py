"""Texts of others on a console: what steers a terminal or ends a line is escaped."""

from __future__ import annotations

import unicodedata

_SHOWN_AS_THEY_ARE = {"Zs", "Co", "Cn"}
"""Blanks of any width, characters of a vendor, and those of a later Unicode than ours."""


def printable(text: str) -> str:
    """Escape line ends, control and format characters: ESC becomes `\\x1b`, U+202E `\\u202e`."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) in _SHOWN_AS_THEY_ARE:
        return character
    return character.encode("unicode_escape").decode()
