"""Marks of a described style whose label no list knows."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.turns.unlisted import turns_among
from tests.pipeline.segmentation.lines import documents_with, visible

HEAD = "第３回架空会議 議事録\n日時　令和６年４月１日\n\n"
TALK = (
    "○青木委員長　定刻になりましたので始めます。\n"
    "○坂本委員　費用について伺います。どのくらいになりますか。\n"
    "○白井課長　資料の三枚目を御覧ください。表のとおりです。\n"
)


def turns(*said: str, asked: tuple[str, ...]) -> list[str]:
    """Of the lines that begin with what is asked for, those that open a turn."""
    text = HEAD + TALK + "".join(f"{line}\n" for line in said) + TALK
    documents = documents_with(text)
    lines = visible(documents, "circle_name").with_row_index("row")
    rows = lines.filter(
        pl.any_horizontal(pl.col("stripped").str.starts_with(words) for words in asked)
    )["row"]
    found = turns_among(rows, lines, documents)
    assert set(found) <= set(rows)
    return lines.filter(pl.col("row").is_in(found.implode()))["stripped"].to_list()


def test_a_label_that_begins_with_a_family_name_opens_a_turn() -> None:
    line = "○黒瀬川保健師　お答えいたします。百万円と見込んでおります。"
    assert turns(line, asked=(line,)) == [line]


def test_a_label_with_a_full_name_in_its_bracket_opens_a_turn() -> None:
    # The others of the record are of the same form.
    before = "○議長（青木光君）　始めます。資料を御覧ください。"
    line = "○公営企業管理者（鈴木康之）　お答えいたします。百万円と見込んでおります。"
    assert turns(before, line, before, asked=(line,)) == [line]


@pytest.mark.parametrize(
    "line",
    [
        # A body, and a heading.
        "○図書館　別紙のとおりである。",
        "○水道料金の改定　別紙のとおりである。",
        # The label does not end at the blank.
        "○議会運営委員長奈木田 康徳君) お答えいたします。百万円と見込んでおります。",
    ],
)
def test_a_label_that_names_nobody_opens_none(line: str) -> None:
    assert turns(line, asked=(line,)) == []


def test_all_lines_with_a_label_that_opens_a_turn_do() -> None:
    lines = (
        "○黒瀬川保健師　お答えいたします。百万円と見込んでおります。",
        "○黒瀬川保健師　雲",
    )
    assert turns(*lines, asked=("○黒瀬川",)) == list(lines)


def test_lines_that_are_not_asked_for_are_left_out() -> None:
    assert turns("○黒瀬川保健師　お答えいたします。", asked=("○石田",)) == []
