"""Issues that a stage reported, as the failing rows of a check."""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Frames
from schemas.vocabulary import Stage


def issues_of(frames: Frames, stage: Stage, rule: str, columns: list[str]) -> pl.DataFrame:
    """Return columns of the issues that a stage reported under a rule."""
    issues = frames["quality_issues"]
    is_reported = (issues["stage"] == stage.value) & (issues["rule"] == rule)
    # A hundred checks ask, and most find nothing: to look costs a tenth of a query.
    return issues.filter(is_reported).select(columns) if is_reported.any() else issues.clear()
