"""Whole records in the shapes of assemblies and committees: no person or word of them is real."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

TablesOf = Callable[..., dict[str, pl.DataFrame]]


def said(tables: dict[str, pl.DataFrame]) -> list[tuple[str, str | None, str]]:
    """Kind, speaker and text of all remarks, in order."""
    remarks = tables["remarks"].sort("ordinal")
    return remarks.select("kind", "speaker_text", "text").rows()


def test_a_heading_that_begins_with_a_day_is_a_title(tables_of: TablesOf) -> None:
    tables = tables_of(
        "2031/02/05 令和13年港湾委員会本文\n\n                  午前9時28分 開議\n"
        "◯委員長(薄井昇さん)  ただいまから委員会を開きます。\n"
        "    ──────────────\n"
        "◯委員長(薄井昇さん)  休憩いたします。\n"
        "                  午前9時29分 休憩\n\n                  午前9時30分 再開\n"
        "◯委員長(薄井昇さん)  再開いたします。よろしいでしょうか。\n"
        "                (「異議なし」と呼ぶ者あり)\n そのように決めます。\n"
    )
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["body"] == "港湾委員会"
    assert meeting["date"].isoformat() == "2031-02-05"
    assert meeting["starts_at"].strftime("%H:%M") == "09:28"
    chair = "委員長(薄井昇さん)"
    assert said(tables) == [
        ("remark", chair, "ただいまから委員会を開きます。"),
        ("remark", chair, "休憩いたします。"),
        ("remark", chair, "再開いたします。よろしいでしょうか。"),
        ("interjection", None, "(「異議なし」と呼ぶ者あり)"),
        ("remark", chair, "そのように決めます。"),
    ]
    assert tables["remarks"]["speaker_status"].to_list() == [
        *["named"] * 3,
        "not_recorded",
        "named",
    ]


def test_an_hour_in_brackets_does_not_end_the_talk(tables_of: TablesOf) -> None:
    tables = tables_of(
        "港湾委員会会議録　令和６年10月２日\n\n開催年月日\n\n令和６年10月２日（水曜日）\n\n"
        "会議の経過\n\n委員長（薄井昇君）\n\nただいまより委員会を開きます。\n（午前10時00分）\n"
        "本日は一人が途中で退席されます。\n\n委員（柏木修君）\n\nはい、わかりました。\n\n"
        "委員長（薄井昇君）\n\nそれでは終わります。\n\n（午前11時02分 閉 会）\n"
    )
    assert said(tables) == [
        ("remark", "委員長（薄井昇君）", "ただいまより委員会を開きます。"),
        ("stage", None, "（午前10時00分）"),
        ("remark", "委員長（薄井昇君）", "本日は一人が途中で退席されます。"),
        ("remark", "委員（柏木修君）", "はい、わかりました。"),
        ("remark", "委員長（薄井昇君）", "それでは終わります。"),
    ]
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["body"] == "港湾委員会"
    assert meeting["ends_at"].strftime("%H:%M") == "11:02"


def test_a_name_in_a_label_is_named_though_no_list_has_it(tables_of: TablesOf) -> None:
    tables = tables_of(
        "港湾委員会会議録\n\n令和６年10月２日（水）\n\n"
        "○議長（薄井　昇君）　ただいまから開会いたします。\n"
        "○議員（１番　柏木　修君）　賛成です。\n○議長（薄井　昇君）　ありがとうございます。\n"
        "○事務局長　お答えします。\n"
    )
    statuses = tables["remarks"].sort("ordinal")["speaker_status"].to_list()
    assert statuses == ["named", "named", "named", "role_only"]
