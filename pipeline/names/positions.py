"""Positions: the words of the lexicon as patterns, and where one stands at the end of a word."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon, simple_words

LONGEST_POSITION = 60
"""Most characters of a position; the time to read a text that ends in one is bounded by it."""


@cache
def position_pattern() -> re.Pattern[str]:
    """A whole position: modifiers, then a head, then perhaps a suffix such as 代理.

    A modifier may name an office (教育部次長), and one person may have two positions (部長兼課長).
    """
    words = lexicon("positions")
    # Whole words in katakana or Latin letters may modify too, but not at the start of the entry,
    # and katakana only before the head of an organisation: else it may be a name (アリサ委員).
    latin = r"(?!^)(?<![A-Za-zＡ-Ｚａ-ｚ])[A-Za-zＡ-Ｚａ-ｚ]+"
    organization = alternatives(words["of_organizations"])
    katakana = rf"(?!^)(?<![ァ-ヺー])[ァ-ヺー]+(?={organization})"
    # One that others make up would have a word read in ever more ways: 土地改良 as 土地 and 改良.
    modifier = (
        f"(?:{alternatives(simple_words(words['modifiers']))}|{latin}|{katakana})[部課室係所]?"
    )
    one = f"(?:{modifier})*{alternatives(words['heads'])}{alternatives(words['suffixes'])}?"
    return re.compile(f"(?s:(?!.{{{LONGEST_POSITION + 1}}})){one}(?:兼{one})*")


@cache
def bare_position() -> re.Pattern[str]:
    """A position without modifiers."""
    words = lexicon("positions")
    return re.compile(f"{alternatives(words['heads'])}{alternatives(words['suffixes'])}?")


@cache
def organization_head() -> re.Pattern[str]:
    """The head of an organisation at the end of a position."""
    words = lexicon("positions")
    return re.compile(
        f"{alternatives(words['of_organizations'])}{alternatives(words['suffixes'])}?$"
    )


@cache
def title_in(word: str) -> str | None:
    """The longest position of the lexicon at the end of a word, where something stands before."""
    starts = (at for at in range(1, len(word)) if position_pattern().fullmatch(word, at))
    return next((word[at:] for at in starts), None)
