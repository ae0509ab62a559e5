"""Header evidence: what a line shows of the day, the hours and the place of a meeting.

The rows of `lexicons/header_lines.toml` are asked of a line in one width and without blanks, the
label above it and the hour below it put beside it. Each that matches gives its points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from pipeline.layouts.patterns import expand
from pipeline.lexicons import lexicon
from pipeline.lines import lines_of
from pipeline.numerals import NUMBER_OF_DAY

FIELDS = ("day", "start", "end", "place")
"""What a line may state."""

LONGEST = 200
"""Most characters of a line that states a field."""

_FRONT = 3000
"""In so many characters a document states its day, if it does."""
_LABEL_ONLY = (
    r"^[^。、]{0,6}(?:日時|開催日|期日|年月日|場所|会場)[^。、]{0,8}$"
    r"|^[^。、]{0,4}(?:開会|開議|閉会|散会)$"
)
_HOUR_FIRST = rf"^(?:自)?(?:午[前後]{NUMBER_OF_DAY}{{1,3}}時|[0-9]{{1,2}}[:時])"


@dataclass(frozen=True)
class Evidence:
    """Something that a line may show, and how much it counts for a field."""

    name: str
    points: int
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def evidence(field: str) -> tuple[Evidence, ...]:
    """The evidence for a field of `FIELDS`.

    Raises
    ------
    KeyError
        There is no such field.
    """
    return tuple(_row(row) for row in lexicon("header_lines")[field])


def _row(row: dict[str, Any]) -> Evidence:
    return Evidence(
        name=row["name"],
        points=row["points"],
        pattern=expand(row["pattern"]),
        matches=tuple(row["matches"]),
        rejects=tuple(row["rejects"]),
    )


def score(field: str, text: str = "seen") -> pl.Expr:
    """The points of a line for a field. Column `text` is in one width and without blanks."""
    return pl.sum_horizontal(
        pl.col(text).str.contains(row.pattern).cast(pl.Int32) * row.points
        for row in evidence(field)
    )


def least() -> int:
    """The points that a line has to have for a field."""
    points: int = lexicon("header_lines")["least"]
    return points


def with_folded(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `folded` (in one width and without blanks) and `seen`: with what belongs to a line of
    the lines beside it, the label above and the hour below.
    """
    document = pl.col("document_id")

    def beside(step: int, pattern: str) -> pl.Expr:
        other = pl.col("folded").shift(step)
        fits = (document == document.shift(step)) & other.str.contains(pattern)
        return pl.when(fits).then(other).otherwise(pl.lit(""))

    return lines.with_columns(
        folded=pl.col("text").str.normalize("NFKC").str.replace_all(r"\s", "")
    ).with_columns(seen=pl.concat_str(beside(1, _LABEL_ONLY), "folded", beside(-1, _HOUR_FIRST)))


def with_a_day(documents: pl.DataFrame) -> pl.Series:
    """The `document_id` of the documents that state the day of a meeting before any speech.

    Parameters
    ----------
    documents
        `document_id`, `text` (not null).
    """
    front = documents.with_columns(pl.col("text").str.slice(0, _FRONT))
    lines = lines_of(front).filter(pl.col("text").str.strip_chars() != "")
    return (
        with_folded(lines)
        .filter(
            pl.col("folded").str.len_chars() <= LONGEST,
            pl.col("folded").str.contains(expand("%day%")),
            score("day") >= least(),
        )["document_id"]
        .unique(maintain_order=True)
    )
