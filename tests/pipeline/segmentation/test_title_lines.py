"""Titles, where nothing at the end of a line tells them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.segmentation.evidence import Evidence, evidence
from pipeline.segmentation.layouts import layout_named
from pipeline.segmentation.title_lines import title_pattern, with_records, with_titles
from tests.pipeline.segmentation.lines import documents_with, matched, visible

Read = dict[str, dict[str, pl.DataFrame]]

ROWS = evidence("title_lines", "title")
TALK = "\n日時　令和4年9月6日（火）\n\n○青木委員長　始めます。\n○坂本委員　賛成です。\n"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_evidence_matches_and_rejects(row: Evidence) -> None:
    for side, expected in ((row.matches, True), (row.rejects, False)):
        assert pl.Series(side).str.contains(row.pattern).unique().to_list() == [expected]


HEADS: list[tuple[str, str | None]] = [
    # A word of a menu is no title, nor are the hours of a library.
    (
        "きりのはまロゴ\n2022-09-06 第176回国会 参議院 みなと委員会 第1号 公式版\n",
        "2022-09-06 第176回国会 参議院 みなと委員会 第1号 公式版",
    ),
    ("本日の霧ヶ浜県図書館\n開館時間 9時から17時\n", None),
    # A heading with a number is none.
    (
        "令和4年9月10日\n令和4年度第4回灯台事業評価委員会の議事概要について\n4 議事概要\n",
        "令和4年度第4回灯台事業評価委員会の議事概要について",
    ),
    ("会 議 録\n会 議 名\n第2回 霧ヶ浜町灯台創生会議\n", "第2回 霧ヶ浜町灯台創生会議"),
    # The trail of a page ends in its name.
    (
        "ホーム> 資料> 審議会> 第7回灯台計画ワーキンググループ 議事録\nここから本文です。\n",
        "第7回灯台計画ワーキンググループ 議事録",
    ),
    (
        "議 事 日 程\n日程第１ 会期の決定\n\n令和６年第７回\n緑町議会臨時会会議録（第１号）\n",
        "令和６年第７回 緑町議会臨時会会議録（第１号）",
    ),
    # A colon before a day is none of a label.
    (
        "きりのはま\n令和2年第2回定例会(第1号) 本文 開催日:2020年6月10日\n",
        "令和2年第2回定例会(第1号) 本文 開催日:2020年6月10日",
    ),
    ("2022年9月6日 灯台保存審議会保存分科会\n", "2022年9月6日 灯台保存審議会保存分科会"),
]


@pytest.fixture(scope="module")
def read(tables_of_each: Callable[..., Read]) -> Read:
    """By text, the tables of the records with these heads."""
    return tables_of_each(head + TALK for head, _ in HEADS)


@pytest.mark.parametrize(("head", "title"), HEADS)
def test_the_title_is_chosen_by_what_it_shows(read: Read, head: str, title: str | None) -> None:
    meetings = read[head + TALK]["meetings"]
    assert meetings["title"].to_list() == [title]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("第３回架空審議会", True),
        ("架空審議会議事録（案）", True),
        ("架 空 町 議 会 会 議 録", True),
        ("架空町議会会議録　第２号", True),
        ("３回目の会議では、議事録について話した。", False),
        ("議事録について", False),
        ("架空審議会", False),
    ],
)
def test_titles_end_with_a_word_for_records_or_have_a_round(line: str, is_one: bool) -> None:
    assert pl.Series([line]).str.contains(title_pattern()).item() is is_one


def records(*texts: str) -> pl.DataFrame:
    return with_records(visible(documents_with(*texts)))


def test_a_record_begins_with_a_document_or_a_title_that_a_date_stands_below() -> None:
    lines = records(
        "第３回架空会議議事録\n令和６年４月１日\n○青木委員長　始めます。\n先月の議事録\n"
        + "雲の話。\n" * 7
        + "第４回架空会議議事録\n令和６年５月１日\n",
        "雲の話。\n第５回架空会議議事録\n",
    )
    assert lines.filter("begins").select("document_id", "line").rows() == [
        ("made-up/1.txt", 1),
        ("made-up/1.txt", 12),
        ("made-up/2.txt", 1),
    ]
    assert lines["record"].to_list() == [1] * 11 + [2] * 2 + [3] * 2
    # No date is near it, but the words are those of a title.
    assert "先月の議事録" in lines.filter("may_title")["stripped"].to_list()


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("架空会議議事録", True),
        ("議事録はこちら　印刷用ページ　架空会議議事録", False),
        ("※架空会議議事録", False),
        ("それは架空会議の議事録。", False),
        # A round by itself is one only where a day stands below.
        ("第５回", False),
    ],
)
def test_lines_of_pages_and_of_speech_are_no_titles(line: str, may: bool) -> None:
    assert records(f"雲の話。\n{line}\n")["may_title"].to_list() == [False, may]


def test_a_round_by_itself_begins_the_next_record_of_a_journal() -> None:
    assert records("雲の話。\n第５回\n令和６年５月１日\n")["may_title"].to_list()[1] is True


def titles_of(text: str) -> tuple[list[int], list[int]]:
    """The lines of titles, and of titles printed again."""
    layout = layout_named("circle_name")
    assert layout is not None
    lines = with_titles(matched(text).drop("c_title", "c_title_again"), layout)
    return lines.filter("c_title")["line"].to_list(), lines.filter("c_title_again")[
        "line"
    ].to_list()


def test_a_title_goes_on_over_lines_and_may_be_printed_again() -> None:
    title = "令和６年度\n第３回架空会議議事録\n"
    assert titles_of(title + "第３回架空会議議事録\n" + TALK) == ([2], [3])
    wrapped = "第３回架空会議（令和６年度\n第１回）議事録\n"
    assert titles_of(wrapped + TALK) == ([1, 2], [])


def test_a_title_in_the_midst_of_a_document_has_the_labels_of_a_header_below_it() -> None:
    first = "第３回架空会議議事録\n" + TALK
    assert titles_of(first + "第４回架空会議議事録\n" + TALK)[0] == [1, 7]
    assert titles_of(first + "第４回架空会議議事録\n○坂本委員　見ました。\n")[0] == [1]
