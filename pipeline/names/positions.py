"""Positions: patterns of the lexicon, and positions that end a word."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon, simple_words

LONGEST_POSITION = 60
"""Maximum length of a position, in characters; it bounds the time to match one."""


@cache
def position_pattern() -> re.Pattern[str]:
    """Return the pattern of a whole position: modifiers, head, suffix.

    A suffix such as 代理 is optional. A modifier may name an office (教育部次長), and one person
    may have two positions (部長兼課長).
    """
    words = lexicon("positions")
    # Whole words in katakana or Latin letters may modify too, but not at the start of the text,
    # and katakana only before the head of an organisation: otherwise they may be a name
    # (アリサ委員).
    latin = r"(?!^)(?<![A-Za-zＡ-Ｚａ-ｚ])[A-Za-zＡ-Ｚａ-ｚ]+"
    organization = alternatives(words["of_organizations"])
    katakana = rf"(?!^)(?<![ァ-ヺー])[ァ-ヺー]+(?={organization})"
    # A modifier made up of others would multiply the matches of a word: 土地改良 is 土地 and 改良.
    modifier = (
        f"(?:{alternatives(simple_words(words['modifiers']))}|{latin}|{katakana})[部課室係所]?"
    )
    one = f"(?:{modifier})*{alternatives(words['heads'])}{alternatives(words['suffixes'])}?"
    return re.compile(f"(?s:(?!.{{{LONGEST_POSITION + 1}}})){one}(?:兼{one})*")


@cache
def bare_position() -> re.Pattern[str]:
    """Return the pattern of a position without modifiers."""
    words = lexicon("positions")
    return re.compile(f"{alternatives(words['heads'])}{alternatives(words['suffixes'])}?")


@cache
def organization_head() -> re.Pattern[str]:
    """Return the pattern of a position's end that heads an organisation."""
    words = lexicon("positions")
    return re.compile(
        f"{alternatives(words['of_organizations'])}{alternatives(words['suffixes'])}?$"
    )


@cache
def title_in(word: str) -> str | None:
    """Return the longest position after other characters: 青木委員 → 委員."""
    starts = (at for at in range(1, len(word)) if position_pattern().fullmatch(word, at))
    return next((word[at:] for at in starts), None)
