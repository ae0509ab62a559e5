"""Needed: the records that are read by inferred turns.

No described style explains them.
"""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import INFERRED
from pipeline.segmentation.turns.candidates import WELL_KNOWN, visible_lines
from pipeline.segmentation.turns.choice import ANONYMOUS, turns_of

AT_LEAST = 3
"""Minimum number of turns of a record whose style is inferred."""
_SURE = 0.7
"""Minimum mean probability of the turns of such a record."""
_ALIKE = 2
"""Minimum number of named turns between the same signs that count against a described style."""
_EXPLAINED = 0.75
"""Minimum share of the model's turns that a described style explains, or it is replaced."""


def with_inferred(documents: pl.DataFrame) -> pl.DataFrame:
    """Find the records that inferred turns explain better.

    Parameters
    ----------
    documents
        `document_id`, `text`, `explained` (lines that the described style explains, null where
        there is none) and `is_anonymous` (whether that style names nobody).

    Returns
    -------
    pl.DataFrame
        `document_id`, `layout` and `evidence`, of those records alone.
    """
    schema = {"document_id": pl.String, "layout": pl.String, "evidence": pl.String}
    if documents.is_empty():
        return pl.DataFrame(schema=schema)
    turns = turns_of(visible_lines(documents), documents)
    is_named = pl.col("quality") >= WELL_KNOWN
    return (
        turns.with_columns(_alike=is_named.sum().over("document_id", "frame"))
        .group_by("document_id", maintain_order=True)
        .agg(
            turns=pl.len(),
            sure=pl.col("probability").mean(),
            named=(is_named & (pl.col("_alike") >= _ALIKE)).sum(),
            unnamed=(~is_named & (pl.col("turn") != ANONYMOUS)).sum(),
        )
        .join(documents.drop("text"), on="document_id", maintain_order="left")
        .filter(
            pl.col("turns") >= AT_LEAST,
            pl.col("sure") >= _SURE,
            # Labels known by their recurrence alone may be words of a narrative.
            pl.col("unnamed") * 2 <= pl.col("turns"),
            # A style without speaker labels explains no turn with a named speaker.
            pl.when("is_anonymous")
            .then(
                (pl.col("named") >= AT_LEAST)
                & (pl.col("named") >= pl.col("explained") * _EXPLAINED)
            )
            .otherwise(
                pl.col("explained").is_null() | (pl.col("explained") < pl.col("named") * _EXPLAINED)
            ),
        )
        .select(
            "document_id",
            layout=pl.lit(INFERRED),
            evidence=pl.format(
                f"{INFERRED}: {{}} turns at {{}}%",
                "turns",
                (pl.col("sure") * 100).round().cast(pl.Int32),
            ),
        )
    )
