"""Folding of names: the form in which names are compared, and of which ids are made."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.text.folding import INVISIBLE, fold

_RESERVED = re.compile(r"[/|\x1f]")
"""Characters that separate the parts of an id or of a key."""


def folded(names: pl.Series) -> pl.Series:
    """Fold names for comparison: 髙橋　一郎 → 高橋一郎.

    One width and form of each character, the present form of each kanji, no blanks. Empty names
    become null.
    """
    texts = names.unique().drop_nulls()
    return names.replace_strict(
        texts,
        pl.Series([folded_name(text) or None for text in texts], dtype=pl.String),
        default=None,
        return_dtype=pl.String,
    )


@cache
def folded_name(name: str) -> str:
    """Fold one name, as `folded` does."""
    common = unicodedata.normalize("NFKC", fold(name).text)
    return _RESERVED.sub("_", _blanks().sub("", common).translate(_present_forms()))


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile(f"[{INVISIBLE}]+")


@cache
def _present_forms() -> dict[int, str]:
    """Map each variant of a kanji to the form that is compared."""
    present: dict[str, str] = {}
    for pair in (*lexicon("old_kanji")["pairs"], *lexicon("fronts")["variants"]):
        present.setdefault(pair[0], pair[1])
    for first, *others in lexicon("variant_kanji")["variants"]:
        present.update(dict.fromkeys(others, first))
    # A present form may itself be a variant: 齋 → 斎 → 斉.
    return {ord(old): present.get(new, new) for old, new in present.items() if old != new}
