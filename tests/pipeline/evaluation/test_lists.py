"""Records whose lists of attendees are the matter: what is read of them stays read."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.evaluation.figures import evaluate
from tests.pipeline.evaluation.conftest import ROOT

LEAST = {"attendance_row": 0.97, "attendance_name": 0.99, "speaker_named": 0.98}
"""F1 over all records of `quality/lists`. Only ever raised."""


@pytest.mark.long
def test_lists_that_were_learned_from_are_still_read() -> None:
    figures = evaluate(ROOT / "quality/lists").figures.filter(pl.col("family").is_null())
    reached = dict(figures.select("field", "f1").iter_rows())
    assert {field: reached[field] for field, least in LEAST.items() if reached[field] < least} == {}
