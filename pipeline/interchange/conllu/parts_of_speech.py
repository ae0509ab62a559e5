"""Parts of speech of Universal Dependencies, from those of Sudachi."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import polars as pl

from pipeline.messages import MessageError, message

UNIVERSAL = frozenset(
    (
        *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
        *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
    )
)
"""The parts of speech of Universal Dependencies 2."""

BLANK = "空白"
"""Sudachi's part of speech of white space, which is no word in CoNLL-U."""

LEVELS = ("pos_1", "pos_2", "pos_3", "pos_4")
"""Columns of `tokens` with the levels of a part of speech."""


class UnknownPartOfSpeechError(MessageError, ValueError):
    """A part of speech that the table does not have; the message names it."""


@cache
def universal_parts_of_speech() -> dict[str, str]:
    """Return the universal part of speech by the beginning of Sudachi's levels.

    Raises
    ------
    ValueError
        Where the table names one that Universal Dependencies does not have.
    """
    file = resources.files(__package__).joinpath("parts_of_speech.toml")
    stated = tomllib.loads(file.read_text(encoding="utf-8"))
    table = {levels: str(row["upos"]) for levels, row in stated.items()}
    if unknown := set(table.values()) - UNIVERSAL:
        raise ValueError(f"not of Universal Dependencies: {sorted(unknown)}")
    return table


def with_universal(tokens: pl.DataFrame) -> pl.DataFrame:
    """Add `upos` and `xpos` to tokens that are words.

    Parameters
    ----------
    tokens
        With the columns of `LEVELS`; `xpos` joins those that are not null by hyphens.

    Raises
    ------
    UnknownPartOfSpeechError
        Where a part of speech is not in the table.
    """
    table = universal_parts_of_speech()
    # The longest beginning first, so that the first that fits counts.
    beginnings = [
        pl.concat_str(LEVELS[:depth], separator=",").replace_strict(
            list(table), list(table.values()), default=None, return_dtype=pl.String
        )
        for depth in range(len(LEVELS), 0, -1)
    ]
    found = tokens.with_columns(
        upos=pl.coalesce(beginnings), xpos=pl.concat_str(LEVELS, separator="-", ignore_nulls=True)
    )
    unknown = found.filter(pl.col("upos").is_null())["xpos"].unique().sort().to_list()
    if unknown:
        raise UnknownPartOfSpeechError(message("part_of_speech_unknown", names=", ".join(unknown)))
    return found
