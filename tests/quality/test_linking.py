"""Linking keeps its figures on made-up bodies that its rules were not looked at with."""

from __future__ import annotations

import polars as pl
import pytest

from quality.linking.__main__ import HELD_OUT, TUNED
from quality.linking.bodies import CHOSEN, OBSERVED, corpus
from quality.linking.figures import NOTHING, Figures, Pairs, counted, pairs_of


@pytest.fixture(scope="module", params=[CHOSEN, OBSERVED], ids=["chosen", "observed"])
def figures(request: pytest.FixtureRequest) -> Figures:
    return sum((pairs_of(corpus(seed, shares=request.param)) for seed in HELD_OUT[:4]), NOTHING)


def test_few_pairs_are_joined_wrongly(figures: Figures) -> None:
    assert figures.every.precision >= 0.99
    assert figures.within.precision >= 0.99


def test_most_pairs_within_a_body_are_joined(figures: Figures) -> None:
    assert figures.within.recall >= 0.92


def test_between_bodies_a_pair_is_joined_where_both_state_the_evidence(figures: Figures) -> None:
    assert figures.stated.recall >= 0.85
    assert figures.every.recall < figures.within.recall


def test_the_seeds_that_rules_are_judged_by_are_others() -> None:
    assert set(TUNED).isdisjoint(HELD_OUT)


def test_pairs_are_counted_by_hand() -> None:
    # Three rows of one person, of whom two are joined; two more rows joined wrongly.
    made = corpus(1, bodies=1, years=1)
    keys = made.attendance["attendance_id"].head(5)
    small = made._replace(
        attendance=made.attendance.head(5),
        truth=pl.DataFrame({"attendance_id": keys, "person": [1, 1, 1, 2, 3]}),
    )
    found = pl.DataFrame({"attendance_id": keys, "linked": ["a", "a", None, "b", "b"]})
    every, within, stated = counted(found, small)
    assert stated == Pairs(0, 0, 0)
    assert every == within == Pairs(true=3, linked=2, both=1)
    assert (every.precision, round(every.recall, 3)) == (0.5, 0.333)


def test_bodies_hold_what_they_are_to_try() -> None:
    made = corpus(2)
    rows = made.attendance.join(made.truth, on="attendance_id").join(made.meetings, on="meeting_id")
    of_person = rows.group_by("person").agg(
        pl.col("family_name").n_unique().alias("families"),
        pl.col("position").n_unique().alias("positions"),
        pl.col("affiliation").drop_nulls().n_unique().alias("affiliations"),
        pl.col("body").n_unique().alias("bodies"),
        pl.col("given_name").null_count().is_between(1, pl.len() - 1).alias("lacks"),
    )
    for name in ("families", "positions", "affiliations", "bodies"):
        assert of_person[name].max() > 1, name  # type: ignore[operator]
    assert of_person["lacks"].any()
    names = rows.drop_nulls("given_name").group_by("family_name", "given_name")
    assert names.agg(pl.col("person").n_unique())["person"].max() > 1  # type: ignore[operator]
    assert rows["family_name"].str.contains("[髙齊﨑邊澤廣濵]").any()
    assert corpus(2).attendance.equals(made.attendance)
