from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.normalisation.meetings.meetings import read_meetings
from pipeline.normalisation.normalise import read_passages
from pipeline.segmentation.segment import segment
from schemas import TABLES
from schemas.vocabulary import RecordKind

Tables = Callable[..., dict[str, pl.DataFrame]]

JAPAN = ZoneInfo("Asia/Tokyo")


def record(title: str = "第１回架空会議 論点メモ", day: str = "日 時：令和６年４月１日\n") -> str:
    return f"{title}\n{day}概 要：\n＜雲＞\n【名】\nl 見る。\n以上\n"


def meeting_ids(tables: dict[str, pl.DataFrame]) -> list[str]:
    return tables["meetings"].sort("document_id", "char_start")["meeting_id"].to_list()


def test_a_meeting_is_what_its_header_states(tables_of: Tables, memo: str) -> None:
    meetings = tables_of(memo)["meetings"]
    assert TABLES["meetings"].validate(meetings, lazy=True).equals(meetings)
    assert meetings.row(0, named=True) == {
        "meeting_id": "made-up/2024-04-01/1",
        "document_id": "made-up/1.txt",
        "collection_id": "made-up",
        "body": "架空推進会議",
        "body_basis": "stated",
        "title": "第１回架空推進会議 論点メモ",
        "title_basis": "stated",
        "term": None,
        "session": 1,
        "session_basis": "stated",
        "diet_session": None,
        "issue": None,
        "fiscal_year": 2024,
        "record_kind": "points",
        "record_kind_basis": "stated",
        "date": date(2024, 4, 1),
        "date_basis": "stated",
        "weekday_stated": "月",
        "starts_at": datetime(2024, 4, 1, 10, 0, tzinfo=JAPAN),
        "ends_at": datetime(2024, 4, 1, 11, 30, tzinfo=JAPAN),
        "start_time": time(10, 0),
        "end_time": time(11, 30),
        "duration_minutes": 90,
        "venue": "みどり会館",
        "room": "大会議室",
        "floor": 4,
        "format": "unstated",
        "attendee_count_stated": None,
        "char_start": 1,
        "char_end": len(memo) - 1,
        "line_start": 2,
        "line_end": 16,
        "page_start": None,
        "page_end": None,
    }


@pytest.mark.reads(record(day=""))
def test_what_a_header_does_not_state_is_null(tables: dict[str, pl.DataFrame]) -> None:
    row = tables["meetings"].row(0, named=True)
    unstated = ("date", "fiscal_year", "starts_at", "ends_at", "venue", "room", "floor", "term")
    assert [row[name] for name in unstated] == [None] * 8
    assert row["meeting_id"] == "made-up/undated/1"
    assert row["format"] == "unstated"


def test_the_meetings_of_a_document_and_of_others_are_told_apart(tables_of: Tables) -> None:
    second = record("第２回架空会議 論点メモ", "日 時：令和６年５月１日\n")
    third = record("第３回架空会議 論点メモ", "日 時：令和６年６月１日\n")
    tables = tables_of(record() + second, third)
    assert meeting_ids(tables) == [
        "made-up/2024-04-01/1",
        "made-up/2024-05-01/2",
        "made-up/2024-06-01/3",
    ]
    assert tables["remarks"]["meeting_id"].to_list() == meeting_ids(tables)


def test_the_later_of_two_records_alike_carries_a_hash(tables_of: Tables) -> None:
    first, second = meeting_ids(tables_of(record(), record("第１回見本会議 論点メモ")))
    assert first == "made-up/2024-04-01/1"
    assert second.startswith("made-up/2024-04-01/1-")
    assert len(second) == len(first) + 9


def test_a_record_that_comes_later_renames_none(tables_of: Tables) -> None:
    texts = [record(), record("第１回見本会議 論点メモ")]
    before = meeting_ids(tables_of(*texts))
    after = meeting_ids(tables_of(*texts, record("第１回雲会議 論点メモ")))
    assert after[:2] == before
    assert len(set(after)) == 3


@pytest.mark.reads(record(day=("日 時：令和６年４月１日\n日 時：令和６年４月２日\n")))
def test_the_second_date_of_a_header_is_not_the_date(tables: dict[str, pl.DataFrame]) -> None:
    row = tables["meetings"].row(0, named=True)
    assert row["date"] == date(2024, 4, 1)


@pytest.mark.reads(record(day="日 時：令和６年\n\n４月１日（月）10：00～\n11：30\n"))
def test_a_wrapped_date_is_read_whole(tables: dict[str, pl.DataFrame]) -> None:
    row = tables["meetings"].row(0, named=True)
    assert (row["date"], row["weekday_stated"], row["duration_minutes"]) == (
        date(2024, 4, 1),
        "月",
        90,
    )


def test_a_record_that_says_of_what_sort_it_is_is_believed(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    documents = documents_of(record(), record("第２回架空会議 議事要旨"))
    passages = read_passages(documents, segment(documents).blocks)
    meetings = read_meetings(passages, documents, RecordKind.VERBATIM)
    assert meetings.sort("document_id").select("record_kind", "record_kind_basis").rows() == [
        ("points", "stated"),
        ("summary", "stated"),
    ]
    # Nobody speaks in it, so it is no verbatim record, whatever the collection says.
    untitled = documents_of(record("第３回架空会議"))
    passages = read_passages(untitled, segment(untitled).blocks)
    for kind, expected in (
        (RecordKind.VERBATIM, ("summary", "stated")),
        (RecordKind.POINTS, ("points", "given")),
    ):
        found = read_meetings(passages, untitled, kind)
        assert found.select("record_kind", "record_kind_basis").rows() == [expected]


def test_a_meeting_over_two_files_has_the_span_in_the_first(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    documents = documents_of(record(), record(day=""))
    passages = read_passages(documents, segment(documents).blocks).with_columns(
        meeting_id=pl.lit("made-up/2024-04-01/1")
    )
    (row,) = read_meetings(passages, documents, RecordKind.POINTS).rows(named=True)
    assert row["document_id"] == "made-up/1.txt"
    assert (row["char_start"], row["char_end"]) == (0, len(record()) - 1)
    assert row["date"] == date(2024, 4, 1)
