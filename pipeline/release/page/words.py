"""Texts of the page: bilingual words, numbers, and shortened data."""

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
    """Write a share of 1 as a percentage.

    It is 0% or 100% only where the share is exactly so.
    """
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
    """Shorten a text to one line of at most so many columns.

    A full-width character takes two columns.
    """
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
    """Return the width of a text in columns, two for full-width characters."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
