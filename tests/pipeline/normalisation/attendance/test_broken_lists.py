"""Lists of attendees broken over lines, in whole records: what looks like a label and is none."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

HEAD = """\
第３回みどり台図書館整備検討会議　議事録

１．日時　令和３年４月５日（月）10時30分～12時04分
２．場所　みどり台市役所
"""
TALK = """
４．議題
　（１）整備について

○青木委員　それでは、始めます。どうぞよろしくお願いいたします。
○坂本委員　賛成です。よろしくお願いいたします。
○青木委員　では、終わります。ありがとうございました。
"""

# Group, name and presence of the persons.
LISTS: dict[str, tuple[str, list[tuple[str | None, str, str]]]] = {
    "a bracket that says who came begins a line": (
        "３．出席者\n"
        "【委員】青木委員長、坂本副委員長、柏木委員（架空大学）、椎名委員、都築委員\n"
        "　　　（欠席）、服部委員、平田委員（オンライン）、湯浅委員、千葉委員、森委員\n"
        "　　　（オンライン）\n"
        "【事務局】白井課長、大野係長",
        [
            ("委員", "青木委員長", "present"),
            ("委員", "坂本副委員長", "present"),
            ("委員", "柏木委員", "present"),
            ("委員", "椎名委員", "present"),
            ("委員", "都築委員", "absent"),
            ("委員", "服部委員", "present"),
            ("委員", "平田委員", "online"),
            ("委員", "湯浅委員", "present"),
            ("委員", "千葉委員", "present"),
            ("委員", "森委員", "online"),
            ("事務局", "白井課長", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "a bracket that says who came is a label where names stand below": (
        "３．出席者\n"
        "（委員）青木委員長、坂本副委員長、柏木委員、椎名委員、都築委員、服部委員、森 各委員\n"
        "（欠席）\n"
        "　平田委員\n"
        "（事務局）白井課長、大野係長",
        [
            ("委員", "青木委員長", "present"),
            ("委員", "坂本副委員長", "present"),
            ("委員", "柏木委員", "present"),
            ("委員", "椎名委員", "present"),
            ("委員", "都築委員", "present"),
            ("委員", "服部委員", "present"),
            ("委員", "森", "present"),
            ("欠席", "平田委員", "absent"),
            ("事務局", "白井課長", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "a label that lists nobody says who came of the groups below it": (
        "３．出席委員　２名\n"
        "　　（公益代表）　　青木委員長\n"
        "　　（住民・団体）　坂本委員\n"
        "４．欠席委員　２名\n"
        "　　（公益代表）　　柏木委員\n"
        "　　（住民・団体）　椎名委員\n"
        "５．事務局\n"
        "　　（福祉部）　　　白井課長",
        [
            ("公益代表", "青木委員長", "present"),
            ("住民・団体", "坂本委員", "present"),
            ("公益代表", "柏木委員", "absent"),
            ("住民・団体", "椎名委員", "absent"),
            ("福祉部", "白井課長", "present"),
        ],
    ),
    "who came stands behind the brackets of a name": (
        "３．出席者\n"
        "　委員　　青木　浩（架空大学）\n"
        "　　　　　石川　ゆう（公募）　※WEB参加\n"
        "　　　　　坂本　あき（架空医師会）　欠席\n"
        "　事務局　都市整備課（白井課長、大野係長）",
        [
            ("委員", "青木　浩", "present"),
            ("委員", "石川　ゆう", "online"),
            ("委員", "坂本　あき", "absent"),
            ("都市整備課", "白井課長", "present"),
            ("都市整備課", "大野係長", "present"),
        ],
    ),
    "a proxy with a colon begins a line": (
        "３．出席者\n"
        "　　委　員：青木委員長、坂本副委員長、柏木委員（架空大学）、椎名委員、都築委員\n"
        "　　　　　（代理：白井課長）、服部委員\n"
        "　　事務局：大野係長",
        [
            ("委　員", "青木委員長", "present"),
            ("委　員", "坂本副委員長", "present"),
            ("委　員", "柏木委員", "present"),
            ("委　員", "椎名委員", "present"),
            ("委　員", "都築委員", "proxy"),
            ("委　員", "服部委員", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "a line ends in a bracket, before the colon of a proxy": (
        "３．出席者\n"
        "【委員】青木 文乃（座長）、坂本 修（副座長）、柏木 さゆり、都築 渉（代理 \n"
        "　：白井課長） \n"
        "【事務局】大野係長",
        [
            ("委員", "青木 文乃", "present"),
            ("委員", "坂本 修", "present"),
            ("委員", "柏木 さゆり", "present"),
            ("委員", "都築 渉", "proxy"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "a line ends inside of a bracket": (
        "３．出席者\n"
        "【委員】青木 文乃（座長）|坂本 修（副座長）|柏木 さゆり|椎名 詩帆（代\n"
        "　理：白井課長）|都築 渉（\n"
        "　欠席）|服部 薫\n"
        "【事務局】大野係長",
        [
            ("委員", "青木 文乃", "present"),
            ("委員", "坂本 修", "present"),
            ("委員", "柏木 さゆり", "present"),
            ("委員", "椎名 詩帆", "proxy"),
            ("委員", "都築 渉", "absent"),
            ("委員", "服部 薫", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "bars begin lines": (
        "３．出席者\n"
        "【委員】青木 文乃（座長）|坂本 修（副座長）|柏木 さゆり|椎名 詩帆\n"
        "　|都築 渉（欠席）|服部 薫\n"
        "【事務局】大野係長",
        [
            ("委員", "青木 文乃", "present"),
            ("委員", "坂本 修", "present"),
            ("委員", "柏木 さゆり", "present"),
            ("委員", "椎名 詩帆", "present"),
            ("委員", "都築 渉", "absent"),
            ("委員", "服部 薫", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "a title stands alone on a line": (
        "３．出席者\n"
        "　【構成員】青木委員長、坂本副委員長、柏木委員（架空大学）、椎名委員、都築\n"
        "　　　　　委員（オンライン）\n"
        "　事務局\n"
        "　　大野係長",
        [
            ("構成員", "青木委員長", "present"),
            ("構成員", "坂本副委員長", "present"),
            ("構成員", "柏木委員", "present"),
            ("構成員", "椎名委員", "present"),
            ("構成員", "都築委員", "online"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "the end of a name stands alone on a line": (
        "３．出席者\n"
        "【委員】青木 文乃（座長） ・ 坂本 修（副座長） ・ 柏木 さゆり ・ 椎名 さゆ\n"
        "　り\n"
        "【事務局】大野係長",
        [
            ("委員", "青木 文乃", "present"),
            ("委員", "坂本 修", "present"),
            ("委員", "柏木 さゆり", "present"),
            ("委員", "椎名 さゆり", "present"),
            ("事務局", "大野係長", "present"),
        ],
    ),
    "rows of a table below a list of those who may come": (
        "| 委員名簿 | 青木 文乃、坂本 修 |\n| 市 | 白井課長 |",
        [
            ("委員名簿", "青木 文乃", "unstated"),
            ("委員名簿", "坂本 修", "unstated"),
            ("市", "白井課長", "unstated"),
        ],
    ),
    "rows of a table below those who came": (
        "| 出席委員 | 青木 文乃、坂本 修 |\n| 欠席委員 | 柏木 さゆり |\n| 市 | 白井課長 |",
        [
            ("出席委員", "青木 文乃", "present"),
            ("出席委員", "坂本 修", "present"),
            ("欠席委員", "柏木 さゆり", "absent"),
            ("市", "白井課長", "present"),
        ],
    ),
    "those in the room": (
        "３．出席者\n"
        "〔会場〕青木部会長、坂本 各委員、柏木専門委員（代理：白井課長）\n"
        "〔オンライン〕椎名委員",
        [
            ("会場", "青木部会長", "present"),
            ("会場", "坂本", "present"),
            ("会場", "柏木専門委員", "proxy"),
            ("オンライン", "椎名委員", "online"),
        ],
    ),
    "those in the room, one a line": (
        "３．出席者\n"
        "【会場】\n"
        "　会　長　　青 木　　文 乃\n"
        "　委　員　　坂本　　　 修\n"
        "【欠席】\n"
        "　委　員　　柏木　さゆり",
        [
            ("会場", "青 木　　文 乃", "present"),
            ("会場", "坂本　　　 修", "present"),
            ("欠席", "柏木　さゆり", "absent"),
        ],
    ),
    "a list without a label begins with who presides": (
        "\n"
        "　　会　長　　青　木　　　實　氏\n"
        "　　副会長　　坂　本　つ　や　氏\n"
        "　　委　員　　柏　木　兵　吾　氏",
        [
            (None, "青　木　　　實　氏", "present"),
            (None, "坂　本　つ　や　氏", "present"),
            (None, "柏　木　兵　吾　氏", "present"),
        ],
    ),
    "an order of the day right below": (
        "３．出席者\n　青木会長、坂本委員\n\n　１　開　会\n　２　あいさつ\n　３　審　議",
        [(None, "青木会長", "present"), (None, "坂本委員", "present")],
    ),
    "one person with a title below a label": (
        "３．出席者\n"
        "　出席委員\n"
        "　　青木委員長、坂本委員\n"
        "　欠席委員\n"
        "　　柏木委員\n"
        "　　　【事務局】\n"
        "　　　　大野係長",
        [
            ("出席委員", "青木委員長", "present"),
            ("出席委員", "坂本委員", "present"),
            ("欠席委員", "柏木委員", "absent"),
            ("事務局", "大野係長", "present"),
        ],
    ),
}


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records with these lists."""
    return tables_of_each(HEAD + written + TALK for written, _ in LISTS.values())


