"""Confidence intervals of 95% for figures of the gold."""

from __future__ import annotations

import random

import polars as pl

RESAMPLES = 1000
SEED = 20150731
_Z = 1.959963984540054
"""Half-width, in standard deviations, of the central 95% of a normal distribution."""


def wilson(successes: pl.Expr, trials: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return Wilson's score interval of a share.

    Returns
    -------
    tuple[pl.Expr, pl.Expr]
        The lower and the upper end; null where there are no trials.
    """
    trials = pl.when(trials > 0).then(trials)
    share = successes / trials
    centre = share + _Z**2 / (2 * trials)
    spread = _Z * (share * (1 - share) / trials + _Z**2 / (4 * trials**2)).sqrt()
    scale = 1 + _Z**2 / trials
    # Removes rounding errors at 0 and 1.
    return (
        ((centre - spread) / scale).clip(0, 1),
        ((centre + spread) / scale).clip(0, 1),
    )


def bootstrap_f1(counts: pl.DataFrame) -> pl.DataFrame:
    """Return bootstrap intervals of F1, with a fixed seed.

    Whole records are drawn, since rows of one record are alike. Where all draws give the same F1,
    they have no information on records outside the gold, and Wilson's interval is used.

    Parameters
    ----------
    counts
        `group`, `record`, `field`, `right`, `given`, `expected`; one row a record and field.

    Returns
    -------
    pl.DataFrame
        `group`, `field`, `f1_low`, `f1_high`.
    """
    records = counts.select("group", "record").unique().sort("group", "record")
    draws = [
        _draws(str(group), of_group["record"].to_list())
        for (group,), of_group in records.group_by("group", maintain_order=True)
    ]
    sums = [pl.col(name).sum() for name in ("right", "given", "expected")]
    middle = (pl.col("given") + pl.col("expected")) / 2
    keys = ["group", "field"]
    drawn = (
        pl.concat(draws)
        .join(counts, on=["group", "record"])
        .group_by(*keys, "resample")
        .agg(sums)
        .group_by(keys)
        .agg(
            low=(pl.col("right") / middle).fill_nan(None).quantile(0.025, "linear"),
            high=(pl.col("right") / middle).fill_nan(None).quantile(0.975, "linear"),
        )
    )
    low, high = wilson(pl.col("right"), middle)
    is_single = pl.col("low") == pl.col("high")
    return (
        counts.group_by(keys)
        .agg(sums)
        .join(drawn, on=keys)
        .select(
            *keys,
            f1_low=pl.when(is_single).then(low).otherwise("low"),
            f1_high=pl.when(is_single).then(high).otherwise("high"),
        )
    )


def _draws(group: str, records: list[str]) -> pl.DataFrame:
    drawn = random.Random(SEED).choices(records, k=RESAMPLES * len(records))
    return pl.DataFrame({"record": drawn}).select(
        pl.lit(group).alias("group"),
        "record",
        resample=pl.int_range(pl.len()) // len(records),
    )
