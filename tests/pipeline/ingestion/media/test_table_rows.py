"""Rows of tables as lines: empty cells, cells with a line a person, words in narrow columns."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.table_rows import lines_of_row


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ([["会長"], ["青木　一郎"]], ["会長\t青木　一郎"]),
        # Empty cells hold the place of those behind them; at the end there is none to hold.
        ([[], ["坂本　花子"], ["欠席"], [""], []], ["\t坂本　花子\t欠席"]),
        ([["委員"], [" ", "　"]], ["委員"]),
        ([[], [""]], []),
        ([], []),
    ],
)
def test_the_cells_of_a_row_are_parted(cells: list[list[str]], lines: list[str]) -> None:
    assert lines_of_row(cells) == lines


def test_cells_whose_lines_stand_side_by_side_give_a_line_a_person() -> None:
    cells = [["委員"], ["青木", "坂本", "石川"], ["会長", "", "書記"]]
    assert lines_of_row(cells) == ["委員\t青木\t会長", "\t坂本", "\t石川\t書記"]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        # One cell alone has several lines.
        (
            [["青木委員"], ["伺います。", "次に。"], ["1番"]],
            ["青木委員\t伺います。", "次に。\t1番"],
        ),
        # Two have, but not as many.
        (
            [["青木委員", "坂本委員"], ["会長", "副会長", "書記"]],
            ["青木委員", "坂本委員\t会長", "副会長", "書記"],
        ),
        # An empty line parts paragraphs of a speech, not persons.
        (
            [["賛成。", "", "以上。"], ["一", "二", "三四"]],
            ["賛成。", "", "以上。\t一", "二", "三四"],
        ),
    ],
)
def test_other_cells_go_on_in_the_line_in_which_the_one_before_ends(
    cells: list[list[str]], lines: list[str]
) -> None:
    assert lines_of_row(cells) == lines


def test_a_word_that_a_narrow_column_breaks_is_one() -> None:
    assert lines_of_row([["職", "名"], ["出", "席", "者", "名"]]) == ["職　名\t出　席　者　名"]
    # Two characters in a line, or too many lines, are no such word.
    assert lines_of_row([["出席", "者"], ["氏", "名"]]) == ["出席", "者\t氏　名"]
    assert lines_of_row([["一", "二", "三", "四", "五"]]) == ["一", "二", "三", "四", "五"]
