"""Fields of the header that stand where no rule of a layout looks for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.segmentation.evidence import Evidence, evidence, points
from pipeline.segmentation.header_evidence import FIELDS, TABLE
from pipeline.segmentation.header_lines import with_header_lines
from tests.pipeline.segmentation.lines import classified

Tables = dict[str, pl.DataFrame]

ROWS = [(field, row) for field in FIELDS for row in evidence(TABLE, field)]
_TALK = """
○議長（水嶋信一君） ただいまから会議を開きます。
○沖津裕志君 資料について御説明をお願いいたします。
○議長（水嶋信一君） 本日はこれで終わります。
"""


def _holds(row: Evidence, text: str) -> bool:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return pl.DataFrame({"seen": [folded]})["seen"].str.contains(row.pattern).item()


@pytest.mark.parametrize(("field", "row"), ROWS, ids=lambda value: getattr(value, "name", value))
def test_evidence_matches_and_rejects(field: str, row: Evidence) -> None:
    assert row.matches
    assert row.rejects
    assert [text for text in row.matches if not _holds(row, text)] == []
    assert [text for text in row.rejects if _holds(row, text)] == []


def test_an_unknown_field_raises() -> None:
    with pytest.raises(KeyError):
        evidence(TABLE, "weather")


def test_points_are_added_up() -> None:
    seen = pl.DataFrame({"seen": ["開催日:2020年6月10日", "最終取得日:2020年6月10日"]})
    given = seen.select(points(TABLE, "day", pl.col("seen"))).to_series()
    assert given[0] >= 4
    assert given[1] < 0


def _at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Tokyo"))


HEADERS: dict[str, tuple[str, dict[str, object]]] = {
    "a day below the order of the day": (
        "霧ヶ浜県議会定例会会議録 第1号\n\n議事日程 第1号\n 令和4年9月6日(火曜日)\n"
        " 午前10時開会・開議\n 第1 会議録署名議員の指名\n",
        {"date": date(2022, 9, 6), "starts_at": _at(2022, 9, 6, 10)},
    ),
    "the day of a page is none of the meeting": (
        "霧ヶ浜町議会 会議録検索\n最終取得日: 2023-05-09\n"
        "令和2年第2回定例会(第1号) 本文 開催日:2020年6月10日\n",
        {"date": date(2020, 6, 10), "session": 2},
    ),
    "of two days with the same evidence none is believed": (
        "霧ヶ浜町議会会議録\n開会（午前１０時００分）\n"
        "会期日程 開催日 令和2年6月10日\n会期日程 開催日 令和2年6月11日\n",
        {"date": None},
    ),
    "hours in brackets behind their word": (
        "令和６年第２回緑町議会定例会会議録\n令和６年６月３日（月）\n開会（午前１０時００分）\n"
        "休憩（午前１１時００分）\n閉会（午後　３時２５分）\n",
        {"starts_at": _at(2024, 6, 3, 10), "ends_at": _at(2024, 6, 3, 15, 25)},
    ),
    "a record without a title is a meeting": (
        "1 日時\n平成31年1月25日(金)16:45~17:15\n2 出席者\n水嶋信一 委員\n",
        {"title": None, "date": date(2019, 1, 25), "ends_at": _at(2019, 1, 25, 17, 15)},
    ),
    "an hour of the convocation is no start": (
        "緑町議会農政委員会会議録\n招集年月日時刻及び場所\n"
        "令和2年6月29日(月)午前10時30分、第4委員会室に招集した。\n開議時刻 午前10時26分\n",
        {"starts_at": _at(2020, 6, 29, 10, 26), "ends_at": None},
    ),
    "an hour on the line after its word": (
        "1.開 会\n午前10時00分\n―事務局挨拶―\n",
        {"date": None, "start_time": time(10)},
    ),
    "a place below a label that no rule knows": (
        "緑町緑化審議会 会議録\n\n令和5年4月13日（木）\n\n会議の開催場所\n\n緑町役場\n",
        {"venue": "緑町役場"},
    ),
    "the number of the next label is none of the hour": (
        "公安委員会定例会議開催概要\n\n1 開催日時\n令和7年9月18日13時20分~17時\n\n\n2 開催状況\n",
        {"ends_at": _at(2025, 9, 18, 17)},
    ),
}


@pytest.fixture(scope="module")
def read(tables_of_each: Callable[..., dict[str, Tables]]) -> dict[str, Tables]:
    """By text, the tables of the record of each header."""
    return tables_of_each(header + _TALK for header, _ in HEADERS.values())


@pytest.mark.parametrize("name", HEADERS)
def test_fields_of_a_header_are_read(read: dict[str, Tables], name: str) -> None:
    header, expected = HEADERS[name]
    (meeting,) = read[header + _TALK]["meetings"].rows(named=True)
    assert {field: meeting[field] for field in expected} == expected


def promoted(text: str) -> list[tuple[int, str, str]]:
    """Number, kind and rule of the lines that are chosen for a field."""
    lines = with_header_lines(classified(text))
    chosen = lines.filter(pl.col("rule").str.contains("_by_evidence"), "opens")
    return chosen.select("line", "kind", "rule").rows()


def test_a_line_that_states_a_missing_field_is_a_block_of_its_own() -> None:
    text = (
        "霧ヶ浜県議会定例会会議録 第1号\n\n議事日程 第1号\n 令和4年9月6日(火曜日)\n"
        " 第1 会議録署名議員の指名\n" + _TALK
    )
    assert promoted(text) == [(4, "date", "day_by_evidence")]
    lines = with_header_lines(classified(text))
    # What it was cut out of opens again below it.
    assert lines.filter(pl.col("line") == 5)["opens"].item()
    assert lines["line"].to_list() == classified(text)["line"].to_list()


def test_a_field_that_a_rule_found_is_looked_for_no_more() -> None:
    whole = (
        "第２回霧ヶ浜町議会会議録\n日時　令和2年6月10日 午前10時~正午\n場所　霧ヶ浜町役場\n"
        "開催日:2020年6月11日\n"
    )
    assert promoted(whole + _TALK) == []
    lines = classified(whole + _TALK)
    assert with_header_lines(lines).equals(lines)


def test_what_is_said_states_no_field() -> None:
    text = "第２回霧ヶ浜町議会会議録\n○議長（水嶋信一君） 開催日:2020年6月10日午前10時でした。\n"
    assert promoted(text) == []
