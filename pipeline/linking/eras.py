"""Eras: long times in which a body lists nobody of a family name."""

from __future__ import annotations

import polars as pl

LONGEST_ABSENCE = 10
"""Maximum years without a family name in a body after which it may still be the same person's."""


def era() -> pl.Expr:
    """Return how often the family name has come back to its body after a long absence.

    鈴木委員 of 1951 and 鈴木委員 of 2019 are not one person because nobody else is called so.
    Reads `body`, `family` and `date`; a row without a date is of the first era.
    """
    before = pl.col("date").shift()
    is_back = before.dt.offset_by(f"{LONGEST_ABSENCE}y") < pl.col("date")
    return (
        is_back.fill_null(False)
        .cast(pl.Int32)
        .cum_sum()
        .over("body", "family", order_by=["date", "attendance_id"])
    )


def with_whole_persons(rows: pl.DataFrame) -> pl.DataFrame:
    """Join the clusters of one full name in several eras; each has one of them.

    Parameters
    ----------
    rows
        `body`, `family`, `era`, `given` and `cluster`.
    """
    name = ["body", "family", "_given"]
    in_era = pl.col("cluster").n_unique().over(*name, "era")
    is_one = (in_era == 1).all().over(name) & pl.col("_given").is_not_null()
    return (
        rows.with_columns(_given=pl.col("given").drop_nulls().first().over("cluster"))
        .with_columns(
            cluster=pl.when(is_one & pl.col("cluster").is_not_null())
            .then(pl.col("cluster").min().over(name))
            .otherwise("cluster")
        )
        .drop("_given")
    )
