"""What stands behind a speech and is not said by its speaker."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = (
    "第３回見本審議会　議事概要\n日時　令和４年８月２５日（木）１９時～２０時\n"
    "場所　見本会館\n出席者　青木会長、坂本委員、石田係長\n\n"
)


def spoken(tables: dict[str, pl.DataFrame]) -> list[tuple[str | None, str]]:
    remarks = tables["remarks"].filter(kind="remark").sort("ordinal")
    return list(remarks.select("speaker_text", "text").iter_rows())


@pytest.mark.parametrize("arrow", ["→", "⇒"])
def test_a_note_behind_an_arrow_is_not_said_by_the_speaker_before(
    arrow: str, tables_of: Tables
) -> None:
    talk = (
        "１　議題\n石田係長：資料に沿って説明する。\n坂本委員：冬は使えないのではないか。\n"
        f"　{arrow}　次回までに費用を調べる。\n青木会長：条件を付けることにする。\n"
    )
    tables = tables_of(HEAD + talk)
    assert spoken(tables) == [
        ("石田係長", "資料に沿って説明する。"),
        ("坂本委員", "冬は使えないのではないか。"),
        ("青木会長", "条件を付けることにする。"),
    ]
    noted = tables["remarks"].filter(kind="stage")
    assert noted["text"].to_list() == [f"{arrow}　次回までに費用を調べる。"]


@pytest.mark.reads(
    HEAD
    + (
        "１　議題\n坂本委員：冬は使えないのではないか。\n→ 石田係長：費用を調べる。\n"
        "青木会長：条件を付けることにする。\n"
    )
)
def test_a_speaker_behind_an_arrow_speaks(tables: dict[str, pl.DataFrame]) -> None:
    assert [label for label, _ in spoken(tables)] == [
        "坂本委員",
        "石田係長",
        "青木会長",
    ]


@pytest.mark.reads(
    HEAD
    + (
        "主な意見は次のとおり。\n○　留学生の就職先を調べるべきではないか。\n"
        "→　卒業後の調査を始めている。\n○　病院の収支を示してほしい。\n→　次回に提出する。\n"
    )
)
def test_an_answer_behind_an_arrow_is_a_remark_of_its_own(tables: dict[str, pl.DataFrame]) -> None:
    assert spoken(tables) == [
        (None, "留学生の就職先を調べるべきではないか。"),
        (None, "卒業後の調査を始めている。"),
        (None, "病院の収支を示してほしい。"),
        (None, "次回に提出する。"),
    ]


@pytest.mark.reads(
    HEAD
    + (
        "１　開会\n２　会長挨拶\n３　質疑\nＱ：登校の見守りに参加する人が減っているのか。\n"
        "Ａ：14名に登録いただいている。\n４　承認\n全員の拍手により承認された。\n５　閉会\n"
    )
)
def test_a_heading_ends_a_speech_where_it_goes_on_the_numbers_before(
    tables: dict[str, pl.DataFrame],
) -> None:
    assert spoken(tables)[-1] == (None, "14名に登録いただいている。")


@pytest.mark.reads(
    HEAD
    + (
        "１　開会\n２　議題\n青木会長：三つの点を伺います。\n１　財源の見通し\n"
        "　見通しを伺います。\n２　人員の数\n　足りていますか。\n３　開始の時期\n"
        "　いつですか。\n石田係長：順にお答えします。\n"
    )
)
def test_numbers_within_a_speech_end_nothing(tables: dict[str, pl.DataFrame]) -> None:
    assert spoken(tables)[0][1].endswith("いつですか。")


@pytest.mark.reads(
    HEAD
    + (
        "＜論点１　範囲について＞\n○ 範囲を広く取りすぎると負担が大きくなる。\n"
        "○ 用語の定義を揃えてほしい。\n＜論点２　費用について＞\n○ 費用の考え方を整理すべき。\n"
        "＜まとめ＞\n座長より、次回に諮る旨の発言があった。\n"
    )
)
def test_a_heading_in_the_brackets_of_those_before_ends_a_speech(
    tables: dict[str, pl.DataFrame],
) -> None:
    assert spoken(tables)[-1] == (None, "費用の考え方を整理すべき。")


@pytest.mark.reads(
    "第３回見本審議会　議事概要\n令和４年８月２５日（木）１９時～２０時\n\n"
    "青木会長\n　では、始めます。資料を御覧ください。\n坂本委員\n　賛成です。\n"
    "青木会長\n　ほかになければ、まとめてください。\n\n"
    "（別紙）出席者名簿\n委員　　青木　一郎（会長）\n　　　　坂本　久美\n"
    "事務局　見本課長　石田　修\n"
)
def test_a_list_annexed_to_a_record_is_read_and_said_by_nobody(
    tables: dict[str, pl.DataFrame],
) -> None:
    assert spoken(tables)[-1] == ("青木会長", "ほかになければ、まとめてください。")
    names = tables["attendance"].sort("ordinal")["name_text"].to_list()
    assert names == ["青木　一郎", "坂本　久美", "石田　修"]


@pytest.mark.reads(
    HEAD
    + (
        "１　議題\n坂本委員：賛成です。\n青木会長：以上で終わります。\n\n"
        "別紙１　採点の結果\n申請者１　４１２点\n"
    )
)
def test_an_annex_is_said_by_nobody(tables: dict[str, pl.DataFrame]) -> None:
    assert spoken(tables)[-1] == ("青木会長", "以上で終わります。")


@pytest.mark.reads(
    (
        "見本選定委員会　議事要旨\n■開催日時\n令和４年１０月１３日（木）9:30～12:10\n"
        "■出席者\n選定委員　5名（うち1名はオンラインによる出席）\n事務局　　見本課長　石田修\n"
        "■議事要旨\n"
    )
    + (
        "委員Ａ　　夜間の人員配置はどうなりますか。\n申請者　　常時2名を置きます。\n"
        "委員長　　質疑を終わります。\n"
    )
)
def test_a_count_of_members_is_no_speech(tables: dict[str, pl.DataFrame]) -> None:
    assert [label for label, _ in spoken(tables)] == ["委員Ａ", "申請者", "委員長"]
    assert tables["attendance"]["name_text"].to_list() == ["石田修"]


@pytest.mark.reads(
    "第１回見本評価委員会　議事概要\n"
    "┌─────┬──────────────────┐\n"
    "│日　　時　│平成21年8月5日（水）　午後1時から午後4時まで│\n"
    "├─────┼──────────────────┤\n"
    "│場　　所　│県庁東館　601会議室　　　　　　　　　　│\n"
    "├─────┼──────────────────┤\n"
    "│出席委員　│青木委員長、坂本委員　　　　　　　　　│\n"
    "├─────┼──────────────────┤\n"
    "│欠席委員　│石田委員　　　　　　　　　　　　　　　│\n"
    "└─────┴──────────────────┘\n"
    "議事\n（委員）用地の取得が遅れている理由は何か。\n（県）境界の確定に時間を要したためである。\n"
)
def test_a_header_in_a_box_is_read_as_a_table(tables: dict[str, pl.DataFrame]) -> None:
    meeting = tables["meetings"].row(0, named=True)
    assert (str(meeting["date"]), meeting["venue"]) == ("2009-08-05", "県庁東館")
    assert dict(tables["attendance"].select("name_text", "presence").iter_rows()) == {
        "青木委員長": "present",
        "坂本委員": "present",
        "石田委員": "absent",
    }


@pytest.mark.reads(
    "見本町議会定例会会議録\n令和４年８月２５日\n\n"
    + (
        "○青木議長　ただいまから本日の会議を開きます。\n○日 程\n"
        "○青木議長　これより日程に入ります。\n○坂本議員　一般質問を行います。\n"
    )
)
def test_a_heading_with_blanks_between_its_characters_is_no_speaker(
    tables: dict[str, pl.DataFrame],
) -> None:
    assert spoken(tables) == [
        ("青木議長", "ただいまから本日の会議を開きます。"),
        ("青木議長", "これより日程に入ります。"),
        ("坂本議員", "一般質問を行います。"),
    ]
