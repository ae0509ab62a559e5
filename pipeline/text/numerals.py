"""Numbers as records write them: half-width, full-width, kanji and formal digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import polars as pl

DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"元": 1, "零": 0}
UNITS = {"十": 10, "百": 100, "千": 1000}
_FORMAL = dict(zip("壱壹弐貳貮参參拾", "一一二二二三三十", strict=True))
"""Formal digits, each with its common digit: 壱 → 一."""

MOST_CHARACTERS = 8
"""Maximum length of a number that is read, in characters; a longer one is a telephone number or a
mistake."""

_COMMON = "0-9０-９〇零一二三四五六七八九十百千元"
NUMBER = f"[{_COMMON}]+"
"""A regular expression for a written number."""

FORMAL_DIGITS = "".join(_FORMAL)
NUMBER_OF_DAY = f"[{_COMMON}{FORMAL_DIGITS}]+"
"""With formal digits, for dates and hours: elsewhere 参 is part of a word (参加者, 持参)."""


def integers(written: pl.Expr) -> pl.Expr:
    """Convert a column of written numbers to Int32.

    Null where a text is no number.
    """
    return written.map_batches(
        lambda texts: pl.Series(
            texts.name, [text and to_int(text) for text in texts.to_list()], dtype=pl.Int32
        ),
        return_dtype=pl.Int32,
    )


@lru_cache(maxsize=4096)
def to_int(written: str) -> int | None:
    """Return the value of a written number.

    `１２` → 12, `十二` → 12, `弐拾` → 20, `二〇二五` → 2025, `元` (an era's first year) → 1.
    None for text that is no number or has more than `MOST_CHARACTERS` characters.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "")
    text = "".join(_FORMAL.get(character, character) for character in text)
    if len(text) > MOST_CHARACTERS:
        return None
    if re.fullmatch("[0-9]+", text):
        return int(text)
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 1
    for character in text:
        if character in UNITS:
            total += digit * UNITS[character]
            digit = 1
        else:
            digit = DIGITS[character]
    return total + DIGITS.get(text[-1], 0)
