"""Which documents the rows of a failed check come from."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.documents_of_rows import documents_of_rows, places_behind

Frames = dict[str, pl.DataFrame]
MEETING = "made-up/2024-04-01/1"
OTHER = "made-up/2024-04-01/1-0a1b2c3d"


@pytest.fixture
def frames(table_of: Callable[..., pl.DataFrame]) -> Frames:
    """Two meetings of one day, the first in two documents."""
    memo, more = {"meeting_id": MEETING}, {"meeting_id": MEETING, "document_id": "made-up/more.txt"}
    other = {"meeting_id": OTHER, "document_id": "made-up/other.txt"}
    return {
        "meetings": table_of("meetings", memo, other),
        "remarks": table_of(
            "remarks",
            memo | {"remark_id": f"{MEETING}/r-0a1b2c3d", "line_start": 5},
            more | {"remark_id": f"{MEETING}/r-0a1b2c3d-2", "line_start": 2},
            other | {"remark_id": f"{OTHER}/r-0a1b2c3d", "line_start": 9},
        ),
        "attendance": table_of(
            "attendance",
            memo | {"attendance_id": "a-1", "line_start": 4},
            memo | {"attendance_id": "a-2", "line_start": 3},
            more | {"attendance_id": "a-3", "line_start": 8},
            other | {"attendance_id": "a-4", "line_start": 7},
        ),
        "quality_issues": table_of("quality_issues", {"quality_issue_id": "q-1", "line": 6}),
    }


PLACES = {
    "documents": ("row_key", ["made-up/a|b.txt"], [("made-up/a|b.txt", None)]),
    "blocks": ("row_key", ["made-up/a|b.txt|12"], [("made-up/a|b.txt", None)]),
    "meetings": ("row_key", [OTHER], [("made-up/other.txt", 1)]),
    "remarks": (
        "remark_id",
        [f"{MEETING}/r-0a1b2c3d-2", f"{MEETING}/r-0a1b2c3d"],
        [("made-up/more.txt", 2), ("made-up/memo.txt", 5)],
    ),
    # A meeting has all its documents, each with its first line.
    "attendance": (
        "meeting_id",
        [OTHER, MEETING, "made-up/undated/2"],
        [("made-up/other.txt", 7), ("made-up/memo.txt", 3), ("made-up/more.txt", 8), (None, None)],
    ),
    "quality_issues": ("row_key", ["q-1"], [("made-up/other.txt", 6)]),
}


@pytest.mark.parametrize("table", PLACES)
def test_a_key_leads_to_its_document_and_line(frames: Frames, table: str) -> None:
    column, keys, expected = PLACES[table]
    assert places_behind(table, pl.DataFrame({column: keys}), frames).rows() == expected


def test_a_column_of_documents_goes_before_keys(frames: Frames) -> None:
    rows = {"row_key": [MEETING, None], "document_id": ["made-up/here.txt", None]}
    failing = pl.DataFrame(rows)
    assert documents_of_rows("meetings", failing, frames) == ("made-up/here.txt",)


def test_each_of_the_first_three_is_named_once(frames: Frames) -> None:
    failing = pl.DataFrame({"document_id": list("aabbccdd")})
    assert documents_of_rows("documents", failing, frames) == ("a", "b", "c")


def test_rows_that_name_no_row_lead_nowhere(frames: Frames) -> None:
    assert documents_of_rows("remarks", pl.DataFrame({"reason": ["x"]}), frames) == ()
