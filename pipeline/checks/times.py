"""Checks of times: does each time of day agree with its moment?"""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames
from schemas.vocabulary import Severity, Stage


def times_unlike_moments(frames: Frames) -> pl.DataFrame:
    """Find meetings whose start or end has a different time of day.

    Only moments that are not null are compared.
    """
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
