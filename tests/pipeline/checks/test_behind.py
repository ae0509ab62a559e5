"""Which documents the rows of a failed check come from."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.behind import documents_behind

Frames = dict[str, pl.DataFrame]
MEETING = "made-up/2024-04-01/1"
OTHER = "made-up/2024-04-01/1-0a1b2c3d"


@pytest.fixture
def frames(table_of: Callable[..., pl.DataFrame]) -> Frames:
    """Two meetings of one day, each in a document of its own, and text before the first."""
    return {
        "blocks": table_of(
            "blocks",
            {"meeting_id": None, "kind": "gap"},
            {"meeting_id": MEETING, "document_id": "made-up/memo.txt"},
            {"meeting_id": OTHER, "document_id": "made-up/other.txt"},
        )
    }


@pytest.mark.parametrize(
    ("table", "column", "keys", "expected"),
    [
        ("documents", "row_key", ["made-up/a|b.txt"], ("made-up/a|b.txt",)),
        ("blocks", "row_key", ["made-up/a|b.txt|12"], ("made-up/a|b.txt",)),
        ("meetings", "row_key", [OTHER], ("made-up/other.txt",)),
        ("remarks", "remark_id", [f"{MEETING}/r-0a1b2c3d"], ("made-up/memo.txt",)),
        ("remarks", "row_key", [f"{OTHER}/r-0a1b2c3d-2"], ("made-up/other.txt",)),
        ("attendance", "meeting_id", [OTHER, MEETING], ("made-up/other.txt", "made-up/memo.txt")),
        ("quality_issues", "row_key", ["made-up/ingestion/q-0a1b2c3d"], ()),
    ],
)
def test_a_key_leads_to_its_document(
    frames: Frames, table: str, column: str, keys: list[str], expected: tuple[str, ...]
) -> None:
    assert documents_behind(table, pl.DataFrame({column: keys}), frames) == expected


def test_a_column_of_documents_goes_before_keys(frames: Frames) -> None:
    rows = {"row_key": [MEETING, None], "document_id": ["made-up/here.txt", None]}
    failing = pl.DataFrame(rows)
    assert documents_behind("meetings", failing, frames) == ("made-up/here.txt",)


def test_each_of_the_first_three_is_named_once(frames: Frames) -> None:
    failing = pl.DataFrame({"document_id": list("aabbccdd")})
    assert documents_behind("documents", failing, frames) == ("a", "b", "c")


def test_rows_that_name_no_row_lead_nowhere(frames: Frames) -> None:
    assert documents_behind("remarks", pl.DataFrame({"reason": ["x"]}), frames) == ()
