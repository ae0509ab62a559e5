"""Kanji: the present form of old ones."""

from __future__ import annotations

from typing import TypeVar

import polars as pl

from pipeline.lexicons import lexicon

Texts = TypeVar("Texts", pl.Expr, pl.Series)


def present_forms(text: Texts) -> Texts:
    """Return texts with the present form of each kanji: 吉武惠市 → 吉武恵市.

    The pairs are those of `old_kanji.toml`.
    """
    forms = dict(lexicon("old_kanji")["pairs"])
    return text.str.replace_many(list(forms), list(forms.values()))


def in_present_form(text: str) -> str:
    """Return a text with the present form of each kanji: 國務大臣 → 国務大臣."""
    return text.translate(str.maketrans(dict(lexicon("old_kanji")["pairs"])))
