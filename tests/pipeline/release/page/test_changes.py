"""What changed since the release before, counted and shown on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipeline.release.page.changes import (
    MOST_ROWS,
    VALUE_COLUMNS,
    Change,
    ChangeCount,
    changes,
)
from pipeline.release.page.words import Words, text_columns

TableOf = Callable[..., pl.DataFrame]

UPDATE = Words("訂正", "update")


def test_a_release_without_the_table_has_no_changes(tmp_path: Path) -> None:
    assert changes(tmp_path) is None


def test_rows_are_counted_once_however_many_of_their_values_changed(
    table_of: TableOf, tmp_path: Path
) -> None:
    rows = table_of(
        "changes",
        {"row_key": "r-1", "column_name": "text"},
        {"row_key": "r-1", "column_name": "speaker_text"},
        {"row_key": "r-2", "column_name": "text"},
        {"row_key": "r-3", "column_name": "text", "cause": "method"},
        {"row_key": "r-4", "change_type": "delete", "column_name": None},
        {"row_key": "m-1", "table_name": "meetings", "change_type": "insert"},
    )
    rows.write_parquet(tmp_path / "changes.parquet")
    found = changes(tmp_path)
    assert found is not None
    assert found.total == 6
    assert found.counts == [
        ChangeCount("meetings", Words("追加", "insert"), "source", 1),
        ChangeCount("remarks", Words("削除", "delete"), "source", 1),
        ChangeCount("remarks", UPDATE, "method", 1),
        ChangeCount("remarks", UPDATE, "source", 2),
    ]


def test_the_first_changes_are_shown_with_the_key_before_where_it_was_another(
    table_of: TableOf, tmp_path: Path
) -> None:
    renamed = {"row_key": "r-2", "previous_row_key": "r-1", "old_value": "反対。\n以上"}
    kept = {"row_key": "r-3", "previous_row_key": "r-3", "old_value": None}
    gone = {"row_key": "r-4", "previous_row_key": None, "column_name": None, "new_value": None}
    rows = table_of("changes", renamed, kept, gone, *[kept] * MOST_ROWS)
    rows.write_parquet(tmp_path / "changes.parquet")
    found = changes(tmp_path)
    assert found is not None
    assert (found.total, len(found.first)) == (MOST_ROWS + 3, MOST_ROWS)
    assert found.first[:3] == [
        Change("remarks", "r-2", "r-1", UPDATE, "text", "反対。 以上", "賛成。"),
        Change("remarks", "r-3", None, UPDATE, "text", "", "賛成。"),
        Change("remarks", "r-4", None, UPDATE, "", "反対。", ""),
    ]


def test_a_long_value_is_cut(table_of: TableOf, tmp_path: Path) -> None:
    table_of("changes", {"new_value": "雲" * 500}).write_parquet(tmp_path / "changes.parquet")
    found = changes(tmp_path)
    assert found is not None
    (change,) = found.first
    assert change.new_value == "雲" * 79 + "…"
    assert text_columns(change.new_value) <= VALUE_COLUMNS
