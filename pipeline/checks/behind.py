"""The documents behind rows that fail a check: by their own column, or by their keys."""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Frames

DOCUMENTS_SHOWN = 3
KEYS = ("row_key", "meeting_id", "agenda_item_id", "attendance_id", "remark_id")


def documents_behind(table_name: str, failing: pl.DataFrame, frames: Frames) -> tuple[str, ...]:
    """The first documents that rows come from, in the order of the rows.

    Parameters
    ----------
    table_name
        Table that the rows are of, or are about.
    failing
        Rows with `document_id`, or with a key of the table.
    frames
        Tables of the collection.
    """
    if "document_id" in failing.columns:
        found = failing["document_id"]
    else:
        keys = [failing[name] for name in KEYS if name in failing.columns]
        if not keys:
            return ()
        found = _of_keys(table_name, keys[0], frames)
    return tuple(found.drop_nulls().unique(maintain_order=True).head(DOCUMENTS_SHOWN))


def _of_keys(table_name: str, keys: pl.Series, frames: Frames) -> pl.Series:
    if table_name == "documents":
        return keys
    if table_name == "blocks":
        return keys.str.replace(r"\|[^|]*$", "")
    # A key is its meeting's, with a slash and what tells it from others of the meeting.
    known = frames["blocks"].select("meeting_id", "document_id").drop_nulls().unique()
    meetings = keys.to_frame("key").with_columns(
        meeting_id=pl.col("key").str.replace(r"/[a-z]-[^/]*$", "")
    )
    return meetings.join(known, on="meeting_id", how="left", maintain_order="left")["document_id"]
