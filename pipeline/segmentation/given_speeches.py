"""Given speeches: which lines begin a speech, where the source of a text states its speeches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import polars as pl

from pipeline.segmentation.layouts import LineRule, shared_rules
from pipeline.text.spans import with_last_before
from schemas.vocabulary import BlockKind

HEADLINE, FRONT_BEGINS, FRONT = "headline", "front_begins", "front"
ASIDE_BEGINS, BEGINS, WITHIN = "aside_begins", "begins", "within"
"""What a line is: above a meeting; the first of its front matter, or a further one; the first of
a speech that begins with an aside (〔拍手〕), that of its words, or a further one."""

GIVEN_SPEECH = "speech_given"
"""The rule of speeches that have no mark before their words."""

_SAID = [
    kind.value
    for kind in (
        *(BlockKind.REMARK, BlockKind.ITEM, BlockKind.INTERJECTION, BlockKind.STAGE),
        BlockKind.PROSE,
    )
]
"""Kinds of blocks in which somebody speaks, or that are printed within speech."""


def with_given(lines: pl.DataFrame, speeches: pl.DataFrame | None) -> pl.DataFrame:
    """Add `given`: what each line is by the speeches that its source states.

    Parameters
    ----------
    lines
        Visible lines in order: `document_id`, `char_start`, `stripped`.
    speeches
        `document_id`, `char_start`, `char_end` and `is_front`; None where there are none.

    Returns
    -------
    pl.DataFrame
        `given` is null for the lines of a document whose source states no speeches.
    """
    if speeches is None or speeches.is_empty():
        return lines.with_columns(given=pl.lit(None, pl.String))
    asides = "|".join(f"(?:{rule.pattern})" for rule in _asides())
    spans = speeches.select(
        "document_id", "char_start", "is_front", speech="char_start", speech_end="char_end"
    )
    found = with_last_before(
        lines.select("document_id", "char_start", is_aside=pl.col("stripped").str.contains(asides)),
        spans,
    )
    is_spoken = (pl.col("char_start") < pl.col("speech_end")).fill_null(False)
    number = pl.struct("document_id", "speech")
    first = is_spoken & number.is_first_distinct()
    front = pl.when(first).then(pl.lit(FRONT_BEGINS)).otherwise(pl.lit(FRONT))
    # Whoever speaks does not say what is printed above the words.
    words = (is_spoken & ~pl.col("is_aside")).cast(pl.UInt32)
    spoken = (
        pl.when((words == 1) & (words.cum_sum().over("document_id", "speech") == 1))
        .then(pl.lit(BEGINS))
        .when(first)
        .then(pl.lit(ASIDE_BEGINS))
        .otherwise(pl.lit(WITHIN))
    )
    stated = pl.col("document_id").is_in(speeches["document_id"].unique().implode())
    given = (
        pl.when(is_spoken & pl.col("is_front"))
        .then(front)
        .when(is_spoken)
        .then(spoken)
        .when(stated)
        .then(pl.lit(HEADLINE))
    )
    return lines.with_columns(found.select(given=given)["given"])


@cache
def _asides() -> tuple[LineRule, ...]:
    rules = (*shared_rules()["stage"], *shared_rules()["marks"])
    return tuple(rule for rule in rules if rule.name in ("interjection", "stage", "separator"))


def opens_block() -> pl.Expr:
    """Whether a block begins on a line, whatever the rules are: with each part of the source."""
    return pl.col("given").is_in([FRONT_BEGINS, ASIDE_BEGINS]).fill_null(False)


def headline_or(is_title: pl.Expr) -> pl.Expr:
    """Whether a line is a title: by its source, where that states the speeches of a document."""
    is_stated = pl.col("given").is_not_null()
    return pl.when(is_stated).then(pl.col("given") == HEADLINE).otherwise(is_title)


def may_speak() -> pl.Expr:
    """Whether a remark may begin on a line: always, but where its source says that none does."""
    return pl.col("given").is_null() | (pl.col("given") == BEGINS)


def begins_speech() -> pl.Expr:
    """Whether the source states that a speech begins with a line."""
    return (pl.col("given") == BEGINS).fill_null(False)


def is_said_by_nobody(kind: pl.Expr) -> pl.Expr:
    """Whether a line is of a kind that is said, and the source states that nobody says it."""
    return pl.col("given").is_in([FRONT_BEGINS, FRONT]).fill_null(False) & kind.is_in(_SAID)


def rules_given(rules: tuple[LineRule, ...], names: pl.Enum) -> Iterator[pl.Expr]:
    """Give the rule of the lines that the source states to be a headline, or to begin a speech.

    The rule of a mark is kept where a speech has one: ○青木委員長　これより… is `speech`.
    """
    is_headline = pl.col("given") == HEADLINE
    for rule in rules:
        is_mark = rule.kind == BlockKind.REMARK and rule.name.startswith("speech")
        if is_mark and not rule.wraps:
            marked = begins_speech() & pl.col(f"is_{rule.name}")
            yield pl.when(marked).then(pl.lit(rule.name, names))
    titles = [rule.name for rule in rules if rule.kind == BlockKind.TITLE]
    yield pl.when(begins_speech()).then(pl.lit(GIVEN_SPEECH, names))
    yield pl.when(is_headline).then(pl.lit(titles[0] if titles else "", names))
