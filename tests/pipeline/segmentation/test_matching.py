"""Which rules fit which lines, and where they are asked at all."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import layout_named
from pipeline.segmentation.matching import with_matches
from tests.pipeline.segmentation.lines import documents_with, matched, visible, where

HEAD = "第３回架空会議 議事録\n日時　令和６年４月１日\n"
TALK = "○青木委員長　始めます。\n○坂本委員　賛成です。\n"


def test_every_rule_and_every_condition_has_a_column() -> None:
    layout = layout_named("circle_name")
    assert layout is not None
    documents = documents_with(HEAD + TALK)
    lines = with_matches(visible(documents, "circle_name"), layout, documents)
    needed = {f"c_{name}" for rule in layout.rules for name in rule.needs} - {
        "c_label",
        "c_speech",
    }
    asked = {f"is_{rule.name}" for rule in layout.rules} | needed
    flags = {f"{flag}_speech" for flag in ("known", "opening", "bare")}
    assert (asked | flags) - set(lines.columns) == set()
    assert lines["row"].to_list() == [0, 1, 2, 3]


def test_rules_of_the_header_are_asked_before_the_talk() -> None:
    lines = matched(HEAD + TALK + "日時　令和６年５月１日\n")
    assert lines.filter("is_date")["line"].to_list() == [2]
    assert lines.filter("in_front")["line"].to_list() == [1, 2]


def test_the_header_of_the_next_record_is_before_its_own_talk() -> None:
    lines = matched(HEAD + TALK + "第４回架空会議 議事録\n日時　令和６年５月１日\n" + TALK)
    assert lines.filter("is_date")["line"].to_list() == [2, 6]


def test_a_line_in_the_midst_of_a_sentence_is_no_closing() -> None:
    long = "○坂本委員　資料の三枚目を御覧くださいますようにお願いを申し上げたいと思っております"
    lines = matched(f"{HEAD}{long}\n以上\n○青木委員長　始めます。\n以上\n")
    assert lines.filter("is_closing")["line"].to_list() == [6]


def test_speech_opens_the_talk_where_its_label_is_known() -> None:
    lines = matched(HEAD + TALK + "○水道料金の改定　別紙のとおりである。\n")
    known = ["○青木委員長　始めます。", "○坂本委員　賛成です。"]
    assert where(lines, "opens_talk") == known
    assert where(lines, "marks") == known


def test_members_listed_in_the_order_of_speaking_do_not_speak() -> None:
    order = "発言順序\n　○青木委員　雲について\n　○坂本委員　雨について\n"
    lines = matched(HEAD + order + "\n" + TALK)
    assert lines.filter("c_in_order")["line"].to_list() == [4, 5]


def test_a_list_behind_the_talk_is_asked_for_only_where_none_stands_before_it() -> None:
    behind = "出席者\n青木　一郎\n坂本　修\n"
    lines = matched(HEAD + TALK + behind)
    assert where(lines, "is_after") == ["出席者", "青木　一郎", "坂本　修"]
    listed = matched(f"{HEAD}出席者：柏木委員\n{TALK}{behind}")
    assert listed.filter("is_after").is_empty()


def test_documents_do_not_run_into_each_other() -> None:
    lines = matched(HEAD + TALK, "日時　令和６年５月１日\n" + TALK)
    second = lines.filter(pl.col("document_id") == "made-up/2.txt")
    assert second.filter("is_date")["line"].to_list() == [1]
    assert second["gap"].to_list() == [False] * 3
