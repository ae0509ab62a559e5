"""Speech records of the Diet, all invented, through all stages, against truth written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.conftest import write_collection
from tests.pipeline.run.test_media import element, run

Files = dict[str, bytes]
Tables = dict[str, pl.DataFrame]

HEADER = """\
令和六年四月一日（月曜日）
　　　　午前十時開会
　出席委員
　　委員長　青木　一郎君
　　理事　廣澤　花子君　理事　石原　　実君
　　　　　　杉本　惠市君
　出席国務大臣
　　　　農林水産大臣　久保　次郎君
　　　　─────────────
本日の会議に付した案件
○雲の観測に関する件
　　　　─────────────"""


def speech(order: int, words: str, speaker: str | None = None, **fields: str) -> dict[str, Any]:
    empty = dict.fromkeys(("speakerYomi", "speakerGroup", "speakerPosition", "speakerRole"), "")
    return {
        "speechID": f"199900001X00120240401_{order:03}",
        "speechOrder": order,
        "speaker": speaker or "",
        **empty,
        **fields,
        "speech": words,
    }


SPEECHES = [
    speech(0, HEADER, "会議録情報"),
    speech(
        1,
        "○委員長　これより会議を開きます。\r\n　　　　─────────────\r\n"
        "　本件について、質疑を行います。",
        "青木一郎",
        speakerGroup="空の会",
        speakerPosition="委員長",
    ),
    speech(2, "○広沢委員　雲は増えていますか。", "広沢花子", speakerGroup="海の会"),
    speech(
        3,
        "○久保国務大臣　増えております。\r\n　　　　〔拍手〕\r\n　詳しくは参考人から申し上げます。",
        "久保次郎",
        speakerGroup="空の会",
        speakerPosition="農林水産大臣",
    ),
    speech(4, "○参考人（森田三郎君）　森田です。お答えします。", "森田三郎", speakerRole="参考人"),
    speech(
        5,
        "　資料の三頁を御覧ください。次のように書かれております。\r\n"
        "○杉本委員　これは昨年の会議の発言です。\r\n　以上が引用でございます。",
        "森田三郎",
        speakerRole="参考人",
    ),
    speech(6, "○杉本委員　ありがとうございました。"),
    speech(7, "○廣澤委員　最後に一つ伺います。", "杉本恵市", speakerGroup="山の会"),
    speech(
        8, "○青木委員長　本日はこれにて散会いたします。\r\n　　　午前十一時二十分散会", "青木一郎"
    ),
]

MEETING = {
    "issueID": "199900001X00120240401",
    "session": 199,
    "nameOfHouse": "衆議院",
    "nameOfMeeting": "架空委員会",
    "issue": "第1号",
    "date": "2024-04-01",
    "meetingURL": "https://example.go.jp/txt/199900001X00120240401",
    "speechRecord": SPEECHES,
}

SECOND = MEETING | {
    "issueID": "199900001X00220240403",
    "issue": "第2号",
    "date": "2024-04-03",
    "speechRecord": [
        speech(
            0,
            "令和六年四月二日（火曜日）\r\n　　　　─────────────\r\n"
            "令和六年四月三日（水曜日）\r\n　　　午後一時開会",
            "会議録情報",
        ),
        speech(
            1,
            "○青木委員長　第1回国会　衆議院　架空委員会　第1号　昭和22年5月20日\r\n"
            "　この記録を読みました。",
            "青木一郎",
            speakerPosition="委員長",
        ),
        speech(2, "○青木委員長　散会します。", "青木一郎", speakerPosition="委員長"),
    ],
}

TRUTH = [
    # order, kind, marker, speaker, role, group, position, status, basis, linked to, text
    (1, "remark", "○委員長", "青木一郎", None, "空の会", "委員長", "named", "given", "青木　一郎君",
     "これより会議を開きます。"),
    (1, "continuation", None, "青木一郎", None, "空の会", "委員長", "named", "given",
     "青木　一郎君", "本件について、質疑を行います。"),
    (2, "remark", "○広沢委員", "広沢花子", None, "海の会", None, "named", "given",
     "廣澤　花子君", "雲は増えていますか。"),
    (3, "remark", "○久保国務大臣", "久保次郎", None, "空の会", "農林水産大臣", "named", "given",
     "久保　次郎君", "増えております。"),
    (3, "stage", None, None, None, None, None, "not_recorded", None, None, "〔拍手〕"),
    (3, "continuation", None, "久保次郎", None, "空の会", "農林水産大臣", "named", "given",
     "久保　次郎君", "詳しくは参考人から申し上げます。"),
    (4, "remark", "○参考人（森田三郎君）", "森田三郎", "参考人", None, None, "named", "given",
     None, "森田です。お答えします。"),
    (5, "remark", None, "森田三郎", "参考人", None, None, "named", "given", None,
     "資料の三頁を御覧ください。次のように書かれております。"
     "○杉本委員　これは昨年の会議の発言です。以上が引用でございます。"),
    (6, "remark", "○杉本委員", "杉本委員", None, None, None, "named", "label", "杉本　惠市君",
     "ありがとうございました。"),
    (7, "remark", "○廣澤委員", "杉本恵市", None, "山の会", None, "named", "given",
     "杉本　惠市君", "最後に一つ伺います。"),
    (8, "remark", "○青木委員長", "青木一郎", None, None, None, "named", "given",
     "青木　一郎君", "本日はこれにて散会いたします。"),
]  # fmt: skip


def as_json(*meetings: dict[str, Any]) -> bytes:
    return json.dumps({"meetingRecord": meetings}, ensure_ascii=False).encode()


def as_xml(*meetings: dict[str, Any]) -> bytes:
    records = [{"recordData": {"meetingRecord": one}} for one in meetings]
    return element("data", {"records": {"record": records}}).encode()


def as_speeches(*meetings: dict[str, Any]) -> bytes:
    """The form of the endpoint `speech`: each speech by itself, with the fields of its meeting."""
    single = [
        {name: value for name, value in one.items() if name != "speechRecord"} | spoken
        for one in meetings
        for spoken in one["speechRecord"]
    ]
    # A search gives them in no order.
    return json.dumps({"speechRecord": single[::-1]}, ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def tables_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files], Tables]:
    """The tables of a collection of files; what several tests ask for is read once."""
    read: dict[frozenset[tuple[str, bytes]], Tables] = {}

    def build(files: Files) -> Tables:
        key = frozenset(files.items())
        if key not in read:
            root = tmp_path_factory.mktemp("speeches")
            read[key] = run(write_collection(root, files), root)
        return read[key]

    return build


def remarks_of(tables: Tables, document: str, day: str) -> list[tuple[object, ...]]:
    listed = tables["attendance"].select("attendance_id", "name_text")
    return (
        tables["remarks"]
        .filter(pl.col("document_id") == f"made-up/{document}")
        .filter(pl.col("meeting_id").str.contains(day))
        .join(listed, on="attendance_id", how="left", maintain_order="left")
        .sort("ordinal")
        .select(
            *("speech_order", "kind", "marker", "speaker_text", "speaker_role", "speaker_group"),
            *("speaker_position", "speaker_status", "attribution_basis", "name_text"),
            pl.col("text").str.replace_all("\n", ""),
        )
        .rows()
    )


@pytest.mark.parametrize(
    "form",
    [as_json, *(pytest.param(form, marks=pytest.mark.long) for form in (as_xml, as_speeches))],
)
def test_speeches_are_attributed_as_their_source_gives_them(tables_of, form):
    name = "a.xml" if form is as_xml else "a.json"
    tables = tables_of({name: form(MEETING, SECOND)})
    assert remarks_of(tables, name, "2024-04-01") == TRUTH
    later = remarks_of(tables, name, "2024-04-03")
    assert [(row[0], row[3], row[-1]) for row in later] == [
        (
            1,
            "青木一郎",
            "第1回国会　衆議院　架空委員会　第1号　昭和22年5月20日この記録を読みました。",
        ),
        (2, "青木一郎", "散会します。"),
    ]


def test_meetings_are_those_of_the_fields(tables_of):
    meetings = tables_of({"a.json": as_json(MEETING, SECOND)})["meetings"].sort("date")
    columns = ("body", "body_basis", "title_basis", "diet_session", "issue", "date", "date_basis")
    given = ("衆議院　架空委員会", "given", "given", 199)
    assert meetings.select(columns).rows() == [
        (*given, "第1号", date(2024, 4, 1), "given"),
        (*given, "第2号", date(2024, 4, 3), "given"),
    ]
    assert meetings["weekday_stated"].to_list() == ["月", "水"]
    hours = [
        [hour and hour.strftime("%H:%M") for hour in row]
        for row in meetings.select("starts_at", "ends_at").rows()
    ]
    assert hours == [["10:00", "11:20"], ["13:00", None]]


def test_the_header_gives_the_attendance_and_no_remark(tables_of):
    tables = tables_of({"a.json": as_json(MEETING)})
    listed = tables["attendance"].sort("ordinal")
    assert listed.select("attendee_group", "position", "name_text").rows() == [
        ("出席委員", "委員長", "青木　一郎君"),
        ("出席委員", "理事", "廣澤　花子君"),
        ("出席委員", "理事", "石原　　実君"),
        ("出席委員", None, "杉本　惠市君"),
        ("出席国務大臣", "農林水産大臣", "久保　次郎君"),
    ]
    assert 0 not in tables["remarks"]["speech_order"].to_list()


def test_the_text_is_as_it_was_extracted_and_conserved(tables_of):
    tables = tables_of({"a.json": as_json(MEETING, SECOND)})
    (text,) = tables["documents"]["text"]
    spans = tables["blocks"].sort("char_start").select("char_start", "char_end").rows()
    assert "".join(text[start:end] for start, end in spans) == text
    for row in tables["remarks"].iter_rows(named=True):
        source = text[row["char_start"] : row["char_end"]]
        told = (row["marker"] or "") + row["text"]
        assert "".join(source.split()) == "".join(told.split())


def test_what_the_text_contradicts_is_flagged(tables_of):
    issues = tables_of({"a.json": as_json(MEETING, SECOND)})["quality_issues"]
    assert sorted(issues["rule"]) == ["given_speaker_agrees", "one_day", "turns_are_read"]
    other = issues.filter(rule="given_speaker_agrees").row(0, named=True)
    assert "杉本恵市" in other["message"]
    assert "廣澤委員" in other["message_ja"]
    # The second meeting has the day before it in its header.
    assert issues.filter(rule="one_day")["excerpt"].item() == "令和六年四月二日（火曜日）"
    quoted = issues.filter(rule="turns_are_read")["excerpt"].item()
    assert quoted.startswith("○杉本委員　これは昨年")


def test_a_speech_without_words_is_flagged(tables_of):
    spoken = [SPEECHES[0], SPEECHES[1], speech(2, "○広沢委員", "広沢花子"), SPEECHES[4]]
    issues = tables_of({"a.json": as_json(MEETING | {"speechRecord": spoken})})["quality_issues"]
    found = issues.filter(rule="given_speeches_read").row(0, named=True)
    assert (found["severity"], found["excerpt"]) == ("warn", "○広沢委員")


def test_what_is_printed_above_the_words_of_a_speech_is_nobodys(tables_of):
    aside = "　　　　〔「異議なし」と呼ぶ者あり〕"
    spoken = [
        *SPEECHES[:3],
        speech(
            3, f"{aside}\r\n　　　　─────────────\r\n○久保国務大臣　増えております。", "久保次郎"
        ),
        speech(4, f"{aside}\r\n　御異議なしと認めます。", "青木一郎"),
        speech(5, aside, "青木一郎"),
    ]
    tables = tables_of({"a.json": as_json(MEETING | {"speechRecord": spoken})})
    found = [
        (row[0], row[1], row[3], row[-1]) for row in remarks_of(tables, "a.json", "2024-04-01")
    ]
    assert found[2:] == [
        (2, "remark", "広沢花子", "雲は増えていますか。"),
        (3, "interjection", None, "〔「異議なし」と呼ぶ者あり〕"),
        (3, "remark", "久保次郎", "増えております。"),
        (4, "interjection", None, "〔「異議なし」と呼ぶ者あり〕"),
        (4, "remark", "青木一郎", "御異議なしと認めます。"),
        (5, "interjection", None, "〔「異議なし」と呼ぶ者あり〕"),
    ]
    unread = tables["quality_issues"].filter(rule="given_speeches_read")
    assert unread["excerpt"].to_list() == ["〔「異議なし」と呼ぶ者あり〕"]


@pytest.mark.long
def test_what_is_printed_behind_the_speeches_is_nobodys(tables_of):
    behind = speech(
        9, "　　　　─────────────\r\n〔参照〕\r\n雲の観測の記録は別冊に掲げる。", "会議録情報"
    )
    tables = tables_of({"a.json": as_json(MEETING | {"speechRecord": [*SPEECHES, behind]})})
    assert remarks_of(tables, "a.json", "2024-04-01") == TRUTH


@pytest.mark.long
def test_one_dataset_holds_councils_and_the_diet(tables_of):
    council = (
        "第３回架空推進会議 議事録\n日時：令和６年４月１日（月）10：00～11：30\n"
        "出席者：\n委員：青木一郎委員、坂本花子委員（座長）\n\n"
        "○坂本座長　ただいまから会議を開きます。\n○青木委員　雲の見方について、説明いたします。\n"
    )
    tables = tables_of({"a.json": as_json(MEETING), "b.txt": council.encode()})
    assert remarks_of(tables, "a.json", "2024-04-01") == TRUTH
    plain = tables["remarks"].filter(document_id="made-up/b.txt")
    assert plain.select("speech_order", "speaker_text", "attribution_basis").rows() == [
        (None, "坂本座長", "label"),
        (None, "青木委員", "label"),
    ]


def test_a_list_of_meetings_without_words_is_refused(tables_of):
    bare = [{key: value for key, value in one.items() if key != "speech"} for one in SPEECHES]
    tables = tables_of({"a.json": as_json(MEETING | {"speechRecord": bare})})
    assert tables["documents"]["status"].to_list() == ["quarantined"]
    assert tables["remarks"].is_empty()
