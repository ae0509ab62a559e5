"""Evidence: tables of what a line may show, with points for each field that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.lexicons.patterns import expand


@dataclass(frozen=True)
class Evidence:
    """Something that a line may show, and how many points it gives.

    Attributes
    ----------
    matches, rejects
        Lines that the pattern has to match, and that it must not; they are tests.
    """

    name: str
    points: int
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def evidence(table: str, field: str) -> tuple[Evidence, ...]:
    """The rows for a field in the lexicon of that name.

    Raises
    ------
    KeyError
        The table has no such field.
    TypeError
        A row has other keys than those of `Evidence`.
    """
    rows = (Evidence(**row) for row in lexicon(table)[field])
    return tuple(
        Evidence(row.name, row.points, expand(row.pattern), tuple(row.matches), tuple(row.rejects))
        for row in rows
    )


def points(table: str, field: str, text: pl.Expr) -> pl.Expr:
    """The points of a line for a field: the sum over the rows whose pattern it matches."""
    return pl.sum_horizontal(
        text.str.contains(row.pattern).cast(pl.Int32) * row.points for row in evidence(table, field)
    )


def least_points(table: str) -> int:
    """The points that a line has to have for a field."""
    least: int = lexicon(table)["least"]
    return least
