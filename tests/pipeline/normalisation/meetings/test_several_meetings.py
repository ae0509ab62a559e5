"""Several records in one file: each has a title, a header, a list and names of its own."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

Tables = Callable[..., dict[str, pl.DataFrame]]


def titles(tables: dict[str, pl.DataFrame]) -> list[str]:
    return tables["meetings"].sort("char_start")["title"].to_list()


def speakers(tables: dict[str, pl.DataFrame]) -> list[list[str]]:
    """The labels of the remarks of each meeting."""
    numbered = tables["meetings"].sort("char_start").select("meeting_id")
    found = numbered.join(tables["remarks"], on="meeting_id", maintain_order="left_right")
    return (
        found.group_by("meeting_id", maintain_order=True)
        .agg("speaker_text")["speaker_text"]
        .to_list()
    )


def record(number: int, people: tuple[str, str], talk: str) -> str:
    return (
        f"第{number}回港の活用協議会　議事概要\n日時：令和６年４月{number}日\n"
        f"出席者：\n　{people[0]}　浩\n　{people[1]}　葵\n\n{talk}"
    )


def surnames(first: str, second: str) -> str:
    return (
        f"【{first}】灯台の清掃を続けております。\n【{second}】よく分かりました。\n"
        f"【{first}】次回もお願いします。\n\n"
    )


def test_names_are_known_by_the_list_of_their_own_record(tables_of: Tables) -> None:
    pairs = [("青木", "坂本"), ("千葉", "水野"), ("樋口", "野田")]
    text = "".join(record(n, pair, surnames(*pair)) for n, pair in enumerate(pairs, start=1))
    tables = tables_of(text)
    assert speakers(tables) == [[first, second, first] for first, second in pairs]


def test_what_no_list_names_is_no_speaker(tables_of: Tables) -> None:
    talk = surnames("青木", "坂本") + "【図書館】ここでは本を読みます。\n"
    tables = tables_of(record(1, ("青木", "坂本"), talk))
    assert speakers(tables) == [["青木", "坂本", "青木"]]


def test_the_hour_that_ends_a_record_is_no_line_of_the_next_title(tables_of: Tables) -> None:
    talk = "○青木委員長　開会します。\n○坂本委員　賛成です。\n\n　　　午後四時五分散会\n\n\n"
    tables = tables_of(record(1, ("青木", "坂本"), talk) + record(2, ("青木", "坂本"), talk))
    assert titles(tables) == [f"第{number}回港の活用協議会　議事概要" for number in (1, 2)]
    assert [f"{end:%H:%M}" for end in tables["meetings"]["ends_at"]] == ["16:05", "16:05"]


def test_records_of_one_file_may_mark_their_coded_speakers_differently(tables_of: Tables) -> None:
    colons = "会長：　ただいまから開きます。\n事務局：　説明します。\nＡ委員：　賛成です。\n\n"
    circles = "○会長　ただいまから開きます。\n○事務局　説明します。\n○Ｂ委員　賛成です。\n"
    people = ("青木", "坂本")
    tables = tables_of(record(1, people, colons) + record(2, people, circles))
    assert speakers(tables) == [["会長", "事務局", "Ａ委員"], ["会長", "事務局", "Ｂ委員"]]


def test_a_label_of_the_list_makes_no_remark_of_the_name_above_it(tables_of: Tables) -> None:
    text = (
        "港の活用協議会　議事録\n日時：令和６年４月１日\n出席者：\n　青木委員長\n"
        "（オンライン出席）\n　坂本委員\n  説明のため出席した者：本田室長、辻課長\n\n"
        "青木委員長\nただいまから会議を開きます。\n\n辻課長\n資料を説明いたします。\n"
    )
    assert speakers(tables_of(text)) == [["青木委員長", "辻課長"]]


def test_items_of_the_agenda_with_brackets_in_them_are_no_speakers(tables_of: Tables) -> None:
    talk = "■駅前の方針（案）について\n委員から、時期について質問があり、回答があった。\n\n"
    head = (
        "第1回港の活用協議会　議事概要\n日時：令和６年４月1日\n議題：駅前の方針（案）について\n\n"
    )
    text = f"{head}{talk}{talk}" + head.replace("第1回", "第2回") + talk
    tables = tables_of(text)
    assert tables["documents"]["layout"].to_list() == ["narrative"]
    assert tables["remarks"].is_empty()


def test_a_notice_above_a_record_is_no_meeting_of_its_own(tables_of: Tables) -> None:
    meetings = tables_of(
        "令和３年度第１回緑町男女共同参画審議会の会議結果\n\n会議結果は、次のとおりです。\n\n"
        "令和３年７月２日\n\n第１回緑町男女共同参画審議会会議録\n\n日時\n\n"
        "令和３年７月２日（金曜日）午前10時から11時まで\n\n出席者\n\n青木圭会長、坂本節子委員\n\n"
        "会議の経過\n\n会長から開会の挨拶があり、計画の進捗について事務局から説明を受けた。\n"
    )["meetings"]
    assert meetings.select(pl.col("date").cast(pl.String), "session").rows() == [("2021-07-02", 1)]


def test_titles_that_differ_by_their_number_alone_begin_records(tables_of: Tables) -> None:
    meetings = tables_of(
        "委員会日誌\n\n第47回\n\n〔日時〕昭和35年12月7日(水)14時10分〜17時10分\n\n〔審議事項〕\n\n"
        "事務局から計画について説明を行ない、一部に修正を加えることになった。\n\n第48回\n\n"
        "〔日時〕昭和35年12月15日(水)14時20分〜17時00分\n\n〔審議事項〕\n\n"
        "事務局から試験の結果について報告があり、代表の派遣について審議した。\n"
    )["meetings"].sort("date")
    assert meetings["session"].to_list() == [47, 48]


def test_the_headlines_of_an_answer_of_the_diets_search_system_begin_records(
    tables_of: Tables,
) -> None:
    def record(house: str, number: int, day: str) -> str:
        return (
            f"第7回国会　{house}　港湾委員会　第{number}号　昭和25年2月{number}日\n"
            f"昭和二十五年二月{day}日（水曜日）\n　　　午前十時開議\n　出席委員\n"
            "　　委員長　青木　一郎君\n　　　　　　坂本　和子君\n　　━━━━━━━━━━\n"
            "○青木委員長　これより会議を開きます。\n○坂本委員　賛成いたします。\n"
            "○青木委員長　本日はこれにて散会いたします。\n　　　午前十一時散会\n"
        )

    meetings = tables_of(record("衆議院", 1, "一") + record("参議院", 8, "八"))["meetings"]
    assert meetings.sort("date").select(pl.col("date").cast(pl.String)).to_series().to_list() == [
        "1950-02-01",
        "1950-02-08",
    ]
