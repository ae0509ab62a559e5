"""The comparison of renderings with their texts, on rows and texts written by hand."""

from __future__ import annotations

import polars as pl
import pytest

from quality.renderings.compare import SAME, differences, kind_of
from quality.renderings.print_layouts import speaker_table
from quality.renderings.records import (
    COMPARED,
    Reading,
    Record,
    Turn,
    turns_of,
    with_single_blanks,
    with_single_blanks_and_no_empty_line,
)

TEXT = "議題\n\n○青木会長　始めます。\n続けます。\n○坂本委員　はい。\n"
TURNS = [Turn(4, 10, 21), Turn(22, 28, 31)]


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ("議題\n○青木会長　始めます。\n続けます。\n○坂本委員 はい。\n", "blanks within lines"),
        ("議題\n○青木会長　始めます。続けます。\n○坂本委員　はい。\n", "ends of lines"),
        (TEXT + "架空市役所\n", "words of the site are kept"),
        (TEXT.replace("続けます。", ""), "words are left out"),
        (TEXT.replace("始め", "め始"), "order of the words"),
        (TEXT.replace("○", "〓"), "other characters"),
        (None, "nothing was read"),
    ],
)
def test_what_differs_has_a_name(read: str | None, kind: str) -> None:
    assert kind_of(TEXT, read) == kind


def test_what_a_browser_shows_of_blanks() -> None:
    text = "  委員   青木\n\n　坂本\n"
    assert with_single_blanks(text) == "委員 青木\n\n　坂本\n"
    assert with_single_blanks_and_no_empty_line(text) == "委員 青木\n　坂本\n"


def test_turns_begin_where_their_labels_begin_a_line() -> None:
    remarks = pl.DataFrame(
        {
            "name": ["city/1", "city/1", "city/1", "city/2"],
            "char_start": [4, 22, 24, 4],
            "char_end": [21, 31, 31, 21],
            "marker": ["○青木会長　", "○坂本委員　", "委員", "○青木会長　"],
            "speaker_text": ["青木会長", "坂本委員", "委員", "青木会長"],
            "text": ["始めます。\n続けます。", "はい。", "はい。", "始めます。\n続けます。"],
        }
    )
    assert turns_of(Record("city/1", TEXT), remarks) == TURNS


def test_a_turn_is_a_row_of_the_table() -> None:
    page = speaker_table(TEXT, TURNS)
    assert "<p>議題</p><table>" in page
    assert "<tr><td>○青木会長</td><td>始めます。<br>続けます。</td></tr>" in page
    assert "<tr><td>○坂本委員</td><td>はい。</td></tr>" in page


def reading(**changed: str) -> Reading:
    """A reading of one record of one row a table, with other values in its meeting."""
    keys = {"name": ["city/1"], "char_start": [0]}
    tables = {
        table: pl.DataFrame({**keys, **{column: ["同じ"] for column in SAME[table]}})
        for table in COMPARED
    }
    tables["meetings"] = tables["meetings"].with_columns(
        **{column: pl.lit(value) for column, value in changed.items()}
    )
    tables["attendance"] = tables["attendance"].with_columns(attendance_id=pl.lit("a"), ordinal=1)
    tables["remarks"] = tables["remarks"].drop("attendee").with_columns(attendance_id=pl.lit("a"))
    documents = pl.DataFrame(
        {"name": ["city/1"], "text": [TEXT], "rules": [["media_mended"]], "spans": [None]},
        schema_overrides={"spans": pl.List(pl.Struct({"char_start": int, "char_end": int}))},
    )
    return Reading(documents, tables)


def test_a_rendering_differs_in_the_columns_that_do() -> None:
    assert differences(["city/1"], reading(), reading(venue="同　じ")) == []
    (found,) = differences(["city/1"], reading(), reading(venue="他"))
    assert (found.tables, found.columns) == (("meetings",), ("meetings.venue",))
    assert (found.kind, found.is_told) == ("blanks within lines", True)
