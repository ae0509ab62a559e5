from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.checks.check import run_check
from pipeline.checks.times import TIMES_AGREE, times_unlike_moments

Table = Callable[..., pl.DataFrame]

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        # A time need have no moment: of an unclear hour, or of no day.
        {"starts_at": None},
        {"starts_at": None, "ends_at": None, "start_time": None, "end_time": None},
        # 25時 is one o'clock of the next day.
        {"ends_at": datetime(2024, 4, 2, 1, tzinfo=TOKYO), "end_time": time(1)},
    ],
)
def test_times_of_day_agree_with_their_moments(table_of: Table, changes: dict[str, object]) -> None:
    assert times_unlike_moments({"meetings": table_of("meetings", changes)}).is_empty()


@pytest.mark.parametrize(
    "changes", [{"start_time": time(10, 1)}, {"end_time": None}, {"end_time": time(23, 30)}]
)
def test_another_time_of_day_or_none_beside_a_moment_fails(
    table_of: Table, changes: dict[str, object]
) -> None:
    frames = {"meetings": table_of("meetings", {"meeting_id": "made-up/right"}, changes)}
    result = run_check(TIMES_AGREE, frames)
    assert not result.passed
    assert result.failing["meeting_id"].to_list() == ["made-up/2024-04-01/1"]
