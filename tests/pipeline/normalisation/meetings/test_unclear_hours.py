"""Hours that clocks in Japan never showed, showed twice, or showed before they agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.fields.dates import with_date_parts
from pipeline.normalisation.meetings.unclear_hours import unclear_hours

Tables = Callable[..., dict[str, pl.DataFrame]]

TOKYO = ZoneInfo("Asia/Tokyo")

RECORD = """\
第３回架空町緑化検討委員会 会議録

日時　{day}
　　　{hours}
場所　架空町役場

○榎本委員長　始めます。
○小早川委員　賛成です。
"""

DAYS = {
    # Summer time ended at one o'clock, which was midnight again.
    "昭和23年9月12日": date(1948, 9, 12),
    # It began at midnight, which was one o'clock.
    "昭和23年5月2日": date(1948, 5, 2),
    "昭和26年5月6日": date(1951, 5, 6),
    "明治20年12月31日": date(1887, 12, 31),
}

UNCLEAR = {
    ("昭和23年9月12日", "午前０時10分～午前０時40分"): (
        [None, None],
        ["午前0時10分", "午前0時40分"],
        "hour_exists_once",
    ),
    ("昭和23年9月12日", "午前０時59分～午前１時"): (
        [None, datetime(1948, 9, 12, 1, tzinfo=TOKYO)],
        ["午前0時59分"],
        "hour_exists_once",
    ),
    ("昭和23年5月2日", "午前０時30分～午前２時"): (
        [None, datetime(1948, 5, 2, 2, tzinfo=TOKYO)],
        ["午前0時30分"],
        "hour_exists_once",
    ),
    ("昭和26年5月6日", "午前０時～午前１時"): (
        [None, datetime(1951, 5, 6, 1, tzinfo=TOKYO)],
        ["午前0時"],
        "hour_exists_once",
    ),
    ("明治20年12月31日", "午前10時～正午"): (
        [None, None],
        ["午前10時", "正午"],
        "hour_in_standard_time",
    ),
}


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the record of each unclear hour."""
    return tables_of_each(RECORD.format(day=day, hours=hours) for day, hours in UNCLEAR)


@pytest.mark.parametrize(("written", "expected"), UNCLEAR.items(), ids=str)
def test_an_unclear_hour_is_empty_and_reported_with_its_line(
    read: dict[str, dict[str, pl.DataFrame]],
    written: tuple[str, str],
    expected: tuple[list[datetime | None], list[str], str],
) -> None:
    day, hours = written
    (starts, ends), unclear, rule = expected
    tables = read[RECORD.format(day=day, hours=hours)]
    (meeting,) = tables["meetings"].iter_rows(named=True)
    assert meeting["date"] == DAYS[day]
    assert (meeting["starts_at"], meeting["ends_at"]) == (starts, ends)
    assert meeting["duration_minutes"] is None
    assert tables["remarks"].height == 2
    issues = tables["quality_issues"].filter(pl.col("table_name") == "meetings")
    assert issues.select("rule", "severity", "document_id").rows() == [
        (rule, "warn", "made-up/1.txt")
    ] * len(unclear)
    assert set(issues["line"]) <= {3, 4}
    assert set(issues["row_key"]) == {meeting["meeting_id"]}
    assert issues["quality_issue_id"].is_unique().all()
    for hour, said, ja in zip(unclear, issues["message"], issues["message_ja"], strict=True):
        assert f"{hour} " in said
        assert f"{hour} " in ja
        assert str(DAYS[day]) in said


CLEAR = {
    "昭和23年9月11日午後８時～午後11時30分": (
        datetime(1948, 9, 11, 20, tzinfo=TOKYO),
        datetime(1948, 9, 11, 23, 30, tzinfo=TOKYO),
    ),
    "昭和23年7月1日午前０時10分～午前１時": (
        datetime(1948, 7, 1, 0, 10, tzinfo=TOKYO),
        datetime(1948, 7, 1, 1, tzinfo=TOKYO),
    ),
    "明治21年1月1日午前10時～正午": (
        datetime(1888, 1, 1, 10, tzinfo=TOKYO),
        datetime(1888, 1, 1, 12, tzinfo=TOKYO),
    ),
}


@pytest.mark.parametrize("written", CLEAR)
def test_a_clear_hour_stays(written: str) -> None:
    frame = with_date_parts(pl.DataFrame({"date_text": [written]}))
    assert frame.select("starts_at", "ends_at").row(0) == CLEAR[written]
    assert frame["unclear_hours"].to_list() == [[]]


def test_a_day_without_an_hour_has_none_that_is_unclear(tables_of: Tables) -> None:
    tables = tables_of(RECORD.format(day="昭和23年9月12日", hours=""))
    assert tables["meetings"]["date"].to_list() == [date(1948, 9, 12)]
    rules = set(tables["quality_issues"]["rule"])
    assert not rules & {"hour_exists_once", "hour_in_standard_time"}


def test_hours_beyond_midnight_are_of_the_next_day(tables_of: Tables) -> None:
    tables = tables_of(RECORD.format(day="令和５年４月１３日（木）", hours="２２時～２５時３０分"))
    (meeting,) = tables["meetings"].iter_rows(named=True)
    assert meeting["date"] == date(2023, 4, 13)
    assert meeting["starts_at"] == datetime(2023, 4, 13, 22, tzinfo=TOKYO)
    assert meeting["ends_at"] == datetime(2023, 4, 14, 1, 30, tzinfo=TOKYO)
    assert meeting["duration_minutes"] == 210
    assert tables["quality_issues"].is_empty()


PASSAGES = [
    ("title", None, "第３回架空町緑化検討委員会 会議録", 1),
    ("date", "日時　", "昭和23年9月12日", 3),
    ("date", None, "午前０時10分～午前２時", 5),
    ("remark", "○榎本委員長", "午前０時10分に始めます。", 9),
]


def reported(table_of: Callable[..., pl.DataFrame], **meeting: object) -> pl.DataFrame:
    """What is reported of a meeting with the passages above."""
    passages = pl.DataFrame(
        [
            {
                "meeting_id": "made-up/1",
                "document_id": "made-up/1.txt",
                "kind": kind,
                "rule": kind,
                "marker": marker,
                "text": text,
                "source": (marker or "") + text,
                "line_start": line,
            }
            for kind, marker, text, line in PASSAGES
        ]
    )
    row = {"meeting_id": "made-up/1", "document_id": "made-up/1.txt", "line_start": 1, **meeting}
    return unclear_hours(table_of("meetings", row), passages)


def test_only_the_hour_that_is_unclear_is_reported_at_the_line_of_the_header(
    table_of: Callable[..., pl.DataFrame],
) -> None:
    day = date(1948, 9, 12)
    found = reported(table_of, date=day, starts_at=None)
    assert found.select("rule", "line", "excerpt").rows() == [
        ("hour_exists_once", 5, "午前０時10分～午前２時")
    ]


@pytest.mark.parametrize(
    "meeting", [{"date": date(2024, 4, 1), "starts_at": None}, {"date": date(1948, 9, 12)}]
)
def test_where_the_date_or_the_moments_tell_that_nothing_is_unclear_nothing_is_looked_for(
    table_of: Callable[..., pl.DataFrame], meeting: dict[str, object]
) -> None:
    assert reported(table_of, **meeting).is_empty()
