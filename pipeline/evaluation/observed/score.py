"""Comparison of the truth of observed shapes with what was read.

Every comparison is one row of outcomes: `expected` counts what the truth states, `given` what was
read, `right` what is the same in both. A row is a fault where `right` is less than either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from pipeline.evaluation.observed.folding import bare_label, bare_name, first_words, folded
from pipeline.evaluation.observed.pairing import Pairs, pair_names, pair_speeches

VALUES = ("date", "start", "end", "round", "venue")
LISTS = ("names", "speeches")

OUTCOME: dict[str, type[pl.DataType]] = {
    **{"record": pl.String, "form": pl.String, "figure": pl.String},
    **{"right": pl.Int64, "given": pl.Int64, "expected": pl.Int64},
    **{"truth": pl.String, "found": pl.String},
}
"""Columns of outcomes; `truth` and `found` are for display."""

IS_FAULT = pl.col("right") < pl.max_horizontal("given", "expected")

_VENUE_SLACK = 6
"""Maximum number of characters by which a read venue may exceed the stated one inside it."""
_FLOOR = r"[0-9]+階"
_FACT = ["record", "form", "figure"]


def score(truth: pl.DataFrame, reading: pl.DataFrame) -> pl.DataFrame:
    """Compare what was read with the truth.

    Parameters
    ----------
    truth
        As `read_truth` returns it.
    reading
        As `read_corpus` returns it; records without anything read may be missing.

    Returns
    -------
    pl.DataFrame
        Outcomes, with the columns of `OUTCOME`. Figures that the truth leaves out have none.
    """
    both = truth.join(reading, on="record", how="left", suffix="_read").with_columns(
        pl.col("meetings_read").fill_null(0)
    )
    outcomes = [_one_meeting(both), *(_value(both, field) for field in VALUES)]
    outcomes += [_names(both), _speeches(both)]
    return pl.concat(_as_outcomes(frame) for frame in outcomes)


def _as_outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(dtype) for name, dtype in OUTCOME.items())


def _one_meeting(both: pl.DataFrame) -> pl.DataFrame:
    """Compare the number of meetings."""
    return both.select(
        "record",
        "form",
        figure=pl.lit("one_meeting"),
        right=pl.col("meetings") == pl.col("meetings_read"),
        given=pl.col("meetings_read") > 0,
        expected=True,
        truth=pl.format("{} meetings", "meetings"),
        found=pl.format("{} meetings", "meetings_read"),
    )


def _value(both: pl.DataFrame, field: str) -> pl.DataFrame:
    """Compare a value of the first meeting with the accepted ones."""
    # Dates and times are compared also where the truth is null; sessions and venues are not.
    asked = both if field in ("date", "start", "end") else both.drop_nulls(field)
    accepted = asked.explode(field) if field == "round" else asked
    found, stated = pl.col(f"{field}_read"), pl.col(field).cast(pl.String)
    is_same = _is_same_venue(found, stated) if field == "venue" else found.eq_missing(stated)
    return (
        accepted.with_columns(stated=stated, is_same=is_same.fill_null(False), figure=pl.lit(field))
        .group_by(_FACT, maintain_order=True)
        .agg(
            is_stated=pl.col("stated").is_not_null().any(),
            is_same=pl.col("is_same").any(),
            truth=pl.col("stated").fill_null("nothing").str.join(" or "),
            found=found.first(),
        )
        .with_columns(
            right=pl.col("is_same") & pl.col("is_stated"),
            given=pl.col("found").is_not_null(),
            expected="is_stated",
        )
    )


def _is_same_venue(found: pl.Expr, stated: pl.Expr) -> pl.Expr:
    """Whether the read venue is the stated one or part of it.

    It may exceed the stated one by `_VENUE_SLACK` characters, and floors may be missing.
    """
    read, want = folded(found), folded(stated)
    return (found.str.len_chars() > 0) & (
        want.str.contains(read, literal=True)
        | (
            read.str.contains(want, literal=True)
            & (read.str.len_chars() <= want.str.len_chars() + _VENUE_SLACK)
        )
        | want.str.replace_all(_FLOOR, "").str.contains(read, literal=True)
    )


def _names(both: pl.DataFrame) -> pl.DataFrame:
    of_list = pl.element().struct.field
    rows = both.drop_nulls("names").select(
        "record",
        "form",
        _each("names", bare_name(pl.element())),
        _each("names_neutral", bare_name(pl.element())),
        name=_each("listed", bare_name(of_list("name"))),
        family=_each("listed", bare_name(of_list("family"))),
    )
    return _paired(
        rows,
        "names",
        lambda row: pair_names(
            row["names"],
            row["names_neutral"] or [],
            list(zip(row["name"] or [], row["family"] or [], strict=True)),
        ),
    )


def _speeches(both: pl.DataFrame) -> pl.DataFrame:
    label, words = (pl.element().list.get(at) for at in (0, 1))
    of_remark = pl.element().struct.field
    rows = both.drop_nulls("speeches").select(
        "record",
        "form",
        label=_each("speeches", bare_label(label)),
        words=_each("speeches", pl.when(words.is_not_null()).then(first_words(words))),
        read_label=_each("said", bare_label(of_remark("label"))),
        read_words=_each("said", first_words(of_remark("words"))),
    )
    return _paired(
        rows,
        "speeches",
        lambda row: pair_speeches(
            list(zip(row["label"], row["words"], strict=True)),
            list(zip(row["read_label"] or [], row["read_words"] or [], strict=True)),
        ),
    )


def _each(column: str, of_element: pl.Expr) -> pl.Expr:
    return pl.col(column).list.eval(of_element)


def _paired(
    rows: pl.DataFrame, figure: str, pair: Callable[[dict[str, Any]], Pairs]
) -> pl.DataFrame:
    """Return outcomes of lists, with counts of entries, one row a record."""

    def outcomes() -> Iterator[tuple[Any, ...]]:
        for row in rows.iter_rows(named=True):
            right, missing, surplus = pair(row)
            counts = (right, right + len(surplus), right + len(missing))
            said = (" / ".join(missing) or None, " / ".join(surplus) or None)
            yield row["record"], row["form"], figure, *counts, *said

    return pl.DataFrame(list(outcomes()), schema=OUTCOME, orient="row")
