"""Figures of records in observed shapes, by form and for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipeline.evaluation.gold import digest
from pipeline.evaluation.intervals import bootstrap_f1, wilson
from pipeline.evaluation.observed.reading import read_corpus
from pipeline.evaluation.observed.score import IS_FAULT, LISTS, VALUES, score
from pipeline.evaluation.observed.truth import CORPUS, FORMS, read_truth

SHARES = ("one_meeting", *VALUES, "right", "silent")
"""Shares of records, in display order."""

_POOLED = ""
_KEYS = ["figure", "form"]
_DIGITS = 6
"""Decimal places: more than are shown, so that a shown figure is rounded once."""


class Observed(NamedTuple):
    """The evaluation of records in observed shapes.

    `form` is null where all forms are pooled.

    Attributes
    ----------
    records
        `record`, `form`, `is_right` (no fault at all) and `issues`, its rows of `quality_issues`.
    outcomes
        See `score`.
    shares
        `figure`, `form`, `n`, `count`, `share`, `low`, `high`, `wrong` (other values than the
        stated one) and `made` (values where none is stated). `right` counts records without any
        fault, `silent` the others without any issue.
    lists
        `figure`, `form`, `n` (rows of the truth), `given`, `right`, and `precision`, `recall`,
        `f1`, each with its interval as `*_low` and `*_high`.
    alarms
        `form`, `n` (right records), their `issues`, and the `mean` of these.
    """

    records: pl.DataFrame
    outcomes: pl.DataFrame
    shares: pl.DataFrame
    lists: pl.DataFrame
    alarms: pl.DataFrame


def evaluate_observed(folder: Path) -> Observed:
    """Run the pipeline on records and compare with their truth.

    Raises
    ------
    GoldError
        Where the truth cannot be read.
    """
    truth = read_truth(folder)
    return figures_of_observed(truth, read_corpus(folder / CORPUS))


def figures_of_observed(truth: pl.DataFrame, reading: pl.DataFrame) -> Observed:
    """Compare what was read with the truth, and return the figures.

    Parameters
    ----------
    truth
        As `read_truth` returns it.
    reading
        As `read_corpus` returns it.
    """
    outcomes = score(truth, reading)
    faults = outcomes.filter(IS_FAULT).select("record").unique().with_columns(is_right=False)
    records = (
        truth.select("record", "form")
        .join(faults, on="record", how="left")
        .join(reading.select("record", "issues"), on="record", how="left")
        .with_columns(pl.col("is_right").fill_null(True), pl.col("issues").fill_null(0))
    )
    return Observed(
        records, outcomes, _shares(outcomes, records), _lists(outcomes), _alarms(records)
    )


def stated_observed(observed: Observed, folder: Path) -> dict[str, Any]:
    """Return the figures in the form of `quality.json`."""
    return {
        "records": observed.records.height,
        "sha256": digest(folder.resolve().parent, folder.resolve().name),
        "shares": _as_stated(observed.shares, {"interval": ""}),
        "lists": _as_stated(
            observed.lists,
            {f"{share}_interval": f"{share}_" for share in ("precision", "recall", "f1")},
        ),
        "alarms": _as_stated(observed.alarms, {}),
    }


def _shares(outcomes: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    is_stated, is_given, is_right = (pl.col(name) > 0 for name in ("expected", "given", "right"))
    is_value = pl.col("figure").is_in(VALUES)
    compared = outcomes.filter(~pl.col("figure").is_in(LISTS)).select(
        *_KEYS,
        n=is_stated,
        count=is_right,
        wrong=pl.when(is_value).then(is_stated & is_given & ~is_right),
        made=pl.when(is_value).then(~is_stated & is_given),
    )
    neither = pl.lit(None, pl.Boolean)
    whole = records.select(
        pl.lit("right").alias("figure"),
        *("form", pl.lit(True).alias("n"), pl.col("is_right").alias("count")),
        wrong=neither,
        made=neither,
    )
    silent = records.filter(~pl.col("is_right")).select(
        pl.lit("silent").alias("figure"),
        *("form", pl.lit(True).alias("n"), (pl.col("issues") == 0).alias("count")),
        wrong=neither,
        made=neither,
    )
    counts = _by_form(pl.concat([compared, whole, silent]), ["n", "count", "wrong", "made"])
    low, high = wilson(pl.col("count"), pl.col("n"))
    return _in_order(
        counts.with_columns(
            share=(pl.col("count") / pl.col("n")).fill_nan(None),
            low=low,
            high=high,
            # The sum of no values is 0; figures without values have null.
            **{name: pl.when(is_value).then(name) for name in ("wrong", "made")},
        ),
        SHARES,
    ).select(*_KEYS, "n", "count", "share", "low", "high", "wrong", "made")


def _lists(outcomes: pl.DataFrame) -> pl.DataFrame:
    of_lists = outcomes.filter(pl.col("figure").is_in(LISTS))
    counts = _by_form(of_lists, ["right", "given", "expected"])
    by_record = pl.concat([of_lists, of_lists.with_columns(form=pl.lit(_POOLED))]).select(
        "record",
        *("right", "given", "expected"),
        group="form",
        field="figure",
    )
    intervals = bootstrap_f1(by_record).rename({"group": "form", "field": "figure"})
    right, given, expected = (pl.col(name) for name in ("right", "given", "expected"))
    (p_low, p_high), (r_low, r_high) = wilson(right, given), wilson(right, expected)
    return _in_order(
        counts.join(
            intervals.with_columns(pl.col("form").replace(_POOLED, None)),
            on=_KEYS,
            nulls_equal=True,
        ).select(
            *_KEYS,
            n="expected",
            given="given",
            right="right",
            precision=(right / given).fill_nan(None),
            precision_low=p_low,
            precision_high=p_high,
            recall=(right / expected).fill_nan(None),
            recall_low=r_low,
            recall_high=r_high,
            f1=(2 * right / (given + expected)).fill_nan(None),
            f1_low="f1_low",
            f1_high="f1_high",
        ),
        LISTS,
    )


def _alarms(records: pl.DataFrame) -> pl.DataFrame:
    right = records.filter("is_right").select(
        "form", "issues", figure=pl.lit("alarms"), n=pl.lit(True)
    )
    return (
        _in_order(_by_form(right, ["n", "issues"]), ("alarms",))
        .drop("figure")
        .with_columns(mean=pl.col("issues") / pl.col("n"))
    )


def _by_form(rows: pl.DataFrame, counted: list[str]) -> pl.DataFrame:
    """Sum columns by figure: for each form, and for all (form null)."""
    pooled = rows.with_columns(form=pl.lit(None, pl.String))
    return pl.concat([pooled, rows]).group_by(_KEYS).agg(pl.col(counted).cast(pl.Int64).sum())


def _in_order(figures: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Sort figures by name; all forms first, then `FORMS`, then others."""
    known = pl.col("form").replace_strict(
        {form: at for at, form in enumerate(FORMS)}, default=len(FORMS), return_dtype=pl.Int64
    )
    is_form = pl.col("form").is_not_null()
    return figures.sort(pl.col("figure").cast(pl.Enum(names)), is_form, known, "form")


def _as_stated(figures: pl.DataFrame, intervals: dict[str, str]) -> list[dict[str, Any]]:
    """Return rows with rounded shares, and intervals as lists."""
    rows = figures.with_columns(pl.col(pl.Float64).round(_DIGITS)).to_dicts()
    for row in rows:
        for name, prefix in intervals.items():
            low, high = row.pop(f"{prefix}low"), row.pop(f"{prefix}high")
            row[name] = None if low is None else [low, high]
    return rows