@pytest.mark.parametrize(("written", "persons"), LISTS.values(), ids=LISTS)
def test_a_broken_list_is_read_as_one(
    read: dict[str, dict[str, pl.DataFrame]],
    written: str,
    persons: list[tuple[str | None, str, str]],
) -> None:
    attendance = read[HEAD + written + TALK]["attendance"].sort("ordinal")
    found = attendance.select("attendee_group", "name_text", "presence").rows()
    assert found == persons


def test_a_list_may_come_behind_the_talk(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    written = "【出席者】\n　委員：青木座長、坂本委員\n　事務局：大野係長\n以上"
    tables = tables_of(HEAD + TALK + "\n" + written)
    found = tables["attendance"].sort("ordinal").select("attendee_group", "name_text").rows()
    assert found == [("委員", "青木座長"), ("委員", "坂本委員"), ("事務局", "大野係長")]
    assert "出席者" not in "".join(tables["remarks"]["text"])


def test_a_label_in_the_talk_is_none_where_a_list_stands_above(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    written = "３．出席者\n　青木座長、坂本委員"
    tables = tables_of(HEAD + written + TALK + "\n【出席者】\n　委員：柏木座長")
    found = tables["attendance"].sort("ordinal")["name_text"].to_list()
    assert found == ["青木座長", "坂本委員"]
