"""Lexicons: what words mean in Japanese meeting records. Tables in TOML, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The table in `<name>.toml` beside this module."""
    file = resources.files(__name__) / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def alternatives(words: list[str]) -> str:
    """A regular expression for any of `words`, the longest first. They hold no operators."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def simple_words(words: Iterable[str]) -> list[str]:
    """Those of `words` that are not put together of others: any number of them match alike."""
    known = set(words)

    def is_compound(word: str, whole: str) -> bool:
        return any(
            word[:at] in known
            and word[:at] != whole
            and (at == len(word) or is_compound(word[at:], whole))
            for at in range(1, len(word) + 1)
        )

    return sorted(word for word in known if not is_compound(word, word))
