"""Texts of others on a console, with control characters escaped."""

from __future__ import annotations

import unicodedata

_SHOWN_AS_THEY_ARE = {"Zs", "Co", "Cn"}
"""Categories of spaces of any width, private-use characters, and unassigned ones, which a later
Unicode may have.
"""


def printable(text: str) -> str:
    """Escape line ends, control and format characters: ESC becomes `\\x1b`, U+202E `\\u202e`."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) in _SHOWN_AS_THEY_ARE:
        return character
    return character.encode("unicode_escape").decode()
