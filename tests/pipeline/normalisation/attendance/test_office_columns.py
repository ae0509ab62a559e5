"""Columns of offices behind names."""

from __future__ import annotations

from pipeline.normalisation.attendance.office_columns import with_offices_told

COLUMN = "青木　一郎　　　架空大学\n坂本　修二　　　みどり放送\n柏木　和子　　　架空事務所"


def test_an_unknown_word_of_a_column_of_offices_stands_in_brackets() -> None:
    told = with_offices_told(COLUMN)
    assert told.split("\n") == [
        "青木　一郎　　　架空大学",
        "坂本　修二　　（みどり放送",
        # Of the other two it is known by their own words that they are offices.
        "柏木　和子　　　架空事務所",
    ]
    # Offsets in the list stay what they are.
    assert len(told) == len(COLUMN)


def test_two_lines_are_no_column() -> None:
    two = COLUMN.rpartition("\n")[0]
    assert with_offices_told(two) == two


def test_words_that_do_not_stand_one_below_the_other_are_no_column() -> None:
    ragged = COLUMN.replace("　　　み", "　　　　　み")
    assert with_offices_told(ragged) == ragged


def test_a_second_column_of_persons_is_none_of_offices() -> None:
    persons = "青木　一郎　　　石田\n坂本　修二　　　森田\n柏木　和子　　　高橋"
    assert with_offices_told(persons) == persons
