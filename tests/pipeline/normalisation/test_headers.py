"""Headers without labels, and lines of them that look like something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

TALK = """\
出席者：青木委員長、坂本委員

○青木委員長　ただいまから会議を開きます。
○坂本委員　賛成です。
○青木委員長　以上で終わります。
"""


def meeting(tables_of: Tables, header: str) -> dict[str, object]:
    return tables_of(f"{header}{TALK}")["meetings"].row(0, named=True)


def hours(row: dict[str, object]) -> list[str]:
    """Start and end without their day; what is not stated is left out."""
    return [f"{row[name]:%H:%M}" for name in ("starts_at", "ends_at") if row[name]]


DAYS = [
    ("2014年（平成26年）１月５日(日)", date(2014, 1, 5)),
    ("平成11年（1999年）11月24日", date(1999, 11, 24)),
    ("平成28(2016)年3月2日", date(2016, 3, 2)),
    ("　　　２０１９年９月２６日（木）", date(2019, 9, 26)),
    ("2010年７月15日（木曜日）", date(2010, 7, 15)),
    ("07/20/2012(　)", date(2012, 7, 20)),
    ("2024.4.1(月)", date(2024, 4, 1)),
]


def on_day(day: str) -> str:
    return f"港の活用協議会　議事録\n\n{day}\n　１０：３０－１２：０９\n{TALK}"


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records of these days."""
    return tables_of_each(on_day(day) for day, _ in DAYS)


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_a_day_needs_no_label(
    read: dict[str, dict[str, pl.DataFrame]], day: str, expected: date
) -> None:
    row = read[on_day(day)]["meetings"].row(0, named=True)
    assert (row["date"], hours(row)) == (expected, ["10:30", "12:09"])


def test_a_year_alone_is_no_day(tables_of: Tables) -> None:
    row = meeting(tables_of, "港の活用協議会　議事録\n2014年（平成26年）の調査について\n")
    assert row["date"] is None


def test_a_place_in_a_title_makes_no_label_of_it(tables_of: Tables) -> None:
    row = meeting(
        tables_of, "体育館評価委員会 会議録\n\n日時　　令和元年12月２日　　午前11時６分開会\n"
    )
    assert row["title"] == "体育館評価委員会 会議録"
    assert (row["date"], hours(row)) == (date(2019, 12, 2), ["11:06"])


def test_a_place_may_follow_its_numbered_label_at_once(tables_of: Tables) -> None:
    header = "港の活用協議会　議事録\n１ 日　時平成11年12月18日\n　　13：17−15：27\n"
    row = meeting(tables_of, f"{header}\n２ 場　所市民センター　小会議室\n")
    assert hours(row) == ["13:17", "15:27"]
    assert (row["venue"], row["room"]) == ("市民センター", "小会議室")


def test_the_first_sentence_of_prose_may_tell_day_and_hours(tables_of: Tables) -> None:
    tables = tables_of(
        "定例会議の開催概要\n\n"
        "令和４年11月17日（木）、午前10時30分から正午まで、委員会室において、定例会議を開催した。\n\n"
        "１　議題事項\n坂本課長から、11月５日に行った訓練の結果の報告があり、了承した。\n"
    )
    (row,) = tables["meetings"].iter_rows(named=True)
    assert (row["date"], hours(row)) == (date(2022, 11, 17), ["10:30", "12:00"])
    assert tables["agenda_items"]["title"].to_list() == ["議題事項"]


def test_a_given_name_in_hiragana_before_a_comma_is_no_speech(tables_of: Tables) -> None:
    tables = tables_of(
        "港の活用協議会　議事録\n日時：令和６年４月１日\n出席者：\n"
        "【出席委員】辻 詩帆、加藤 たまき、\n"
        "　山内 みのり、原田 柊吾\n\n辻委員　　まず、灯台を残すべきです。\n"
        "原田委員　　なお、図面は先に送ります。\n"
    )
    assert tables["remarks"]["speaker_text"].to_list() == ["辻委員", "原田委員"]
    assert tables["attendance"]["name_text"].to_list() == [
        *("辻 詩帆", "加藤 たまき", "山内 みのり", "原田 柊吾")
    ]


def test_the_mark_of_a_page_where_its_text_begins_is_no_title(tables_of: Tables) -> None:
    tables = tables_of(
        "本文\n\n架空常任委員会（港湾関係）　令和８年３月４日（水）\n\n１．開催日時\n\n"
        "令和８年３月４日（水）10時開始\n\n○青木委員長　始めます。\n○石田委員　はい。\n"
    )
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["title"] == "架空常任委員会（港湾関係）　令和８年３月４日（水）"
    assert meeting["body"] == "架空常任委員会（港湾関係）"


def test_a_word_for_the_document_alone_below_a_title_is_none_of_it(tables_of: Tables) -> None:
    tables = tables_of(
        "令和６年度第15回架空教育委員会議事録（テキスト版）\n\n概要\n\n"
        "＜開会＞\n　令和７年３月７日\n　10時30分\n\n○白井教育長　始めます。\n○石田委員　はい。\n"
    )
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["title"] == "令和６年度第15回架空教育委員会議事録（テキスト版）"
    assert meeting["date"] == date(2025, 3, 7)
    tables = tables_of(
        "架空環境審議会\n架空排出抑制専門委員会（第17回）\n会議録\n\n１．日時\n\n令和７年３月７日\n\n"
        "○青木委員長　始めます。\n○石田委員　はい。\n"
    )
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["title"] == "架空環境審議会 架空排出抑制専門委員会（第17回） 会議録"


def test_a_place_may_follow_day_and_hours_without_any_label(tables_of: Tables) -> None:
    text = (
        "見本県環境影響評価審査会（第112回）会議録\n\n平成16年9月14日（火）\n13：30～16：05\n"
        "見本県自治会館　4階　中会議室\n\n青木会長\n　では、始めます。\n坂本委員\n　賛成です。\n"
        "青木会長\n　では、終わります。\n"
    )
    meeting = tables_of(text)["meetings"].row(0, named=True)
    assert (meeting["venue"], meeting["room"], meeting["floor"]) == (
        "見本県自治会館",
        "中会議室",
        4,
    )
    assert (str(meeting["start_time"]), str(meeting["end_time"])) == ("13:30:00", "16:05:00")


@pytest.mark.parametrize(
    ("header", "venue", "room"),
    [
        # Day and place are below one label, and a period of which the meeting speaks comes later.
        (
            "開催日及び場所\n令和４年１２月６日（火）　見本事務組合　本部庁舎５階　入札室\n"
            "審議対象期間\n令和４年７月１日～令和４年９月３０日\n",
            "見本事務組合　本部庁舎",
            "入札室",
        ),
        # How many members a body has is no part of the place above it.
        (
            "開催年月日　　令和４年１２月６日\n\n開催場所　　　見本町ホーム　軽運動室\n\n"
            "合併協議会委員定数　　１６名\n\n",
            "見本町ホーム",
            "軽運動室",
        ),
    ],
)
def test_a_place_ends_before_what_follows_it(
    tables_of: Tables, header: str, venue: str, room: str
) -> None:
    row = meeting(tables_of, f"令和４年度第３回見本委員会　議事概要\n\n{header}")
    assert row["date"] == date(2022, 12, 6)
    assert " ".join(str(row["venue"]).split()) == " ".join(venue.split())
    assert row["room"] == room
