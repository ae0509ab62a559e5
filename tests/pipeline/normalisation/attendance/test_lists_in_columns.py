"""Lists of attendees in tables, in columns and with marks, read person by person."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.attendance.brackets import said_in
from pipeline.normalisation.attendance.reading import entries

# Text of a list whose label is 出席者, and group, name, position and presence of its persons.
Persons = list[tuple[str | None, str, str | None, str]]
LISTS: dict[str, tuple[str, Persons]] = {
    "a table whose groups stand in their first rows": (
        "\n| 区分 | 氏名 | 所属 | 出欠 |\n|---|---|---|---|\n"
        "| 委員 | 青木　一郎（会長） | 架空大学 | 出席 |\n"
        "| | 坂本　修 | 同上 | オンライン |\n"
        "| | 柏木　緑 | みどり会 | 出席（途中退席） |\n"
        "| | 石田　進 | 架空信用金庫 | 代理出席（大野　純） |\n"
        "| 事務局 | 白井　浩 | 産業部長 | 出席 |",
        [
            ("委員", "青木　一郎", None, "present"),
            ("委員", "坂本　修", None, "online"),
            ("委員", "柏木　緑", None, "present"),
            ("委員", "石田　進", None, "proxy"),
            ("事務局", "白井　浩", "産業部長", "present"),
        ],
    ),
    "who came in a column of its own, with a note behind": (
        "\n　市　　民　　　　委　員　　青　木　　みどり　　出席\n"
        "　　　　　　　　　〃　　　　坂　本　　　修　　　代理出席（大野課長）\n"
        "　　　　　　　　　〃　　　　柏　木　　　緑　　　出席（途中退席）\n"
        "　　　　　　　　　〃　　　　石　田　　　進　　　欠席",
        [
            ("市　　民", "青　木　　みどり", "委員", "present"),
            ("市　　民", "坂　本　　　修", "委員", "proxy"),
            ("市　　民", "柏　木　　　緑", "委員", "present"),
            ("市　　民", "石　田　　　進", "委員", "absent"),
        ],
    ),
    "spread names side by side, as far from each other as their parts": (
        "\n青 木   茂   新 井 一 夫   石 田   純\n中 村 正 男 千 葉   学\n白 井   緑",
        [
            (None, "青 木   茂", None, "present"),
            (None, "新 井 一 夫", None, "present"),
            (None, "石 田   純", None, "present"),
            (None, "中 村 正 男", None, "present"),
            (None, "千 葉   学", None, "present"),
            (None, "白 井   緑", None, "present"),
        ],
    ),
    "full names in two columns, all blanks alike": (
        "\n青木 祥治 石田 紘平\n坂本 悦夫 柏木 漾士\n白井 誠",
        [
            (None, "青木 祥治", None, "present"),
            (None, "石田 紘平", None, "present"),
            (None, "坂本 悦夫", None, "present"),
            (None, "柏木 漾士", None, "present"),
            (None, "白井 誠", None, "present"),
        ],
    ),
    "spread names in two columns, all blanks alike": (
        "\n木 村 正 男 森 三 郎\n青 木 健 一 石 田 緑\n白 井 春 田 中 雪 子",
        [
            (None, "木 村 正 男", None, "present"),
            (None, "森 三 郎", None, "present"),
            (None, "青 木 健 一", None, "present"),
            (None, "石 田 緑", None, "present"),
            (None, "白 井 春", None, "present"),
            (None, "田 中 雪 子", None, "present"),
        ],
    ),
    "an office below each person in square brackets": (
        "\n　　青木　由樹（座長）\n　　　　［架空第一大学］\n　　坂本　修（オンライン）\n"
        "　　　　［くらし設計協会］\n　　柏木　緑\n　　　　［消費者の会］",
        [
            (None, "青木　由樹", None, "present"),
            (None, "坂本　修", None, "online"),
            (None, "柏木　緑", None, "present"),
        ],
    ),
    "bullets, with who came before a name": (
        "\n・青木 陸 | 坂本 茜 | 別所 仁 | 柏木 さくら | 大野 みどり | （欠席）石田 陽\n"
        "・白井 晃【町長】（途中退席）\n・木村 恵【副座長】",
        [
            (None, "青木 陸", None, "present"),
            (None, "坂本 茜", None, "present"),
            (None, "別所 仁", None, "present"),
            (None, "柏木 さくら", None, "present"),
            (None, "大野 みどり", None, "present"),
            (None, "石田 陽", None, "absent"),
            (None, "白井 晃", None, "present"),
            (None, "木村 恵", None, "present"),
        ],
    ),
    "who came before the name of one of several lines": (
        "\n　青木　一郎\n　（欠席）坂本　修\n　柏木　緑",
        [
            (None, "青木　一郎", None, "present"),
            (None, "坂本　修", None, "absent"),
            (None, "柏木　緑", None, "present"),
        ],
    ),
    "a note before a name, and an office wrapped behind it": (
        "\n　白井部長、木村次長、（２件目から）大野学校教育課長、同課\n　石田指導係長",
        [
            (None, "白井部長", None, "present"),
            (None, "木村次長", None, "present"),
            (None, "大野学校教育課長", None, "present"),
            (None, "石田指導係長", None, "present"),
        ],
    ),
    "a bracket that says of another that he is absent": (
        "\n　青木委員長、坂本、柏木の各委員（石田副委員長は欠席）",
        [
            (None, "青木委員長", None, "present"),
            (None, "坂本", "委員", "present"),
            (None, "柏木", "委員", "present"),
            (None, "石田副委員長", None, "absent"),
        ],
    ),
    "dots behind a bracket": (
        "\n支援課：白井課長（以下「課長」という。）・坂本・柏木",
        [
            ("支援課", "白井課長", None, "present"),
            ("支援課", "坂本", None, "present"),
            ("支援課", "柏木", None, "present"),
        ],
    ),
    "names with 各 on the line below, and a count behind": (
        "\n　青木議長、坂本、柏木、石田、\n　大野　各評議員　　（以上５名）",
        [
            (None, "青木議長", None, "present"),
            (None, "坂本", "評議員", "present"),
            (None, "柏木", "評議員", "present"),
            (None, "石田", "評議員", "present"),
            (None, "大野", "評議員", "present"),
        ],
    ),
    "a rule ends what a label says": (
        "\n　　委員長　青木　　優君\n　　　　…………………………\n　　国土交通大臣　　　坂本　徹君",
        [
            (None, "青木　　優君", "委員長", "present"),
            (None, "坂本　徹君", "国土交通大臣", "present"),
        ],
    ),
    "a title whose last character stands below": (
        "\n　白井局長、木村室長（途中退席）、石田室長補\n　佐、同　大野係長",
        [
            (None, "白井局長", None, "present"),
            (None, "木村室長", None, "present"),
            (None, "石田室長補佐", None, "present"),
            (None, "大野係長", None, "present"),
        ],
    ),
    "a deputy mayor of old": (
        "\n　村　　　長　　青　木　　栄　蔵\n　助　　　役　　坂　本　　光　男",
        [
            (None, "青　木　　栄　蔵", "村長", "present"),
            (None, "坂　本　　光　男", "助役", "present"),
        ],
    ),
}


# The same with what glyphs mean.
MARKED: dict[str, tuple[str, str, Persons]] = {
    "marks before names": (
        "（×は欠席、ほかは出席）",
        "　◎青木会長　　　○坂本副会長　　○柏木委員\n　　　　○石田委員　　　×大野委員　　　"
        "　○加藤（昭）委員",
        [
            (None, "青木会長", None, "present"),
            (None, "坂本副会長", None, "present"),
            (None, "柏木委員", None, "present"),
            (None, "石田委員", None, "present"),
            (None, "大野委員", None, "absent"),
            (None, "加藤（昭）委員", None, "present"),
        ],
    ),
    "marks in a column behind names, below heads": (
        "（凡例　○出席　△遅参　×欠席）",
        "\n　議席番号　　氏　　　名　　　出欠　　　議席番号　　氏　　　名　　　出欠\n"
        "　　　１　　　青　柳　　　恵　　○　　　　　３　　　坂　本　　正　雄　　×\n"
        "　　　２　　　鵜　川　　奈津実　○　　　　　４　　　江　田　島　渚　　△",
        [
            (None, "青　柳　　　恵", None, "present"),
            (None, "坂　本　　正　雄", None, "absent"),
            (None, "鵜　川　　奈津実", None, "present"),
            (None, "江　田　島　渚", None, "present"),
        ],
    ),
}


@pytest.mark.parametrize(("legend", "written", "persons"), MARKED.values(), ids=MARKED)
def test_lists_with_marks(legend: str, written: str, persons: Persons) -> None:
    found = entries(f"出席者{written}", "出席者", None, legend)
    assert [
        (
            entry.group,
            entry.name_text,
            entry.position,
            said_in(tuple(entry.brackets)).presence or entry.presence or "present",
        )
        for entry in found
    ] == persons


@pytest.mark.parametrize(("written", "persons"), LISTS.values(), ids=LISTS)
def test_lists(written: str, persons: Persons) -> None:
    found = entries(f"出席者{written}", "出席者")
    assert [
        (
            entry.group,
            entry.name_text,
            entry.position,
            said_in(tuple(entry.brackets)).presence or entry.presence or "present",
        )
        for entry in found
    ] == persons


def test_a_name_of_two_words_with_a_title_is_split(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    record = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n"
        "２．出席者\n　青木　徹委員、田母澤　志保委員\n\n３．議題\n　（１）整備について\n\n"
        "○青木委員　それでは、始めます。どうぞよろしくお願いいたします。\n"
        "○田母澤委員　賛成です。よろしくお願いいたします。\n"
    )
    found = tables_of(record)["attendance"].sort("ordinal")
    assert found.select("family_name", "given_name", "position").rows() == [
        ("青木", "徹", "委員"),
        ("田母澤", "志保", "委員"),
    ]


def test_a_table_of_attendees_is_one_list(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    record = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n\n"
        "出席者名簿\n\n| 区分 | 氏名 | 所属 | 出欠 |\n|---|---|---|---|\n"
        "| 委員 | 青木　一郎 | 架空大学 | 出席 |\n| | 坂本　修 | みどり会 | 欠席 |\n"
        "| 事務局 | 白井　浩 | 産業部長 | 出席 |\n\n３．議題\n　（１）整備について\n\n"
        "○青木委員　それでは、始めます。どうぞよろしくお願いいたします。\n"
        "○青木委員　では、終わります。ありがとうございました。\n"
    )
    found = tables_of(record)["attendance"].sort("ordinal")
    assert found.select("attendee_group", "name_text", "position", "presence").rows() == [
        ("委員", "青木　一郎", None, "present"),
        ("委員", "坂本　修", None, "absent"),
        ("事務局", "白井　浩", "産業部長", "present"),
    ]
