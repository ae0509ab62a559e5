"""The limits that checks hold the data against, in one place.

What may be another for one run is a field of `Limits`, with the smallest and the largest value
that makes sense. Nothing is imported here that loads polars: the command reads them before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from pipeline.messages import Message, MessageError, message

MEBIBYTE = 1024 * 1024

MAX_DOCUMENT_BYTES = 64 * MEBIBYTE
MAX_UNRECOGNISED_SHARE = 0.05
MAX_ROW_LOSS_SHARE = 0.1

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


def _limit(default: float, *, stage: str, most: float, least: float, en: str, ja: str) -> Any:
    return field(
        default=default,
        metadata={"stage": stage, "least": least, "most": most, "en": en, "ja": ja},
    )


@dataclass(frozen=True)
class Limits:
    """The limits of a run.

    Raises
    ------
    LimitError
        Where a value is of another type, or out of its bounds.
    """

    max_document_bytes: int = _limit(
        MAX_DOCUMENT_BYTES,
        stage="ingestion",
        least=1,
        # A document is held in memory several times over while it is read.
        most=1024 * MEBIBYTE,
        en="Size in bytes of the largest file that is taken in; a larger one is quarantined.",
        ja="受け入れるファイルの最大バイト数。これより大きいものは隔離する",
    )
    max_unrecognised_share: float = _limit(
        MAX_UNRECOGNISED_SHARE,
        stage="segmentation",
        least=0.0,
        most=1.0,
        en="Largest share of a document's visible characters that no rule recognised, "
        "without a warning.",
        ja="文書の文字のうち、どの規則も認識しないものの割合の上限。超えると警告する",
    )
    max_row_loss_share: float = _limit(
        MAX_ROW_LOSS_SHARE,
        stage="export",
        least=0.0,
        most=1.0,
        en="Largest share of a table's rows that may go from one release to the next, "
        "without a warning.",
        ja="前の版から減ってよい行の割合の上限。超えると警告する",
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            whole = isinstance(one.default, int)
            of_type = isinstance(value, int if whole else (int, float))
            least, most = one.metadata["least"], one.metadata["most"]
            if isinstance(value, bool) or not of_type or not least <= value <= most:
                raise LimitError(
                    message(
                        "limit_out_of_bounds",
                        name=one.name,
                        value=repr(value),
                        allowed=allowed(one.name),
                    )
                )

    def of(self, stage: str) -> dict[str, float]:
        """The limits that decide what a stage makes."""
        values = asdict(self)
        of_stage = [one.name for one in fields(self) if one.metadata["stage"] == stage]
        return {name: values[name] for name in of_stage}


DEFAULT_LIMITS = Limits()
"""The limits of a run that states none."""


def limits_from(stated: dict[str, Any]) -> Limits:
    """The limits with these values, and the defaults for what is left out.

    Raises
    ------
    LimitError
        Where there is no such limit, or a value is not allowed.
    """
    known = [one.name for one in fields(Limits)]
    for name in stated:
        if name not in known:
            raise LimitError(message("limit_unknown", name=name, known=", ".join(known)))
    return Limits(**stated)


def allowed(name: str) -> Message:
    """What a limit may be, in words."""
    one = _field(name)
    kind = "limit_whole_number" if isinstance(one.default, int) else "limit_number"
    return message(kind, least=one.metadata["least"], most=one.metadata["most"])


def described(name: str) -> Message:
    """What a limit means and what it may be."""
    meaning = Message(_field(name).metadata["en"], _field(name).metadata["ja"])
    return message("limit_described", meaning=meaning, allowed=allowed(name))


def other_than_default(stated: Mapping[str, float]) -> dict[str, float]:
    """Those of the values that are not the defaults of their limits."""
    return {name: value for name, value in stated.items() if value != _field(name).default}


def _field(name: str) -> Any:
    return next(one for one in fields(Limits) if one.name == name)
