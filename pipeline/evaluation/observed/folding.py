"""Folding: what truth and reading are compared in, for names, labels and words."""

from __future__ import annotations

import polars as pl

WORDS = 15
"""Characters of a speech that are compared, from its beginning."""

_GLYPHS = r"^[○◯〇◎●◆◇■□△▲・]+"
_BRACKETED = r"^[【(〔\[「]([^】)〕\]」]*)[】)〕\]」]$"
_IN_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_STAGE_DIRECTIONS = r"^(?:〔[^〕]*〕|\([^)]{0,12}登壇\)|[-―－]登壇[-―－]|登壇)+"


def folded(text: pl.Expr) -> pl.Expr:
    """The text in NFKC, without blanks; empty where there is none."""
    return text.fill_null("").str.normalize("NFKC").str.replace_all(r"\s+", "")


def bare_name(text: pl.Expr) -> pl.Expr:
    """A name without blanks and without what stands in brackets.

    `平賀　しのぶ（座長（代理））` -> `平賀しのぶ`
    """
    return folded(text).str.replace_all(_IN_BRACKETS, "")


def bare_label(text: pl.Expr) -> pl.Expr:
    """A speaker label without glyph, colon and brackets around the whole of it.

    `○【 議長 】：` -> `議長`
    """
    label = folded(text).str.replace(_GLYPHS, "").str.strip_chars_end(":")
    return label.str.replace(_BRACKETED, "${1}")


def first_words(text: pl.Expr) -> pl.Expr:
    """The first words of a speech, without stage directions before them.

    `〔町長 登壇〕おはようございます。` -> `おはようございます。`
    """
    return folded(text).str.replace(_STAGE_DIRECTIONS, "").str.slice(0, WORDS)
