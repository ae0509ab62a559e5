"""Titles, where nothing at the end of a line tells them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.segmentation.evidence import Evidence, evidence

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
