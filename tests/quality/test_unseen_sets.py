"""Sets that were unseen when they were first read: what was mended for them stays right."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.evaluation.observed.figures import evaluate_observed

QUALITY = Path(__file__).parents[2] / "quality"
RIGHT = {"shapes3": 29, "shapes4": 16, "shapes5": 15}
"""The least number of records of each set that are read wholly right. It is only ever raised."""


@pytest.mark.long
@pytest.mark.parametrize("name", RIGHT)
def test_a_set_is_read_as_it_was_and_nothing_is_wrong_without_a_warning(name: str) -> None:
    figures = evaluate_observed(QUALITY / name).shares.filter(pl.col("form").is_null())
    counts = dict(figures.select("figure", "count").iter_rows())
    assert counts["right"] >= RIGHT[name]
    assert counts["silent"] == 0
