"""Tables of a page: which hold data, and the cells that reach over others."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.html_table import MAX_COLUMNS, Table, holds_data
from tests.pipeline.ingestion.media.trees import first, tree

ROSTER = "<tr><th>職名<th>氏名<tr><td>会長<td>青木"
LONG = "資料の三ページにあります計画の進み具合について、昨年度との違いを伺います。" * 6


@pytest.mark.parametrize(
    ("markup", "is_of_data"),
    [
        (f"<table>{ROSTER}</table>", True),
        (f"<table><thead>{ROSTER}</thead><tbody><tr><td>委員<td>坂本</tbody></table>", True),
        ("<table><tr><td>日時<td>令和6年4月1日</table>", True),
        # What a script of the site, its makers or the parts in it call a layout.
        (f"<table role=presentation>{ROSTER}</table>", False),
        (f"<table>{ROSTER}<tr><td><h2>議事</h2><td>x</table>", False),
        ("<table><tr><td>a<td>b<tr><td><table><tr><td>c</table><td>d</table>", False),
        # One column, or one row that is as long as a page.
        ("<table><tr><td>開会<tr><td>議事<tr><td>閉会</table>", False),
        (f"<table><tr><td>目次<td>{LONG}</table>", False),
    ],
)
def test_a_table_of_rows_and_columns_holds_data(markup: str, is_of_data: bool) -> None:
    assert holds_data(first(markup, "table")) is is_of_data


def lines_of(rows: str) -> list[str]:
    """Read rows cell by cell, each cell its text alone."""
    table = Table()
    lines = []
    for row in tree(f"<table>{rows}</table>").walk():
        if row.tag == "tr":
            table.begin_row()
            for cell in row.children:
                table.begin_cell(cell).write("".join(one.text for one in cell.walk()))
                table.end_cell()
            lines += table.end_row()
    return lines


def test_a_cell_that_reaches_down_and_across_holds_the_place_of_all_it_covers() -> None:
    assert lines_of(
        "<tr><th colspan=2>職・氏名<th>備考"
        "<tr><td>会長<td>青木<td rowspan=2>再任"
        "<tr><td rowspan=3>委員<td>坂本"
        "<tr><td>石川<td>新任"
        "<tr><td>原<td>新任"
        "<tr><td>書記<td>林<td>事務局"
    ) == [
        "職・氏名\t\t備考",
        "会長\t青木\t再任",
        "委員\t坂本",
        "\t石川\t新任",
        "\t原\t新任",
        "書記\t林\t事務局",
    ]


@pytest.mark.parametrize("number", ["", "0", "-2", "二", "２", "1e3", "9999999"])
def test_a_span_that_is_no_number_covers_its_own_place_alone(number: str) -> None:
    rows = f"<tr><td colspan='{number}' rowspan='{number}'>会長<td>青木<tr><td>委員<td>坂本"
    assert lines_of(rows) == ["会長\t青木", "委員\t坂本"]


def test_spans_are_followed_over_so_many_columns_and_no_more() -> None:
    (line,) = lines_of("<tr><td colspan=99999>会長<td>青木")
    assert line.count("\t") <= MAX_COLUMNS
    assert line.split("\t")[-1] == "青木"


def test_a_cell_is_open_while_it_is_read() -> None:
    table = Table()
    table.begin_row()
    assert table.cell is None
    assert table.begin_cell(first("<table><tr><td>青木</table>", "td")) is table.cell
    table.end_cell()
    assert table.cell is None
    # A cell that was never begun ends without effect.
    table.end_cell()
    assert table.end_row() == []
