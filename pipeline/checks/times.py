"""Checks of times: is the time of day of a start or an end that of its moment?"""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames
from schemas.vocabulary import Severity, Stage


def times_unlike_moments(frames: Frames) -> pl.DataFrame:
    """Meetings whose start or end, where there is such a moment, has another time of day."""
    pairs = (("starts_at", "start_time"), ("ends_at", "end_time"))
    return (
        frames["meetings"]
        .filter(
            pl.any_horizontal(
                pl.col(moment).is_not_null() & pl.col(moment).dt.time().ne_missing(pl.col(time))
                for moment, time in pairs
            )
        )
        .select("meeting_id", *(name for pair in pairs for name in pair))
    )


TIMES_AGREE: Check[Frames] = Check(
    "meetings_times_agree",
    "meetings",
    Stage.NORMALISATION,
    Severity.ERROR,
    True,
    "The time of day of every start and end is that of its moment.",
    "開始・終了の時刻がその日時と一致する",
    times_unlike_moments,
)
