"""The limits that the data is held to, in one place.

What may be another for one run is a field of `Limits`, with the smallest and the largest value
that makes sense. Nothing is imported here that loads polars: the command reads them before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.messages import Message, MessageError, message
from pipeline.settings_model import SettingsModel, allowed, meaning, out_of_bounds, setting, stated

MEBIBYTE = 1024 * 1024

EXCERPT_CHARACTERS = 80
"""Longest excerpt of a source in a message."""

MAX_EXCEL_ROWS = 10_000
"""A table with more rows is left out of the Excel copy: it belongs in a tool for analysis, where it
opens at once, and a copy of it would take longer than all else of a release."""


MIN_LIKENESS = 0.5
"""Likeness from which on two rows at about the same place are taken for one that was corrected. Of
910 pairs of different remarks of one meeting in the seed collection, none is more alike than 0.44.
"""

MIN_LIKENESS_IN_PLACE = 0.3
"""The same, where between the rows around them stands nothing else: then the place speaks too. One
pair of different remarks in a hundred is more alike than that."""

MIN_LIKENESS_AT_ONCE = 0.8
"""Likeness from which on rows at just the same place are not compared with others."""

PLACES_APART = 3
"""How far from each other two rows between the same neighbours may stand, to be compared at all."""

LIKENESS_CHARACTERS = 2000
"""How much of a text its likeness is judged by: time grows with the square of it."""

EXAMPLES_SHOWN = 5
"""How many changes of each kind and table are shown where all are counted."""


class LimitError(MessageError, ValueError):
    """A limit is unknown or out of its bounds; the message names it and what is allowed."""


class Limits(SettingsModel):
    """The limits of a run. Each belongs to the stage that it decides, which another makes stale.

    Raises
    ------
    pydantic.ValidationError
        Where a value is of another type, or out of its bounds.
    """

    max_document_bytes: int = setting(
        64 * MEBIBYTE,
        stage="ingestion",
        least=1,
        # A document is held in memory several times over while it is read.
        most=1024 * MEBIBYTE,
        en="Size in bytes of the largest file that is taken in; a larger one is quarantined.",
        ja="受け入れるファイルの最大バイト数。これより大きいものは隔離する",
    )
    max_unpacked_bytes: int = setting(
        256 * MEBIBYTE,
        stage="ingestion",
        least=1,
        most=4096 * MEBIBYTE,
        en="Bytes of what is read of a Word document, unpacked; one with more is quarantined.",
        ja="Word 文書のうち読み取る部分の、展開後の最大バイト数。超えるものは隔離する",
    )
    max_document_pages: int = setting(
        5_000,
        stage="ingestion",
        least=1,
        most=100_000,
        en="Pages of the longest PDF that is taken in; a longer one is quarantined.",
        ja="受け入れる PDF の最大ページ数。これより長いものは隔離する",
    )
    max_document_seconds: float = setting(
        60.0,
        stage="ingestion",
        least=1.0,
        most=3600.0,
        en="Seconds for taking the text out of a file that is no plain text; one that takes longer "
        "is quarantined.",
        ja="プレーンテキスト以外のファイルから本文を取り出す時間の上限（秒）。超えるものは隔離する",
    )
    max_unrecognised_share: float = setting(
        0.05,
        stage="segmentation",
        least=0.0,
        most=1.0,
        en="Largest share of a document's visible characters that no rule recognised, "
        "without a warning.",
        ja="文書の文字のうち、どの規則も認識しないものの割合の上限。超えると警告する",
    )
    max_row_loss_share: float = setting(
        0.1,
        stage="export",
        least=0.0,
        most=1.0,
        en="Largest share of a table's rows that may go from one release to the next, "
        "without a warning.",
        ja="前の版から減ってよい行の割合の上限。超えると警告する",
    )

    language: bool = setting(
        True,
        stage="language",
        en="Whether remarks are cut into sentences and words (tables sentences, tokens, terms).",
        ja="発言を文と語に分けるか（表 sentences、tokens、terms）",
    )

    def of(self, stage: str) -> dict[str, float]:
        """The limits that decide what a stage makes."""
        values = self.model_dump()
        return {
            name: values[name] for name, field in stated(Limits).items() if field["stage"] == stage
        }


DEFAULT_LIMITS = Limits()
"""The limits of a run that states none."""


def limits_from(values: Mapping[str, Any]) -> Limits:
    """The limits with these values, and the defaults for what is left out.

    Raises
    ------
    LimitError
        Where there is no such limit, or a value is not allowed.
    """
    try:
        return Limits.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        raise LimitError(wrong_limit(str(fault["loc"][0]), fault["input"])) from error


def wrong_limit(name: str, value: object) -> Message:
    """What is wrong with a limit: there is none of this name, or this is no value of it."""
    if name not in stated(Limits):
        return message("limit_unknown", name=name, known=", ".join(stated(Limits)))
    if is_switch(name):
        return message("switch_needed", name=name, value=repr(value))
    return out_of_bounds(Limits, name, value)


def is_switch(name: str) -> bool:
    """Whether a limit is on or off, and no number."""
    return isinstance(getattr(DEFAULT_LIMITS, name), bool)


def described(name: str) -> Message:
    """What a limit means and what it may be."""
    if is_switch(name):
        return message("switch_described", meaning=meaning(Limits, name))
    return message("limit_described", meaning=meaning(Limits, name), allowed=allowed(Limits, name))


def other_than_default(values: Mapping[str, float]) -> dict[str, float]:
    """Those of the values that are not the defaults of their limits."""
    defaults = DEFAULT_LIMITS.model_dump()
    return {name: value for name, value in values.items() if value != defaults[name]}
