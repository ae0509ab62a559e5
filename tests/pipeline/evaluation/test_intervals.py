from __future__ import annotations

import polars as pl
import pytest

from pipeline.evaluation.intervals import bootstrap_f1, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(
    successes: int, trials: int, low: float, high: float
) -> None:
    assert ends(successes, trials) == pytest.approx((low, high), abs=5e-5)


def test_nothing_tried_has_no_interval() -> None:
    assert ends(0, 0) == (None, None)


def test_draws_of_records_that_differ_spread_around_the_figure() -> None:
    found = bootstrap_f1(counts([(10, 10, 10)] * 8 + [(0, 10, 10)] * 2)).row(0, named=True)
    # Of ten records drawn with replacement from these, 95% have between 5 and 10 right ones.
    assert found["f1_low"] == pytest.approx(0.5, abs=0.1)
    assert found["f1_high"] == pytest.approx(1.0)


def test_the_same_records_give_the_same_interval_in_any_order() -> None:
    rows = counts([(9, 10, 10), (4, 5, 8), (0, 3, 2), (7, 7, 7)])
    assert bootstrap_f1(rows).equals(bootstrap_f1(rows.reverse()))


def test_where_all_records_are_alike_the_rows_tell_how_far_it_may_be() -> None:
    found = bootstrap_f1(counts([(10, 10, 10)] * 2)).row(0, named=True)
    assert (found["f1_low"], found["f1_high"]) == pytest.approx(ends(20, 20))
    assert 0.8 < found["f1_low"] < 0.9


def test_groups_are_drawn_apart() -> None:
    rows = counts([(10, 10, 10), (5, 10, 10)])
    both = pl.concat([rows, rows.head(1).with_columns(group=pl.lit("alone"))])
    by_group = dict(bootstrap_f1(both).select("group", "f1_low").iter_rows())
    assert by_group["all"] == pytest.approx(0.5)
    assert by_group["alone"] == pytest.approx(ends(10, 10)[0])


def ends(successes: int, trials: int) -> tuple[float | None, float | None]:
    low, high = wilson(pl.col("successes"), pl.col("trials"))
    counted = pl.DataFrame({"successes": [successes], "trials": [trials]})
    found: tuple[float | None, float | None] = counted.select(low=low, high=high).row(0)
    return found


def counts(of_records: list[tuple[int, int, int]]) -> pl.DataFrame:
    """Right, given and expected of each record."""
    return pl.DataFrame(
        of_records, schema=["right", "given", "expected"], orient="row"
    ).with_columns(
        group=pl.lit("all"),
        field=pl.lit("meeting"),
        record=pl.format("dev/a-{}", pl.int_range(pl.len())),
    )
