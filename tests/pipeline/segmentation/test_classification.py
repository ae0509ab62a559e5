"""What each line is, and which rule opens its block."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.classification import CONTINUATION, NEXT_LABEL, classify
from pipeline.segmentation.layouts import layout_named
from tests.pipeline.segmentation.lines import classified, documents_with, visible

HEAD = "第３回架空会議 議事録\n日時　令和６年４月１日\n\n"
FIRST = "○青木委員長　始めます。本日の議題は植樹の計画です。\n"
LAST = "○坂本委員　賛成です。\n"


def kinds(text: str, style: str | None = "circle_name") -> list[tuple[str, bool]]:
    """The kind of each visible line, and whether it opens a block."""
    return classified(text, style=style).select("kind", "opens").rows()


def test_lines_are_told_apart_by_the_part_of_the_record() -> None:
    text = HEAD + "出席者：青木委員長\n　坂本委員\n" + FIRST + "（拍手）\n" + LAST + "以上\n"
    assert kinds(text) == [
        ("title", True),
        ("date", True),
        ("attendance", True),
        ("attendance", False),
        ("remark", True),
        ("stage", True),
        ("remark", True),
        ("closing", True),
    ]


def test_a_mark_needs_words_of_speech_only_before_the_talk() -> None:
    lines = kinds(HEAD + "○坂本委員　雲\n" + FIRST + "○坂本委員　雲\n")[2:]
    assert [kind == "remark" for kind, _ in lines] == [False, True, True]


def test_speech_behind_an_aside_goes_on_where_a_sentence_ends() -> None:
    lines = classified(HEAD + FIRST + "（拍手）\n　ありがとう\nございました。\n" + LAST)
    assert lines.select("kind", "rule", "opens").rows()[3:6] == [
        ("stage", "stage", True),
        ("remark", CONTINUATION, True),
        ("remark", CONTINUATION, False),
    ]
    heading = classified(HEAD + FIRST + "（拍手）\n　別紙一覧\n" + LAST)
    assert CONTINUATION not in heading["rule"].to_list()


def test_a_mark_with_nothing_behind_it_is_a_label() -> None:
    text = HEAD + FIRST + "○坂本委員\n○柏木委員　賛成です。\n"
    assert kinds(text)[2:] == [("remark", True), ("label", True), ("remark", True)]


def test_the_number_after_that_of_a_day_is_a_label() -> None:
    head = "架空会議 議事録\n１ 開催日時\n令和６年４月１日 17時\n{} 開いた様子\n"
    lines = classified(head.format("２") + FIRST + LAST)
    assert lines.select("kind", "rule").rows()[3] == ("label", NEXT_LABEL)
    assert NEXT_LABEL not in classified(head.format("５") + FIRST + LAST)["rule"].to_list()


def test_meetings_are_counted_by_their_titles() -> None:
    text = HEAD + FIRST + HEAD.replace("３", "４") + FIRST
    assert classified(text)["meeting"].to_list() == [1, 1, 1, 2, 2, 2]


def test_what_stands_above_the_first_title_is_of_no_meeting() -> None:
    assert classified("トップページ ＞ 会議録\n" + HEAD + FIRST)["meeting"].to_list() == [
        0,
        1,
        1,
        1,
    ]


def test_a_record_without_a_title_is_a_meeting() -> None:
    lines = classified("日時　令和６年４月１日\n\n" + FIRST, HEAD + FIRST)
    assert lines["meeting"].to_list() == [1, 1, 1, 1, 1]


def test_without_a_layout_nothing_is_recognised() -> None:
    lines = classified(HEAD + FIRST, style=None)
    assert set(lines["kind"]) == {"unrecognised"}
    assert lines["rule"].null_count() == 3
    assert set(lines["meeting"]) == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A hard wrap, a line behind a heading that is closed, and an item.
        ("＜雲＞\nl 一つ\n目。\n", [("heading", True), ("remark", True), ("remark", False)]),
        (
            "＜雲\nの話＞\n迷子\nまた\n",
            [
                ("heading", True),
                ("heading", False),
                ("unrecognised", True),
                ("unrecognised", False),
            ],
        ),
    ],
)
def test_an_unmarked_line_belongs_to_its_block_or_is_stray(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    head = "第１回架空会議 論点メモ\n日 時：令和６年４月１日\n概 要：\n"
    assert kinds(head + text, "points_memo")[3:] == expected


def test_how_sure_the_model_is_stands_at_the_lines_that_open_a_remark() -> None:
    documents = documents_with(HEAD + FIRST + "　続きです。\n（拍手）\n" + LAST)
    lines = visible(documents, "circle_name").with_columns(probability=pl.lit(0.876))
    found = classify(lines, layout_named("circle_name"), documents)
    assert found["confidence"].to_list() == [None, None, 88, None, None, 88]
