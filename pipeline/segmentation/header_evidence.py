"""Header evidence: what a line shows of day, hours and place.

The rows of `lexicons/header_lines.toml` are matched on a line in one width and without blanks,
together with a header label on the previous line and an hour on the next line. Each row that
matches gives its points.
"""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.patterns import expand
from pipeline.segmentation.evidence import least_points, points
from pipeline.text.lines import lines_of
from pipeline.text.numerals import NUMBER_OF_DAY

TABLE = "header_lines"
"""The lexicon with the evidence."""

FIELDS = ("day", "start", "end", "place")
"""The fields that a line may state."""

LONGEST = 200
"""Maximum length of a line that states a field, in characters."""

_FRONT = 3000
"""Maximum length of the text in which a document states its day, in characters."""
_LABEL_ONLY = (
    r"^[^。、]{0,6}(?:日時|開催日|期日|年月日|場所|会場)[^。、]{0,8}$"
    r"|^[^。、]{0,4}(?:開会|開議|閉会|散会)$"
)
_HOUR_FIRST = rf"^(?:自)?(?:午[前後]{NUMBER_OF_DAY}{{1,3}}時|[0-9]{{1,2}}[:時])"


def with_folded(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `folded` and `seen`, two forms of each line.

    `folded` is the line in one width and without blanks. `seen` is `folded` with the header label
    on the previous line and the hour on the next line: 日時 / 令和５年４月１日 / 午前10時 →
    日時令和5年4月1日午前10時.
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
    """Return the documents that state the day of a meeting early.

    They state it in their first `_FRONT` characters. The result is a series of `document_id`.

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
