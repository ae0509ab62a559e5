"""Furniture: lines of the page, as found at ingestion."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.title_lines import title_pattern
from pipeline.segmentation.units import TRAIL
from pipeline.text.spans import with_last_before

MAX_TITLE_LINE = 12
"""Maximum line number of a title, in visible lines of the document."""

_BODY_AND_ROUND = r"^[ 　]*[^。、：:]{2,30}[ 　（(]第[ 　]?[0-9０-９]{1,3}[ 　]?回[）)]?$"
_PAGES = 2
"""Minimum number of pages with a running name."""


def is_furniture(lines: pl.DataFrame, furniture: pl.DataFrame) -> pl.Series:
    """Return whether each line lies in a span of furniture.

    A running header stays where it is the only title: 第３回審議会 議事録 on all pages of a record
    that begins with 日時 → the first one is no furniture. Where the same words stand in the text
    too, be it far below, they are the title there.

    Parameters
    ----------
    lines
        Visible lines: `document_id`, `char_start` and `stripped`, in order.
    furniture
        `document_id`, `char_start` and `char_end` of the spans.
    """
    if furniture.is_empty():
        return pl.repeat(value=False, n=lines.height, dtype=pl.Boolean, eager=True)
    spans = furniture.select(
        "document_id", pl.col("char_start").cast(pl.Int64), span_end="char_end"
    )
    end = pl.col("char_start") + pl.col("stripped").str.len_chars().cast(pl.Int64)
    document = "document_id"
    return (
        with_last_before(lines.select(document, "char_start", "stripped"), spans)
        .with_columns(
            within=(end <= pl.col("span_end")).fill_null(False),
            # The whole trail is no title, though it may end with one.
            is_title=pl.col("stripped").str.contains(title_pattern())
            & ~pl.col("stripped").str.contains(f"^{TRAIL}"),
            words=pl.col("stripped").str.replace_all(r"\s", ""),
            number=pl.int_range(1, pl.len() + 1).over(document),
        )
        .with_columns(
            has_other=(
                pl.col("is_title") & ~pl.col("within") & (pl.col("number") <= MAX_TITLE_LINE)
                | pl.col("is_title").any().over(document, "words")
                & ~pl.col("within")
                & pl.col("within").any().over(document, "words")
            )
            .any()
            .over(document),
            running=(pl.col("is_title") & pl.col("within")).cum_sum().over(document),
        )
        .select(
            pl.col("within")
            & ~(pl.col("is_title") & ~pl.col("has_other") & (pl.col("running") == 1))
        )
        .to_series()
    )


def running_names(lines: pl.DataFrame) -> pl.Series:
    """Return whether lines are a body and its round that each page has after its mark.

    - 1 - / 緑化部会（第３回） … - 2 - / 緑化部会（第３回） → both. It is no title of the record.

    Parameters
    ----------
    lines
        `document_id`, `stripped` and `is_mark` (whether a line is a page mark), in order.
    """
    same = (pl.col("document_id") == pl.col("document_id").shift()).fill_null(False)
    alike = ("document_id", "words")
    return (
        lines.select(
            "document_id",
            "is_mark",
            beside=pl.col("is_mark").shift(fill_value=False) & same,
            words=pl.col("stripped").str.replace_all(r"\s", ""),
            is_named=pl.col("stripped").str.contains(_BODY_AND_ROUND),
        )
        .select(
            pl.col("is_named")
            & ~pl.col("is_mark")
            & pl.col("beside").all().over(alike)
            & (pl.len().over(alike) >= _PAGES)
        )
        .to_series()
    )
