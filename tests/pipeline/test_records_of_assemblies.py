"""Whole records in the shapes of assemblies and committees: no person or word of them is real."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

TablesOf = Callable[..., dict[str, pl.DataFrame]]


def said(tables: dict[str, pl.DataFrame]) -> list[tuple[str, str | None, str]]:
    """Kind, speaker and text of all remarks, in order."""
    remarks = tables["remarks"].sort("ordinal")
    return remarks.select("kind", "speaker_text", "text").rows()


@pytest.mark.reads(
    "2031/02/05 令和13年港湾委員会本文\n\n                  午前9時28分 開議\n"
    "◯委員長(薄井昇さん)  ただいまから委員会を開きます。\n"
    "    ──────────────\n"
    "◯委員長(薄井昇さん)  休憩いたします。\n"
    "                  午前9時29分 休憩\n\n                  午前9時30分 再開\n"
    "◯委員長(薄井昇さん)  再開いたします。よろしいでしょうか。\n"
    "                (「異議なし」と呼ぶ者あり)\n そのように決めます。\n"
)
def test_a_heading_that_begins_with_a_day_is_a_title(tables: dict[str, pl.DataFrame]) -> None:
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
        ("continuation", chair, "そのように決めます。"),
    ]
    assert tables["remarks"]["speaker_status"].to_list() == [
        *["named"] * 3,
        "not_recorded",
        "named",
    ]


@pytest.mark.reads(
    "港湾委員会会議録　令和６年10月２日\n\n開催年月日\n\n令和６年10月２日（水曜日）\n\n"
    "会議の経過\n\n委員長（薄井昇君）\n\nただいまより委員会を開きます。\n（午前10時00分）\n"
    "資料が一枚増えました。\n\n委員（柏木修君）\n\nはい、わかりました。\n\n"
    "委員長（薄井昇君）\n\nそれでは終わります。\n\n（午前11時02分 閉 会）\n"
)
def test_an_hour_in_brackets_does_not_end_the_talk(tables: dict[str, pl.DataFrame]) -> None:
    assert said(tables) == [
        ("remark", "委員長（薄井昇君）", "ただいまより委員会を開きます。"),
        ("stage", None, "（午前10時00分）"),
        ("continuation", "委員長（薄井昇君）", "資料が一枚増えました。"),
        ("remark", "委員（柏木修君）", "はい、わかりました。"),
        ("remark", "委員長（薄井昇君）", "それでは終わります。"),
    ]
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["body"] == "港湾委員会"
    assert meeting["ends_at"].strftime("%H:%M") == "11:02"


@pytest.mark.reads(
    "港湾委員会会議録\n\n令和６年10月２日（水）\n\n"
    "○議長（薄井　昇君）　ただいまから開会いたします。\n"
    "○議員（１番　柏木　修君）　賛成です。\n○議長（薄井　昇君）　ありがとうございます。\n"
    "○事務局長　お答えします。\n"
)
def test_a_name_in_a_label_is_named_though_no_list_has_it(tables: dict[str, pl.DataFrame]) -> None:
    statuses = tables["remarks"].sort("ordinal")["speaker_status"].to_list()
    assert statuses == ["named", "named", "named", "role_only"]


@pytest.mark.reads(
    "架空港湾会議議事録\n\n開催日時：令和８年８月29日（土）　10:02～10:26\n"
    "開催場所：架空省港湾室\n"
    "出 席 者：青　木　晋　二　国務大臣\n　　　　　坂　本　太　郎　国務大臣（港湾大臣）\n\n"
    "閣議案件：別添案件表のとおり。\n○水路　２件\n○灯台　１件\n\n"
    "議事内容：\n○青木国務大臣：時間になりましたので、始めます。\n"
    "○坂本国務大臣：初めに、水路の二件を御報告いたします。\n"
    "○青木国務大臣：よろしくお願いします。\n"
)
def test_a_glyph_before_a_name_with_a_colon_is_no_bullet(tables: dict[str, pl.DataFrame]) -> None:
    listed = tables["attendance"].sort("ordinal").select("name_text", "position", "affiliation")
    assert listed.rows() == [
        ("青　木　晋　二　国務大臣", "国務大臣", None),
        ("坂　本　太　郎　国務大臣", "国務大臣", "港湾大臣"),
    ]
    assert said(tables) == [
        ("remark", "青木国務大臣", "時間になりましたので、始めます。"),
        ("remark", "坂本国務大臣", "初めに、水路の二件を御報告いたします。"),
        ("remark", "青木国務大臣", "よろしくお願いします。"),
    ]
    assert tables["remarks"]["attendance_id"].null_count() == 0


@pytest.mark.reads(
    "架空環境審議会（第21回）議事録\n\n開会\n\n議題\n\n雨水について\n\n閉会\n\n出席委員\n\n"
    "(３名)\n\n青木　昭夫　委員、石田　正　委員、坂本　直　委員\n\n事務局\n\n"
    "架空省：水路局長、水路局総務課長\n\n議事録\n\n午前10時05分開会\n\n"
    "○柏木計画官　それでは、資料の御確認をお願いいたします。\n"
    "○青木委員　質問があります。\n\n午前11時00分閉会\n"
)
def test_hours_above_the_talk_open_it(tables: dict[str, pl.DataFrame]) -> None:
    (meeting,) = tables["meetings"].to_dicts()
    assert (meeting["title"], meeting["body"]) == (
        "架空環境審議会（第21回）議事録",
        "架空環境審議会",
    )
    listed = tables["attendance"].sort("ordinal").select("attendee_group", "name_text").rows()
    assert listed == [
        (None, "青木　昭夫　委員"),
        (None, "石田　正　委員"),
        (None, "坂本　直　委員"),
    ]
    assert [text for _, _, text in said(tables)] == [
        "それでは、資料の御確認をお願いいたします。",
        "質問があります。",
    ]


@pytest.mark.reads(
    "第１回架空公共交通協議会　会議録\n\n日時：令和８年７月１日（水）　10:00～11:30\n"
    "場所：架空村役場　会議室\n\n１．開　会\n\n青木会長（架空村村長）\n"
    "村の渡し船は、この春から一日に四便となった。\n"
    "事務局\n資料は三点あるので、手元を確かめてほしい。\n"
    "２．議　事\n（１）議　案\n事務局：\nここからの進行は、会長にお任せする。\n"
    "青木会長（架空村村長）\nでは、一つ目から順に伺う。\n"
)
def test_a_name_alone_with_a_colon_speaks_too(tables: dict[str, pl.DataFrame]) -> None:
    assert said(tables) == [
        (
            "remark",
            "青木会長（架空村村長）",
            "村の渡し船は、この春から一日に四便となった。",
        ),
        ("remark", "事務局", "資料は三点あるので、手元を確かめてほしい。"),
        ("remark", "事務局", "ここからの進行は、会長にお任せする。"),
        ("remark", "青木会長（架空村村長）", "では、一つ目から順に伺う。"),
    ]
    headings = tables["agenda_items"].sort("ordinal").select("label", "title").rows()
    assert headings[-2:] == [("２．", "議　事"), ("（１）", "議　案")]


@pytest.mark.reads(
    "架空港湾常任委員会　会議要録\n\n１　開催日時　　令和８年３月９日（月）\n"
    "２　開催場所　　第三委員会室\n\n"
    "◎青木久子　委員　　柵の高さは、去年より低くするはずでした。\n"
    "◎石田　畜産課長　　三か所で低くしております。\n"
    "◎青木久子　委員　　わかりました。\n"
)
def test_a_title_behind_a_blank_is_part_of_the_label(tables: dict[str, pl.DataFrame]) -> None:
    assert said(tables) == [
        ("remark", "青木久子　委員", "柵の高さは、去年より低くするはずでした。"),
        ("remark", "石田　畜産課長", "三か所で低くしております。"),
        ("remark", "青木久子　委員", "わかりました。"),
    ]
    assert set(tables["remarks"]["speaker_status"]) == {"named"}


@pytest.mark.reads(
    "第11回架空計画に関する専門調査会議事録\n\n  • 日時: 令和８年 ６月30日(火) 10:00～12:00\n"
    "  • 場所: 架空省別館　1111号会議室\n\n○青木会長　ただいまから開催いたします。\n"
    "○石田委員　質問があります。\n"
)
def test_a_header_may_be_a_bulleted_list(tables: dict[str, pl.DataFrame]) -> None:
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["date"].isoformat() == "2026-06-30"
    assert meeting["room"] == "1111号会議室"


@pytest.mark.reads(
    "令和８年度第１回架空協働審議会会議録\n\n"
    "１　日時\n\n令和８年４月27日（月曜日）　午後７時～８時50分\n\n"
    "２　出席者\n\n委員：青木一郎、石田修、坂本健一（３名）\n\n傍聴者：１名\n\n"
    "３　会議の結果\n\n１．開会\n（１）配布資料の確認\n\n"
    "２．議題\n（１）今年度の進め方について\n\n"
    "－資料１に基づき、事務局から説明－\n\n"
    "・花壇の当番は、町内会ごとに決める。\n・鍵は公民館で預かる。\n"
)
def test_below_the_label_of_the_talk_a_numbered_agenda_is_its_headings(
    tables: dict[str, pl.DataFrame],
) -> None:
    headings = tables["agenda_items"].sort("ordinal").select("label", "title", "level").rows()
    assert headings[-2:] == [("２．", "議題", 1), ("（１）", "今年度の進め方について", 2)]
    assert [text for kind, _, text in said(tables) if kind == "remark"] == [
        "花壇の当番は、町内会ごとに決める。",
        "鍵は公民館で預かる。",
    ]


def test_the_notice_by_which_an_assembly_was_called_is_not_its_record(
    tables_of: TablesOf,
) -> None:
    rule = "─────────────────\n"
    tables = tables_of(
        "架空町告示第35号\n令和11年第２回架空町議会臨時会を次のとおり招集する\n"
        "　　令和11年４月12日\n　　　　　　　　架空町長　青木　一郎\n"
        "１　期　日　　令和11年５月１日\n２　場　所　　架空町議会議場\n"
        f"{rule}開会日に応招した議員\n石田　修君　　　坂本　広海君\n"
        f"{rule}応招しなかった議員\nなし\n{rule}"
        "令和11年　第２回（臨時）架 空 町 議 会 会 議 録（第１日）\n"
        f"　　　　　　　令和11年５月１日（火曜日）\n{rule}議事日程（第１号）\n午前９時30分開議\n"
        f"　日程第１　会議録署名議員の指名について\n{rule}出席議員（２名）\n"
        f"　１番　石田　修君　　　２番　坂本　広海君\n{rule}午前９時30分開議\n"
        "○議長（石田　修君）　おはようございます。ただいまから開会いたします。\n"
        "○町長（青木　一郎君）　おはようございます。\n"
    )
    (meeting,) = tables["meetings"].to_dicts()
    assert meeting["title"] == "令和11年　第２回（臨時）架 空 町 議 会 会 議 録（第１日）"
    assert meeting["body"] == "架空町議会"
    assert meeting["date"].isoformat() == "2029-05-01"
    assert meeting["starts_at"].strftime("%H:%M") == "09:30"
    assert tables["attendance"].sort("ordinal")["name_text"].to_list() == [
        "石田　修君",
        "坂本　広海君",
    ]
    assert [speaker for _, speaker, _ in said(tables)] == [
        "議長（石田　修君）",
        "町長（青木　一郎君）",
    ]
    agenda = tables["blocks"].filter(kind="agenda")
    assert agenda.height == 1
