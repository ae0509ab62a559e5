"""Header evidence: what a line shows of the day, the hours and the place of a meeting.

The rows of `lexicons/header_lines.toml` are asked of a line in one width and without blanks, the
label above it and the hour below it put beside it. Each that matches gives its points.
"""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.patterns import expand
from pipeline.segmentation.evidence import least_points, points
from pipeline.text.lines import lines_of
from pipeline.text.numerals import NUMBER_OF_DAY

TABLE = "header_lines"
"""The lexicon that the evidence stands in."""

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
            points(TABLE, "day", pl.col("seen")) >= least_points(TABLE),
        )["document_id"]
        .unique(maintain_order=True)
    )
