"""Whether the rows of the last release, with what `changes` says, are as many as there are now."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from pipeline.export.changes.snapshot import published_snapshot, staged_snapshot
from pipeline.export.version import read_release
from schemas import TABLES
from schemas.vocabulary import ChangeType


def wrong_counts(previous: Path, folder: Path) -> list[dict[str, str]]:
    """The tables that have more or fewer rows than they should, each with a reason.

    A table that is new, or has another key, cannot be compared row by row, and is left out.
    """
    before, now = published_snapshot(read_release(previous)), staged_snapshot(folder)
    changes = pl.read_parquet(now.file("changes"), columns=["table_name", "change_type"])
    counted = Counter(changes.iter_rows())
    found = []
    for name in TABLES:
        if before.keys.get(name) != now.keys[name] or name not in before.columns:
            continue
        rows, rows_now = (pq.read_metadata(side.file(name)).num_rows for side in (before, now))
        added = counted[name, ChangeType.INSERT.value]
        withdrawn = counted[name, ChangeType.DELETE.value]
        if rows + added - withdrawn != rows_now:
            reason = f"{rows} rows, {added} added and {withdrawn} withdrawn are not {rows_now}"
            found.append({"table": name, "reason": reason})
    return found
