from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.csv_rows import rows_of


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("a,b\n", [(1, ["a", "b"])]),
        ("a,b\r\n\r\n , \r\nc,d", [(1, ["a", "b"]), (4, ["c", "d"])]),
        ("a\rb\r", [(1, ["a"]), (2, ["b"])]),
        ('"a,1","say ""no"""\n', [(1, ["a,1", 'say "no"'])]),
        ('a,"two\nlines"\nb,c\n', [(1, ["a", "two\nlines"]), (3, ["b", "c"])]),
        # A quote that is never closed takes its own line, and no other.
        ('a,"b\nc,d\ne,f\n', [(1, None), (2, ["c", "d"]), (3, ["e", "f"])]),
        # One that is closed within a cell far away, too.
        ('a,"b\nc,d\ne"x,f\n', [(1, None), (2, ["c", "d"]), (3, None)]),
        ('a,"b"c\nd,e\n', [(1, None), (2, ["d", "e"])]),
        # What other programs take for line ends stands in a cell as it is.
        ("a\u2028b,c\x0bd\n", [(1, ["a\u2028b", "c\x0bd"])]),
    ],
)
def test_rows_are_read_with_their_lines(
    text: str, rows: list[tuple[int, list[str] | None]]
) -> None:
    assert [tuple(row) for row in rows_of(text)] == rows


cells = st.text(st.sampled_from('ab漢,"\n '), max_size=5)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=5))
def test_what_the_library_writes_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    visible = [row for row in rows if any(cell.strip() for cell in row)]
    assert [row.cells for row in rows_of(written.getvalue())] == visible


@given(st.text(st.sampled_from('a,"\n\r'), max_size=40))
def test_every_line_with_something_on_it_is_in_a_row(text: str) -> None:
    found = list(rows_of(text))
    assert [row.line for row in found] == sorted({row.line for row in found})
    read = "".join("".join(row.cells or ["a"]) for row in found)
    assert ("a" in text) <= bool(read)
