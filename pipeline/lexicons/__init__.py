"""Lexicons: words of Japanese meeting records, as tables in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the table in `<name>.toml`, read once."""
    file = resources.files(__name__) / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of `words`, the longest first.

    The words hold no operators of regular expressions: 課, 課長 → (?:課長|課).
    """
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def simple_words(words: Iterable[str]) -> list[str]:
    """Return the words that are not made of other words.

    A pattern that repeats them matches the same texts: 課, 長, 課長 → 課, 長.
    """
    known = set(words)

    def is_compound(word: str, whole: str) -> bool:
        return any(
            word[:at] in known
            and word[:at] != whole
            and (at == len(word) or is_compound(word[at:], whole))
            for at in range(1, len(word) + 1)
        )

    return sorted(word for word in known if not is_compound(word, word))
