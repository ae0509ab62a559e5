"""Lexicons: what words mean in Japanese meeting records. Tables in TOML, read once."""

from __future__ import annotations

import tomllib
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
