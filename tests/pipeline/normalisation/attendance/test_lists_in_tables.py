"""Lists of attendees in tables, in whole records: rows with bars, or columns of blanks."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

HEAD = """\
# 第３回 みどり台図書館整備検討会議 会議録

| 開催日 | 令和3年4月5日（月曜日） |
|---|---|
| 時間 | 10時30分から12時04分まで |
| 場所 | みどり台市役所 |

"""
TALK = """

## 会議の内容

青木会長：それでは、始めます。どうぞよろしくお願いいたします。
坂本委員：賛成です。よろしくお願いいたします。
青木会長：では、終わります。ありがとうございました。
"""

# Group, name, position and presence of the persons.
LISTS: dict[str, tuple[str, list[tuple[str | None, str, str | None, str]]]] = {
    "tables with heads under headings": (
        "## 出席者\n\n"
        "| 役職 | 氏名 | 所属 | 出欠 |\n|---|---|---|---|\n"
        "| 会長 | 青木 一郎 | 架空大学 | 出席 |\n"
        "| 副会長 | 石川 みどり | 架空町自治会連合会 | 欠席 |\n"
        "| 委員 | 坂本 修 | 架空町商工会 | 出席（オンライン） |\n"
        "| 委員 | 柏木 敦 | 公募 | 代理出席 |\n\n"
        "## 事務局\n\n"
        "| 職名 | 氏名 |\n|---|---|\n"
        "| 総務部参事（兼）管財課長 | 白井 俊一 |\n"
        "| 管財課主任 | 大野 翼 |\n",
        [
            (None, "青木 一郎", "会長", "present"),
            (None, "石川 みどり", "副会長", "absent"),
            (None, "坂本 修", "委員", "online"),
            (None, "柏木 敦", "委員", "proxy"),
            ("事務局", "白井 俊一", "総務部参事（兼）管財課長", "present"),
            ("事務局", "大野 翼", "管財課主任", "present"),
        ],
    ),
    "line ends within a cell": (
        "| 出席委員 | 委員長　青木　一郎（大学教授）<br>委員　坂本　香（弁護士）"
        "<br/>委員　石田　修 |\n",
        [
            ("出席委員", "青木　一郎", "委員長", "present"),
            ("出席委員", "坂本　香", "委員", "present"),
            ("出席委員", "石田　修", "委員", "present"),
        ],
    ),
    "one blank between cells that stand below no head": (
        "出席並びに欠席委員\n\n出席並びに欠席委員の詳細\n役職 氏名 出欠\n"
        "委員長 青木亘弘 出席\n副委員長 石川直彦 欠席\n委員 坂本修 出席\n"
        "オブザーバー 議長 白井俊一 出席\n",
        [
            ("出席並びに欠席委員", "青木亘弘", "委員長", "present"),
            ("出席並びに欠席委員", "石川直彦", "副委員長", "absent"),
            ("出席並びに欠席委員", "坂本修", "委員", "present"),
            ("出席並びに欠席委員", "白井俊一", "オブザーバー議長", "present"),
        ],
    ),
    "columns of blanks below their heads": (
        "３　委　員\n"
        "　　　氏　　　名　　　　　　　　　選出区分　　　　　　出欠\n"
        "　　　青　木　　　透（委員長）　　学校教育関係　　　　出\n"
        "　　　石　川　　千　枝　　　　　　社会教育関係　　　　出\n"
        "　　　坂　本　　　勲　　　　　　　社会教育関係　　　　欠\n"
        "　　　大　日　方　　武　　　　　　学識経験者　　　　　出\n"
        "４　事務局\n"
        "　　　館　　長　　相　星　　良　子\n",
        [
            ("委　員", "青　木　　　透", None, "present"),
            ("委　員", "石　川　　千　枝", None, "present"),
            ("委　員", "坂　本　　　勲", None, "absent"),
            ("委　員", "大　日　方　　武", None, "present"),
            ("事務局", "相　星　　良　子", "館長", "present"),
        ],
    ),
    "a table of names first below a label": (
        "## 出席者\n"
        "| 氏名 | 所属・役職 | 備考 |\n|---|---|---|\n"
        "| 鴨志田 浩 | 架空大学 | 会長 |\n"
        "| 石川 みどり | 架空協会 | 欠席 |\n"
        "| 座間味 徹 | 架空組合 | オンライン |\n",
        [
            (None, "鴨志田 浩", None, "present"),
            (None, "石川 みどり", None, "absent"),
            (None, "座間味 徹", None, "online"),
        ],
    ),
    "columns of blanks below the head of a group": (
        "３．出席者\n"
        "　　委　員　　　　　所　属\n"
        "　　鴨志田　浩　　　架空大学教授\n"
        "　　石川　みどり　　架空医師会\n"
        "　　東恩納　あき　　架空小学校ＰＴＡ\n",
        [
            (None, "鴨志田　浩", None, "present"),
            (None, "石川　みどり", None, "present"),
            (None, "東恩納　あき", None, "present"),
        ],
    ),
    "columns of blanks without heads": (
        "■出席者（五十音順、敬称略。◎：座長、＊：オンライン参加）\n"
        "＜委員＞\n"
        "　　赤坂　弥生　　　　みなと野大学\n"
        "＊　浅利　邦彦　　　　全国水門技術協会\n"
        "◎　江頭　もと子　　　川辺総合研究所\n"
        "　　大庭　進　　　　　みどり放送\n",
        [
            ("委員", "赤坂　弥生", None, "present"),
            ("委員", "浅利　邦彦", None, "online"),
            ("委員", "江頭　もと子", None, "present"),
            ("委員", "大庭　進", None, "present"),
        ],
    ),
    "columns that tabulators part": (
        "出席委員\n"
        "\t会長\t相楽　道子\t桜通り法律事務所\n"
        "\t会長職務代理者\t新庄　亘\t大葉台大学\n"
        "\t委員\t谷古宇　章\t元新聞記者\n",
        [
            ("出席委員", "相楽　道子", "会長", "present"),
            ("出席委員", "新庄　亘", "会長職務代理者", "present"),
            ("出席委員", "谷古宇　章", "委員", "present"),
        ],
    ),
    "a tab behind groups, some of whom were not there": (
        "出席委員\t青木会長、坂本委員\n欠席委員\t森委員\n事務局\t白井課長、大野係長\n",
        [
            ("出席委員", "青木会長", "会長", "present"),
            ("出席委員", "坂本委員", "委員", "present"),
            ("欠席委員", "森委員", "委員", "absent"),
            ("事務局", "白井課長", "課長", "present"),
            ("事務局", "大野係長", "係長", "present"),
        ],
    ),
    "heads whose characters are set apart": (
        "３．出席者\n\n"
        "区　　分　　　　　　氏　　名　　　　　　所　属　等　　　　　　出欠\n"
        "会　　長　　　　　　青　木　一　朗　　　架空学院大学教授　　　出\n"
        "委　　員　　　　　　石　川　　　徹　　　商工会議所　　　　　　欠\n"
        "委　　員　　　　　　坂　本　登志江　　　消費者団体連絡会　　　出\n\n"
        "事務局　　白井課長、大野係長\n",
        [
            ("会　　長", "青　木　一　朗", "会長", "present"),
            ("委　　員", "石　川　　　徹", None, "absent"),
            ("委　　員", "坂　本　登志江", None, "present"),
            ("事務局", "白井課長", "課長", "present"),
            ("事務局", "大野係長", "係長", "present"),
        ],
    ),
    "a tab behind labels that ask for names": (
        "出席委員名\t青木　一朗（会長）、石川　徹、\n\tＷｅｂ参加：坂本　登志江\n"
        "欠席委員名\t森　昂\n事務局\t中央図書館長　白井　泰、奉仕係長　大野　佐和\n"
        "陪席（事務局）\t管理課　石田　奈央\n",
        [
            ("出席委員名", "青木　一朗", None, "present"),
            ("出席委員名", "石川　徹", None, "present"),
            ("Ｗｅｂ参加", "坂本　登志江", None, "online"),
            ("欠席委員名", "森　昂", None, "absent"),
            ("事務局", "白井　泰", "中央図書館長", "present"),
            ("事務局", "大野　佐和", "奉仕係長", "present"),
            ("陪席", "石田　奈央", None, "present"),
        ],
    ),
    "groups under an empty cell": (
        "| 出席者 | 委員 | 青木会長、石川委員、坂本委員 |\n"
        "| | オンライン参加 | 柏木委員、都築委員 |\n"
        "| | オブザーバー | 椎名園長（架空こども園） |\n"
        "| | 事務局 | 白井課長、大野係長 |\n"
        "| 欠席者 | | 森委員、服部委員 |\n",
        [
            ("委員", "青木会長", "会長", "present"),
            ("委員", "石川委員", "委員", "present"),
            ("委員", "坂本委員", "委員", "present"),
            ("オンライン参加", "柏木委員", "委員", "online"),
            ("オンライン参加", "都築委員", "委員", "online"),
            ("オブザーバー", "椎名園長", "園長", "present"),
            ("事務局", "白井課長", "課長", "present"),
            ("事務局", "大野係長", "係長", "present"),
            ("欠席者", "森委員", "委員", "absent"),
            ("欠席者", "服部委員", "委員", "absent"),
        ],
    ),
}


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the record of each list."""
    return tables_of_each(HEAD + written + TALK for written, _ in LISTS.values())


@pytest.mark.parametrize(("written", "persons"), LISTS.values(), ids=LISTS)
def test_a_list_in_a_table_is_read(
    read: dict[str, dict[str, pl.DataFrame]],
    written: str,
    persons: list[tuple[str | None, str, str | None, str]],
) -> None:
    attendance = read[HEAD + written + TALK]["attendance"].sort("ordinal")
    found = attendance.select("attendee_group", "name_text", "position", "presence")
    assert list(found.iter_rows()) == persons
