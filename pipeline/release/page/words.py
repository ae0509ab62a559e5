"""How the page writes: in both of its languages, numbers, and texts of the data cut to a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


@dataclass(frozen=True)
class Words:
    """The same words in Japanese and English."""

    ja: str
    en: str


def share(part: float) -> str:
    """Write a share of 1 in per cent, and never as all or nothing where it is not."""
    if 0 < part < 0.001:
        return "<0.1%"
    return f"{part if part >= 1 else min(part, 0.999):.1%}"


def size(byte_count: int) -> str:
    """Write a number of bytes with a decimal unit."""
    if byte_count < 1000:
        return f"{byte_count} B"
    value = float(byte_count)
    for unit in ("kB", "MB"):
        value /= 1000
        if value < 1000:
            return f"{value:.1f} {unit}"
    return f"{value / 1000:,.1f} GB"


def label(text: str, columns: int) -> str:
    """Cut a text of the data to a line of so many columns; a full-width character takes two."""
    line = _UNPRINTABLE.sub(" ", text).strip()
    if text_columns(line) <= columns:
        return line
    kept, left = "", columns - 2
    for character in line:
        left -= text_columns(character)
        if left < 0:
            break
        kept += character
    return kept + "…"


def text_columns(text: str) -> int:
    """How wide a text is: a full-width character takes two columns."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
