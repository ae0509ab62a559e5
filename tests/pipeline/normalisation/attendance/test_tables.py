"""Lists whose first row says what stands in each column."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.tables import Head, head_of_table, rows_of_table
from schemas.vocabulary import Presence


def rows(text: str, label: Label | None = None) -> tuple[list[Entry], int]:
    head = head_of_table(text)
    assert head is not None
    return rows_of_table(text, head, label or Label(), None)


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("| 区分 | 職名 | 氏名 | 出欠 |", ("group", "position", "name", "presence")),
        ("氏　名\t所 属\t備考", ("name", "affiliation", "remark")),
        ("番号　　氏　名　　所　属", ("other", "name", "affiliation")),
        (
            "区　　分　　　氏　　名　　　所　属　等　　　出欠",
            ("group", "name", "affiliation", "presence"),
        ),
        ("職　　名　　氏　名　　備　考", ("position", "name", "remark")),
    ],
)
def test_the_head_of_a_table_says_what_stands_in_each_column(
    row: str, columns: tuple[str, ...]
) -> None:
    head = head_of_table(f"出席者\n{row}\n")
    assert head is not None
    assert head.columns == columns
    assert (head.start, head.end) == (4, 4 + len(row))


@pytest.mark.parametrize(
    "text",
    [
        # No names, one column alone, a head that nothing is known of, two labels of a list.
        "| 区分 | 職名 | 出欠 |",
        "| 氏名 |",
        "| 氏名 | 天気 |",
        "出席者　委員",
        "青木　一郎　　坂本　修",
        "",
        # Two persons side by side are no row.
        "職名　氏名　職名　氏名",
    ],
)
def test_other_lines_are_no_head(text: str) -> None:
    assert head_of_table(text) is None


def test_rows_are_read_by_their_columns() -> None:
    text = (
        "| 区分 | 職名 | 氏名 | 出欠 |\n"
        "| 学識経験者 | 会　長 | 青木　一郎 | 出席 |\n"
        "|  | 委員 | 坂本　修（架空大学） | 欠席 |\n"
        "| 公募 | 委員 | 欠員 |  |\n"
        "以上\n| 公募 | 委員 | 柏木　和子 |  |\n"
    )
    found, end = rows(text)
    assert [(one.name_text, one.group, one.position, one.brackets) for one in found] == [
        ("青木　一郎", "学識経験者", "会長", []),
        # An empty cell of a group has the group of the row above.
        ("坂本　修", "学識経験者", "委員", ["架空大学"]),
    ]
    # 出席 says no more than the list itself does.
    assert [one.presence for one in found] == [None, Presence.ABSENT]
    assert [text[one.start : one.end] for one in found] == ["青木　一郎", "坂本　修（架空大学）"]
    # What is no row ends the table.
    assert text[end:].startswith("\n以上")


def test_below_a_label_of_a_group_the_column_says_whom_each_stands_for() -> None:
    found, _ = rows("| 区分 | 氏名 |\n| 公益代表 | 青木　一郎 |\n", Label(group="委員"))
    assert [(one.group, one.office) for one in found] == [(None, "公益代表")]


def test_a_post_in_the_column_of_offices_is_a_position() -> None:
    found, _ = rows("| 所属 | 氏名 |\n| 産業部長 | 青木　一郎 |\n| 産業部 | 坂本　修 |\n")
    assert [(one.position, one.office) for one in found] == [("産業部長", None), (None, "産業部")]


def test_a_row_that_ends_before_the_column_of_names_names_nobody() -> None:
    found, end = rows("| 区分 | 氏名 |\n| 公益代表 |\n")
    assert found == []
    assert end == len("| 区分 | 氏名 |\n| 公益代表 |")


def test_cells_in_blanks_stand_below_their_heads() -> None:
    text = (
        "職名　　　氏　名　　　所属\n委員　　　青木　一郎　架空大学\n　　　　　坂本　修　　架空市\n"
    )
    found, _ = rows(text)
    assert [(one.position, one.name_text, one.office) for one in found] == [
        ("委員", "青木　一郎", "架空大学"),
        (None, "坂本　修", "架空市"),
    ]


def test_cells_in_blanks_that_are_not_aligned_count_in_their_order() -> None:
    text = "職名　　　　　　　　　　氏名\n会長　　青木\n"
    found, _ = rows(text)
    assert [(one.position, one.name_text) for one in found] == [("会長", "青木")]


def test_a_head_is_where_the_columns_begin() -> None:
    assert head_of_table("職名　　氏名") == Head(("position", "name"), 0, 6, (0, 8))
