"""Lines that show a title again below itself."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.repeated_titles import without_repeated_titles


@pytest.mark.parametrize(
    ("texts", "of_title"),
    [
        # A system of an assembly shows the title, the title with a dash, and the body.
        (
            [
                "平成20年 12月 定例会 12月17日−06号",
                "平成20年 12月 定例会 − 12月17日−06号",
                "平成20年 12月 定例会",
                "平成20年 架空市議会定例会",
            ],
            [True, False, False, False],
        ),
        # A title of several lines, and a meeting of two bodies.
        (["第６回協議会 会議要旨", "令和元年度第６回架空協議会 議事録"], [True, True]),
        (["令和元年度第６回青木協議会", "令和元年度第６回坂本協議会 合同会議"], [True, True]),
    ],
)
def test_lines_that_repeat_a_title_are_not_of_it(texts: list[str], of_title: list[bool]) -> None:
    lines = pl.DataFrame({"text": texts}).with_columns(
        _is_title=pl.lit(True), is_new_document=pl.int_range(pl.len()) == 0
    )
    assert without_repeated_titles(lines)["_is_title"].to_list() == of_title


def test_the_same_title_in_another_document_stays() -> None:
    lines = pl.DataFrame(
        {
            "text": ["第１回架空審議会", "第１回架空審議会", "始めます。", "第１回架空審議会"],
            "_is_title": [True, True, False, True],
            "is_new_document": [True, True, False, False],
        }
    )
    found = without_repeated_titles(lines)["_is_title"].to_list()
    assert found == [True, True, False, True]
