"""Speaker labels whose characters are spread, and legends of marks (印)."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = "第3回緑町農業委員会総会議事録\n\n日時　令和３年４月５日（月）午後１時～３時\n\n"


def labels(tables: dict[str, pl.DataFrame]) -> list[str | None]:
    return tables["remarks"].sort("ordinal")["speaker_text"].to_list()


@pytest.mark.reads(
    HEAD
    + (
        "会議の概要\n\n議  長  ただいまから総会を開会いたします。\n\n"
        "事 務 局  議案第９号について説明いたします。\n\n"
        "5  番  5番、青木です。問題はありません。\n\n議  長  御異議ございませんか。\n"
    )
)
def test_spread_roles_and_seats_are_labels(tables: dict[str, pl.DataFrame]) -> None:
    assert labels(tables) == ["議  長", "事 務 局", "5  番", "議  長"]


@pytest.mark.reads(
    HEAD
    + (
        "議事\n(1)事務局から説明があり、以下のような意見交換が行われた。\n"
        "   (○印は委員及び関係者の発言、◇は事務局の発言)\n\n"
        "○  選考については、学内の意見をどこまで反映するかが論点になる。\n"
        "◇  次回、選考の例をまとめた資料を提出する。\n"
        "○  業務の範囲は、附属施設も含めて整理する必要がある。\n"
        "◇  御指摘を踏まえて整理したい。\n"
    )
)
def test_a_legend_of_marks_tells_two_kinds_of_speakers(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["remarks"].height == 4


@pytest.mark.reads(
    HEAD
    + (
        "会 議 次 第\n\n1.開会\n\n2.会長あいさつ\n\n3.議題\n  報告第1号 協議会規約について\n\n"
        "4.閉会\n\n\n○高城局長\n ただいまから開催いたします。\n○青木委員\n 伺います。\n"
        "○高城局長\n 4月1日でございます。\n"
    )
)
def test_the_closing_of_a_list_before_the_talk_is_no_heading(
    tables: dict[str, pl.DataFrame],
) -> None:
    assert tables["agenda_items"].is_empty()
    assert tables["remarks"]["agenda_item_id"].is_null().all()


@pytest.mark.reads(
    HEAD
    + (
        "○出席委員\n 委員長 青 木 みのる\n 委 員 坂 本 修\n\n"
        "○会議録署名委員\n 委員長 青 木 みのる\n"
        " 委 員 坂 本 修\n\n○議事日程\n 街灯の設置について\n\n"
        "○青木委員長　始めます。\n○坂本委員　伺います。\n○青木委員長　終わります。\n"
    )
)
def test_who_signs_the_record_is_listed_once(tables: dict[str, pl.DataFrame]) -> None:
    names = tables["attendance"].sort("ordinal")["name_text"].to_list()
    assert names == ["青 木 みのる", "坂 本 修"]
