"""Folding of names, speaker labels and words before a comparison."""

from __future__ import annotations

import polars as pl

WORDS = 15
"""Maximum number of compared characters at the start of a speech."""

_GLYPHS = r"^[○◯〇◎●◆◇■□△▲・]+"
_BRACKETED = r"^[【(〔\[「]([^】)〕\]」]*)[】)〕\]」]$"
_IN_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_STAGE_DIRECTIONS = r"^(?:〔[^〕]*〕|\([^)]{0,12}登壇\)|[-―－]登壇[-―－]|登壇)+"


def folded(text: pl.Expr) -> pl.Expr:
    """Return a text in NFKC without white space; empty for null."""
    return text.fill_null("").str.normalize("NFKC").str.replace_all(r"\s+", "")


def bare_name(text: pl.Expr) -> pl.Expr:
    """Return a name without white space and bracketed text.

    `平賀　しのぶ（座長（代理））` -> `平賀しのぶ`
    """
    return folded(text).str.replace_all(_IN_BRACKETS, "")


def bare_label(text: pl.Expr) -> pl.Expr:
    """Return a speaker label without glyph, colon and outer brackets.

    `○【 議長 】：` -> `議長`
    """
    label = folded(text).str.replace(_GLYPHS, "").str.strip_chars_end(":")
    return label.str.replace(_BRACKETED, "${1}")


def first_words(text: pl.Expr) -> pl.Expr:
    """Return the first words of a speech, after any stage directions.

    `〔町長 登壇〕おはようございます。` -> `おはようございます。`
    """
    return folded(text).str.replace(_STAGE_DIRECTIONS, "").str.slice(0, WORDS)
