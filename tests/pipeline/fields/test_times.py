"""Clock times: start and end, as records write them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.fields.times import with_times

TOKYO = ZoneInfo("Asia/Tokyo")


def read(clocks: str, day: date | None = date(2024, 4, 1)) -> dict[str, object]:
    headers = pl.DataFrame(
        {"clocks": [clocks], "date": [day]}, schema={"clocks": pl.String, "date": pl.Date}
    )
    return with_times(headers).row(0, named=True)


@pytest.mark.parametrize(
    ("clocks", "start", "end"),
    [
        ("10:31~11:59", time(10, 31), time(11, 59)),
        ("14.00〜15.30", time(14), time(15, 30)),
        ("16時00分から18時00分まで", time(16), time(18)),
        ("自午後2時01分至午後2時50分", time(14, 1), time(14, 50)),
        ("午前十時四十九分開議午後四時四分散会", time(10, 49), time(16, 4)),
        # 午後 governs both, but each may have its own.
        ("午後7時~8時50分", time(19), time(20, 50)),
        ("午後1時半頃~同3時", time(13, 30), time(15)),
        ("午後11時~午前1時", time(23), time(1)),
        # Noon, and what is written before it and behind it.
        ("午前10時~正午", time(10), time(12)),
        ("正午~1時", time(12), time(13)),
        ("午前10時30分~午前12時00分", time(10, 30), time(12)),
        ("午後0時15分~1時", time(12, 15), time(13)),
        ("午後13時30分~15時", time(13, 30), time(15)),
        # Beyond midnight hours are counted on.
        ("22時~25時30分", time(22), time(1, 30)),
        ("22時~30時", time(22), None),
        # Words tell an end from a start, before it or behind it.
        ("開会午前十時閉会正午", time(10), time(12)),
        ("午前十時開会正午閉会", time(10), time(12)),
        ("午後3時10分散会", None, time(15, 10)),
        ("散会:午後3時10分", None, time(15, 10)),
        ("午後1時開議午後2時26分開議午後3時36分散会", time(13), time(15, 36)),
        ("○開会午前10時○散会正午", time(10), time(12)),
        # A pause is neither, nor is how long it took.
        ("午前10時開会11時休憩11時10分再開正午閉会", time(10), time(12)),
        ("10時~12時(2時間)", time(10), time(12)),
        ("2時間半", None, None),
        ("10時30分~", time(10, 30), None),
        # No clock shows these.
        ("24:60", None, None),
        ("午後25時", None, None),
        ("未定", None, None),
        ("", None, None),
    ],
)
def test_start_and_end_are_read_as_written(
    clocks: str, start: time | None, end: time | None
) -> None:
    row = read(clocks)
    assert (row["start_time"], row["end_time"]) == (start, end)


def test_a_moment_is_a_day_and_a_time_in_japan() -> None:
    row = read("22時~25時30分")
    assert row["starts_at"] == datetime(2024, 4, 1, 22, tzinfo=TOKYO)
    assert row["ends_at"] == datetime(2024, 4, 2, 1, 30, tzinfo=TOKYO)
    assert row["unclear_hours"] == []


@pytest.mark.parametrize(
    ("clocks", "end"),
    [
        # The end of an evening is midnight, whatever half of the day the start has.
        ("午後8時~0時", datetime(2024, 4, 2, 0, tzinfo=TOKYO)),
        ("午後8時~午前0時", datetime(2024, 4, 2, 0, tzinfo=TOKYO)),
        ("20:00~0:30", datetime(2024, 4, 2, 0, 30, tzinfo=TOKYO)),
        ("午後8時~24時", datetime(2024, 4, 2, 0, tzinfo=TOKYO)),
        # Shortly after noon it is not.
        ("午後0時15分~0時45分", datetime(2024, 4, 1, 12, 45, tzinfo=TOKYO)),
        ("正午~0時30分", datetime(2024, 4, 1, 12, 30, tzinfo=TOKYO)),
        ("午後0時15分~午後0時10分", datetime(2024, 4, 1, 12, 10, tzinfo=TOKYO)),
        # After a morning it may be noon or a mistake: kept as written, and reported.
        ("午前9時~0時", datetime(2024, 4, 1, 0, tzinfo=TOKYO)),
    ],
)
def test_midnight_is_the_end_of_the_day(clocks: str, end: datetime) -> None:
    row = read(clocks)
    assert (row["ends_at"], row["end_time"]) == (end, end.time())


def test_without_a_day_there_is_a_time_and_no_moment() -> None:
    row = read("10:00~11:30", None)
    assert (row["starts_at"], row["ends_at"]) == (None, None)
    assert (row["start_time"], row["end_time"]) == (time(10), time(11, 30))
    # Nothing is unclear about the hours of no day.
    assert row["unclear_hours"] == []


@pytest.mark.parametrize(
    ("day", "clocks", "unclear"),
    [
        # Before Japan had one time; and where summer time ended and began.
        (date(1887, 12, 31), "午前10時~正午", ["午前10時", "正午"]),
        (date(1948, 9, 12), "午前0時10分~午前1時", ["午前0時10分"]),
        (date(1948, 5, 2), "午後10時~25時", []),
        (date(1888, 1, 1), "午前10時~正午", []),
    ],
)
def test_hours_that_name_no_moment_or_two_are_unclear(
    day: date, clocks: str, unclear: list[str]
) -> None:
    row = read(clocks, day)
    assert row["unclear_hours"] == unclear
    assert (row["starts_at"] is None) is (len(unclear) > 0)
    assert row["start_time"] is not None
