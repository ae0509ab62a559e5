"""Sentences: texts cut at 。！？ and at line ends, outside of brackets."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

MAX_SENTENCE_CHARACTERS = 4_000
"""Maximum length of a sentence, in code points. A longer one, as of a table without a mark, is cut
by length: SudachiPy refuses texts of more than some 49,149 bytes."""

WHITE_SPACE = r"\s"
"""Pattern of what may stand between sentences."""


@cache
def rules() -> dict[str, Any]:
    """Return the marks and brackets of `sentences.toml`."""
    file = resources.files(__package__) / "sentences.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def pieces_pattern() -> str:
    """Return the pattern of a piece of a text; the pieces tile it.

    A piece is a sentence with its marks and the brackets closed after them, or line ends.
    """
    ends, line_ends = (re.escape(rules()[name]) for name in ("ends", "line_ends"))
    brackets = rules()["brackets"]
    inside = ""
    for _ in range(rules()["depth"]):
        pairs = [
            rf"{re.escape(first)}(?:{inside}[^{re.escape(pair)}{line_ends}])*{re.escape(last)}"
            for pair in brackets
            for first, last in [pair]
        ]
        # Tried first: an opening bracket that is never closed is a character like others.
        inside = "".join(f"{pair}|" for pair in pairs)
    closing = re.escape("".join(last for _, last in brackets))
    end = f"[{ends}]+[{closing}]*"
    of_address = f"[{re.escape(rules()['ascii_ends'])}][0-9A-Za-z/&=_%.#~+-]"
    return f"(?:{inside}{of_address}|[^{ends}{line_ends}])+(?:{end})?|{end}|[{line_ends}]+"


def sentences_of(texts: pl.Series) -> pl.DataFrame:
    """Cut texts into sentences.

    Returns
    -------
    pl.DataFrame
        `text` (index of the text in `texts`), `text_start` and `text_end` (code points in it, end
        exclusive) and `sentence`, in the order of the texts. White space around a sentence belongs
        to none.
    """
    pieces = (
        pl.DataFrame({"piece": texts.str.extract_all(pieces_pattern())})
        .with_row_index("text")
        .explode("piece", empty_as_null=False)
        .with_columns(length=pl.col("piece").str.len_chars().cast(pl.Int32))
        .with_columns(start=pl.col("length").cum_sum().over("text") - pl.col("length"))
    )
    if pieces.select((pl.col("length") > MAX_SENTENCE_CHARACTERS).any()).item():
        pieces = _cut_by_length(pieces)
    lead = pl.col("length") - pl.col("piece").str.strip_chars_start().str.len_chars()
    return (
        pieces.with_columns(sentence=pl.col("piece").str.strip_chars())
        .filter(pl.col("sentence") != "")
        .with_columns(text_start=(pl.col("start") + lead).cast(pl.Int32))
        .select(
            "text",
            "text_start",
            text_end=(pl.col("text_start") + pl.col("sentence").str.len_chars()).cast(pl.Int32),
            sentence="sentence",
        )
    )


def _cut_by_length(pieces: pl.DataFrame) -> pl.DataFrame:
    cut = pieces.with_columns(
        at=pl.int_ranges(0, pl.col("length"), MAX_SENTENCE_CHARACTERS, dtype=pl.Int32)
    ).explode("at")
    piece = pl.col("piece").str.slice(pl.col("at"), MAX_SENTENCE_CHARACTERS)
    return cut.select(
        "text",
        piece=piece,
        length=piece.str.len_chars().cast(pl.Int32),
        start=pl.col("start") + pl.col("at"),
    )
