"""Evidence: tables of what a line may show, with points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.lexicons.patterns import expand


@dataclass(frozen=True)
class Evidence:
    """Something that a line may show, with its points.

    Attributes
    ----------
    matches, rejects
        Lines that the pattern must match, and lines that it must not match; they are tests.
    """

    name: str
    points: int
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def evidence(table: str, field: str) -> tuple[Evidence, ...]:
    """Return the rows for a field in the lexicon `table`.

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
    """Return the points of a line for a field.

    The sum over the rows whose pattern matches the line.
    """
    return pl.sum_horizontal(
        text.str.contains(row.pattern).cast(pl.Int32) * row.points for row in evidence(table, field)
    )


def least_points(table: str) -> int:
    """Return the minimum points of a line for a field."""
    least: int = lexicon(table)["least"]
    return least
