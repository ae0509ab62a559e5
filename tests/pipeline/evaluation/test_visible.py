from __future__ import annotations

import polars as pl

from pipeline.evaluation.visible import VisibleText, visible_count, without_blanks

TEXT = "○甲　始め\nます。始め\nる。\n| 乙 | 以上。 |\n"
#        ○甲始めます。始める。乙以上。


def test_words_are_found_over_wraps_and_blanks() -> None:
    text = VisibleText(TEXT)
    assert text.find("始めます") == 2
    assert text.find("始めます", 3) == -1
    assert text.find("甲 始め") == 1
    assert text.find("始め", 3) == 7


def test_the_end_of_a_remark_is_the_end_of_a_line() -> None:
    text = VisibleText("同じ。同じ。\n同じ。")
    assert text.find_end("同じ。", 0) == 6
    assert text.find_end("同じ。", 6) == 9
    assert text.find_end("違う。", 0) == -1


def test_words_that_end_no_line_count_where_they_stand_first() -> None:
    assert VisibleText("同じ。同じ。次へ").find_end("同じ。", 0) == 3


def test_a_cell_and_a_closing_bracket_end_a_line_too() -> None:
    text = VisibleText(TEXT)
    assert text.find_end("以上。", 0) == len("○甲始めます。始める。乙以上。")
    assert VisibleText("（賛成多数）次").find_end("多数", 0) == 5


def test_places_lead_back_to_the_text() -> None:
    text = VisibleText(TEXT)
    assert text.char_start(2) == TEXT.index("始め")
    assert text.line(0) == 1
    assert text.line(4) == 2
    assert text.line(text.find("以上")) == 4


def test_columns_and_words_are_counted_alike() -> None:
    counted = pl.DataFrame({"text": [TEXT, "", "│ 表 │"]}).select(visible_count(pl.col("text")))
    assert counted["text"].to_list() == [15, 0, 1]
    assert [len(without_blanks(words)) for words in (TEXT, "", "│ 表 │")] == [15, 0, 1]
