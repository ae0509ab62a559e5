"""Plausibility: whether a decoded text is what a Japanese record is written with.

CP932, EUC-JP and UTF-16 decode much that is not theirs. What they make of it gives them away:
UTF-8 read as CP932 is full of rare kanji (縺, 繧), EUC-JP read as CP932 of half-width kana.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.ingestion.windows_japanese import level_1_kanji

MAX_ODD_SHARE = 0.05
"""Largest share, of the characters that are not ASCII, that a Japanese record does not use."""

MAX_RARE_SHARE = 0.2
"""Largest share of kanji outside JIS level 1. In 99 of 100 stretches of 40 characters of records it
was at most 0.03; the median of UTF-8 read as CP932 was 0.47."""

_ASCII = re.compile("[\x20-\x7e]")
_EXPECTED = re.compile(
    # signs of CP932 outside its blocks, general punctuation to dingbats, CJK punctuation and
    # kana, enclosed and squared characters, full-width ASCII, full-width signs
    "[§°±×÷\u2010-\u27bf\u3000-\u30ff\u3200-\u33ff\uff01-\uff60\uffe0-\uffe5]"
)
_KANA = re.compile("[\u3001-\u30ff]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_KANJI = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Characters:
    """How many characters of a text are of each kind, ASCII and white space aside.

    Attributes
    ----------
    total
        All of them.
    common
        Kana of full width with their punctuation, and kanji of JIS level 1.
    rare
        Other kanji.
    half_width
        Kana of half width.
    odd
        What a Japanese record is not expected to use.
    """

    total: int
    common: int
    rare: int
    half_width: int
    odd: int

    @property
    def misfit(self) -> float:
        """Share that speaks against the encoding; half-width kana as far as nothing else is there.

        ``ｾﾝﾀｰ整備の件`` -> 0.0, ``､ｳ､ﾎｷ釥ﾏ`` (この件は in EUC-JP) -> 1.0
        """
        against = self.odd + self.rare + max(0, self.half_width - self.common)
        return against / max(self.total, 1)


def characters_of(text: str) -> Characters:
    """Count the characters of a text by kind."""
    common = rare = half_width = odd = other = 0
    for character, count in Counter(text).items():
        if character.isspace() or _ASCII.match(character):
            continue
        if _KANA.match(character) or character in level_1_kanji():
            common += count
        elif _KANJI.match(character):
            rare += count
        elif _HALF_WIDTH_KANA.match(character):
            half_width += count
        elif _EXPECTED.match(character):
            other += count
        else:
            odd += count
    total = common + rare + half_width + odd + other
    return Characters(total, common, rare, half_width, odd)


def misfit_by_line(text: str) -> float:
    """Mean misfit of the lines that are not ASCII alone: a line of another encoding counts once."""
    lines = [line for line in text.split("\n") if not line.isascii()]
    return sum(characters_of(line).misfit for line in lines) / max(len(lines), 1)


def looks_japanese(text: str) -> bool:
    """Whether nearly all of a text is what a Japanese record is written with.

    Half-width kana may stand among other words, and not in their place.
    """
    found = characters_of(text)
    return (
        found.odd <= MAX_ODD_SHARE * found.total
        and found.rare <= MAX_RARE_SHARE * found.total
        and found.half_width <= found.common
    )
