"""What a rule may need of a line beside its pattern."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.conditions import spoken_lines, with_conditions
from pipeline.segmentation.layouts import layout_named
from tests.pipeline.segmentation.lines import matched, where

HEAD = "第３回架空会議 議事録\n日時　令和６年４月１日\n"


def conditions(text: str, style: str = "circle_name") -> pl.DataFrame:
    layout = layout_named(style)
    assert layout is not None
    lines = matched(text, style=style)
    return with_conditions(lines.drop("^c_(heading|listed|prose)$"), layout)


def test_a_heading_has_the_words_of_the_header_and_speech_below_it() -> None:
    lines = conditions(
        HEAD + "議題\n１　雲の高さ\n２　雨の量\n\n○青木委員長　始めます。\n"
        "１　雲の高さ\n○坂本委員　賛成です。\n２　雨の量\n以上\n"
    )
    # The first of the two is in the list of the agenda.
    assert where(lines, "c_listed") == ["１　雲の高さ", "２　雨の量"]
    assert lines.filter("c_listed")["line"].to_list() == [8, 10]
    assert lines.filter("c_heading")["line"].to_list() == [8]


def test_items_of_a_list_are_no_headings() -> None:
    lines = conditions(
        HEAD + "○青木委員長　始めます。\n１．雲の高さ\n２．雨の量\n○坂本委員　賛成です。\n"
        "３．雪の色\n○青木委員長　次です。\n"
    )
    assert where(lines, "c_heading") == ["３．雪の色"]


@pytest.mark.parametrize("between", ["", "\n", "──────\n"])
def test_the_last_item_of_the_agenda_does_not_open_the_talk(between: str) -> None:
    lines = conditions(
        f"{HEAD}本日の会議に付した事件\n日程第一　雲の高さ\n日程第二　雨の量\n{between}"
        "○青木委員長　始めます。\n日程第三　雪の色\n○坂本委員　賛成です。\n"
    )
    assert where(lines, "c_heading") == ["日程第三　雪の色"]


def test_parts_of_an_item_of_the_agenda_do_not_open_the_talk() -> None:
    items = "１　諮問された事柄について\n（１）雲の高さ\n２　その他\n（１）次回の日取り\n"
    assert where(conditions(f"{HEAD}\n{items}○青木委員長　始めます。\n"), "c_heading") == []


def test_steps_without_speech_make_no_list() -> None:
    steps = "１　開会\n２　確認事項\n（１）雲の高さ\n"
    lines = conditions(f"{HEAD}\n{steps}○青木委員長　始めます。\n")
    assert where(lines, "c_heading") == ["（１）雲の高さ"]


def test_a_day_alone_is_no_heading() -> None:
    lines = conditions(f"{HEAD}\n〇令和４年９月６日（火曜日）\n○青木委員長　始めます。\n")
    assert where(lines, "c_heading") == []


def test_a_heading_alone_opens_the_talk() -> None:
    lines = conditions(f"{HEAD}\n■雲の高さ\n【雨の量】\n○青木委員長　始めます。\n")
    assert where(lines, "c_heading") == ["■雲の高さ", "【雨の量】"]


def test_the_opening_right_after_a_list_is_a_heading() -> None:
    steps = "出席委員\n青木　一郎\n１　開会\n"
    assert where(conditions(f"{HEAD}{steps}○青木委員長　始めます。\n"), "c_heading") == ["１　開会"]
    assert where(conditions(f"{HEAD}{steps}２　雨の量\n○青木委員長　次。\n"), "c_heading") == []


def test_a_short_line_below_a_separator_stands_before_speech() -> None:
    lines = conditions(
        HEAD + "○青木委員長　始めます。\n──────\n雲の高さ\n○坂本委員　賛成です。\n"
        "──────\n雨の量\n別紙のとおり\n○青木委員長　次です。\n"
    )
    assert where(lines, "c_below_separator") == ["雲の高さ"]


@pytest.mark.parametrize(
    ("label", "below", "holds"),
    [
        ("出席委員", "青木　一郎", True),
        ("出席委員", "坂本修委員", True),
        # The name of a place has the form of a name.
        ("会場", "みどり会館　大会議室", False),
        ("会場", "雲の高さを測る。", False),
    ],
)
def test_names_stand_below_a_label(label: str, below: str, holds: bool) -> None:
    lines = conditions(f"{HEAD}{label}\n{below}\n○青木委員長　始めます。\n")
    assert (label in where(lines, "c_names_below")) is holds


def test_a_value_stands_below_a_label_that_has_none_beside_it() -> None:
    lines = conditions(
        "議事録\n日時\n令和６年４月１日\n場所　架空市緑町一丁目　みどり会館\n大会議室\n"
    )
    below = lines.filter(~pl.col("c_not_below_label"))
    assert below["stripped"].to_list() == ["令和６年４月１日"]


def test_lines_stand_deeper_than_their_label() -> None:
    lines = conditions("議事録\n出席委員\n　青木　一郎\n　坂本　修\n事務局\n　（以上２名）\n")
    assert where(lines, "c_indented_below") == ["出席委員"]


def test_what_comes_behind_the_last_remark_has_no_talk_after_it() -> None:
    lines = conditions(
        HEAD + "○青木委員長　始めます。\n問合せ先\n○坂本委員　賛成です。\n問合せ先\n緑町役場\n"
    )
    assert lines.filter("c_no_talk_after")["line"].to_list() == [5, 6, 7]


def test_prose_is_long_and_says_something() -> None:
    said = "　会長は、定刻に至り、在任委員十人のうち九人の出席を告げ、開会を宣した。"
    lines = conditions(f"{HEAD}\n{said}\n　委員からは了承した。\n以上\n", style="narrative")
    assert where(lines, "c_prose") == [said.strip()]


def spoken(text: str, head: str = "") -> dict[str, tuple[bool, bool, bool]]:
    """By line with the mark of remarks: known, opening and bare."""
    layout = layout_named("circle_name")
    assert layout is not None
    lines = matched(HEAD + text)
    heads = pl.DataFrame({"document_id": ["made-up/1.txt"], "head": [head]})
    found = spoken_lines(lines, layout, heads).filter(rule="speech").join(lines, on="row")
    return {
        row["stripped"]: (row["known"], row["opening"], row["bare"])
        for row in found.iter_rows(named=True)
    }


def test_a_mark_of_a_remark_has_a_known_label_and_speech_behind_it() -> None:
    text = (
        "○青木委員長　始めます。\n○坂本委員\n　賛成です。\n"
        "○柏木委員\n以上\n○雲の高さ　とても高い。\n"
    )
    assert spoken(text) == {
        "○青木委員長　始めます。": (True, True, False),
        "○坂本委員": (True, True, True),
        "○柏木委員": (True, False, True),
        "○雲の高さ　とても高い。": (False, True, False),
    }


def test_the_head_of_the_record_makes_a_name_known() -> None:
    text = "○柏木　賛成です。\n"
    assert spoken(text)["○柏木　賛成です。"][0] is False
    assert spoken(text, "出席者柏木")["○柏木　賛成です。"][0] is True


def test_a_list_of_names_is_no_speech() -> None:
    assert spoken("○青木委員　みのり、坂本 修、森田 一\n") == {
        "○青木委員　みのり、坂本 修、森田 一": (True, False, False)
    }
