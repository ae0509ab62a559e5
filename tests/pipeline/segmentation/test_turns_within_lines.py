"""Turns within lines that lost their ends are read: brackets, colons, questions and answers."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.segmentation.turns_within_lines import headings_within, labels_before_colons

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = (
    "令和元年度 第３回 あおば高等学校学校運営協議会 議事録（概要） "
    "1.日 時 令和２年１月29日（水）午後３時～４時 2.場 所 あおば高等学校 図書館 "
    "3.参加者 青木委員、坂本委員、柏木副会長、森会長 4.次第 (1) 報告 (2) 意見交換 "
)
ANGLED = (
    "{0}青木委員{1} 生徒の回答が昨年より下がっているが、理由は何か。 "
    "{0}白井教頭{1} 一年生で下がっている。小テストに変えたことで、戸惑いがあったと見ている。 "
    "{0}柏木 副会長{1} 地域の側からすると、朝市の手伝いは本当に助かった。続けてほしい。 "
    "{0}校長{1} 総合的な探究の時間に位置付けることを考えている。バス代が課題である。 "
    "{0}会長{1} では、全員が参加することでよろしいか。（一同了承） "
    "(3) 連絡 次回は五月下旬 (4) 閉会の言葉"
)


def said(tables: dict[str, pl.DataFrame]) -> list[tuple[str | None, str]]:
    remarks = tables["remarks"].filter(kind="remark").sort("ordinal")
    return remarks.select("speaker_text", "text").rows()


@pytest.mark.parametrize("brackets", ["<>", "＜＞", "《》", "〈〉", "‹›", "≪≫"])
def test_labels_in_angle_brackets(brackets: str, tables_of: Tables) -> None:
    tables = tables_of(HEAD + ANGLED.format(*brackets))
    turns = said(tables)
    assert [label for label, _ in turns] == [
        *("青木委員", "白井教頭", "柏木 副会長", "校長", "会長"),
    ]
    assert turns[0][1] == "生徒の回答が昨年より下がっているが、理由は何か。"
    # What comes after the last remark is in none.
    assert turns[-1][1] == "では、全員が参加することでよろしいか。"
    asides = tables["remarks"].filter(kind="stage")
    assert asides["text"].to_list() == ["（一同了承）"]


BRIEFING = (
    "第７回 見本戦略会議 議事概要（事務局による説明）\n\n"
    "（令和６年５月21日（火） 18:05～18:27 於：見本合同庁舎会見室） "
    "説明者：青木審議官、坂本参事官\n\n"
    "1．説明\n\n"
    "（青木審議官）先ほど、第７回の会議が開かれました。概要を私から御説明します。\n\n"
    "2．質疑応答\n\n"
)
ANSWERS = (
    "{0}具体的な目標というのは、何か月分という数字になるのでしょうか。 "
    "{1}そこは決まっておりません。 {0}次回の日程は。 （坂本参事官）六月の中旬で調整中です。 "
    "{0}場所はどこになりますか。 {1}同じ庁舎です。\n\n（以上）\n"
)


@pytest.mark.parametrize(
    ("question", "answer"), [("（問）", "（答）"), ("【質問】", "【回答】"), ("（Ｑ）", "（Ａ）")]
)
def test_questions_and_answers_in_one_paragraph(
    question: str, answer: str, tables_of: Tables
) -> None:
    tables = tables_of(BRIEFING + ANSWERS.format(question, answer))
    assert said(tables) == [
        (
            "青木審議官",
            "先ほど、第７回の会議が開かれました。概要を私から御説明します。",
        ),
        (None, "具体的な目標というのは、何か月分という数字になるのでしょうか。"),
        (None, "そこは決まっておりません。"),
        (None, "次回の日程は。"),
        ("坂本参事官", "六月の中旬で調整中です。"),
        (None, "場所はどこになりますか。"),
        (None, "同じ庁舎です。"),
    ]
    listed = tables["attendance"].sort("ordinal")["name_text"].to_list()
    assert listed == ["青木審議官", "坂本参事官"]


COLONS = (
    "第２回見本市地域交通会議 会議録\n日時 令和４年７月12日（火）午後２時\n場所 見本市役所\n"
    "出席者 森会長、青木委員、坂本委員\n"
    "(1)バスの見直しについて 会長：それでは議事に入る。事務局から説明をお願いする。 "
    "事務局：資料１により説明。最終便を廃止し、病院の前を通る便を一往復増やす案である。 "
    "青木委員：最終便には塾帰りの中学生が乗っていると聞いたが、調べたのか。 "
    "事務局：五月に一週間の調査を行った。最終便の一日の平均は１人であった。 "
    "坂本委員：数は少ないが、その子には帰りの足がなくなる。せめて年度末まで残せないか。 "
    "会長：案については承認ということでよいか。 （「異議なし」の声） 会長：承認とする。\n"
    "(2)その他 事務局から、次回は十一月に開く旨の説明があった。 4 閉会 会長：以上で終了する。\n"
)


def test_labels_before_colons(tables_of: Tables) -> None:
    turns = said(tables_of(COLONS))
    assert [label for label, _ in turns] == [
        *("会長", "事務局", "青木委員", "事務局", "坂本委員", "会長", "会長", "会長"),
    ]
    assert turns[5][1] == "案については承認ということでよいか。"
    assert turns[6][1] == "承認とする。"
    assert turns[7][1] == "以上で終了する。"


def test_labels_before_colons_follow_sentences() -> None:
    talk = "決めた。 会長：伺う。 事務局：示す。 会長：了解した。 森委員：なお。 座長：はい"
    assert labels_before_colons(talk) == {"会長", "事務局", "森委員", "座長"}
    # Lists, one speaker alone, and labels that are no speakers.
    for other in (
        "会長：森 副会長：柏木 委員：青木、坂本 事務局：白井",
        "決めた。 会長：伺う。 会長：了解した。 会長：終わる。",
        "始めた。 日時：四月。 場所：役場。 出席者：森。",
    ):
        assert labels_before_colons(other) == set()


def test_headings_have_a_number_and_known_words() -> None:
    line = "会長：決める。 (6) 連絡 次回は五月 (7) 閉会"
    assert [line[at:] for at in headings_within(line, 0)] == [
        "(6) 連絡 次回は五月 (7) 閉会",
        "次回は五月 (7) 閉会",
    ]
    assert headings_within("会長：残りは 3 件あり、次の 4 議事に入る。", 0) == []


def test_all_of_a_body_speak_under_one_label(tables_of: Tables) -> None:
    text = (
        "第３回見本審議会 議事録\n\n日時　令和３年４月５日（月）午後１時～３時\n\n議事\n\n"
        "（議長）\n案のとおりでよいか。\n\n（委員一同）\n異議なし。\n\n（議長）\nそのように決める。\n\n"
        "（委員一同了承）\n"
    )
    assert said(tables_of(text)) == [
        ("議長", "案のとおりでよいか。"),
        ("委員一同", "異議なし。"),
        ("議長", "そのように決める。"),
    ]
