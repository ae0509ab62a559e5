"""Rows of words are cut into names."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.name_cutting import names_of
from pipeline.normalisation.attendance.spread_tokens import cells_of


def names_in(text: str) -> list[str]:
    return [text[start:end] for start, end in names_of(cells_of(text))]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("青木", ["青木"]),
        ("青木　一郎", ["青木　一郎"]),
        # The widest gap parts persons, also where all characters are set apart.
        ("青木　一郎　　　坂本　修", ["青木　一郎", "坂本　修"]),
        ("石　川　　浩　　　　坂　本　　修", ["石　川　　浩", "坂　本　　修"]),
        # Family names only, a blank between each two.
        ("成田　秋本　近江", ["成田", "秋本", "近江"]),
        # Family and given names by turns, though all blanks are alike.
        ("青木 一郎 坂本 修二", ["青木 一郎", "坂本 修二"]),
        # A title or an honorific closes a name, whatever the blanks are.
        ("青木　一郎君　坂本　修君", ["青木　一郎君", "坂本　修君"]),
        ("青木委員　坂本委員", ["青木委員", "坂本委員"]),
    ],
)
def test_a_row_is_cut_at_its_widest_gaps_into_names_of_usual_lengths(
    row: str, names: list[str]
) -> None:
    assert names_in(row) == names


def test_no_words_are_no_names() -> None:
    assert names_of([]) == []
