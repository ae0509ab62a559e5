"""Agreement of row counts with the table `changes`."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.messages import message
from pipeline.release.diff.snapshot import published_snapshot, staged_snapshot
from pipeline.release.version import read_release
from schemas import LANGUAGE_TABLES, TABLES
from schemas.vocabulary import ChangeType


def wrong_counts(previous: Path, folder: Path) -> list[dict[str, str]]:
    """Return tables with more or fewer rows than their changes explain.

    A new table, or one with another key, cannot be compared row by row and is left out.
    """
    before, now = published_snapshot(read_release(previous)), staged_snapshot(folder)
    changes = now.read("changes", lambda rows: rows.group_by("table_name", "change_type").len())
    counted = {(name, change_type): count for name, change_type, count in changes.iter_rows()}
    found = []
    for name in TABLES:
        if name in LANGUAGE_TABLES:
            # Their rows follow from those of other tables, and are not listed.
            continue
        if before.keys.get(name) != now.keys[name] or name not in before.columns:
            continue
        rows, rows_now = (pq.read_metadata(side.file(name)).num_rows for side in (before, now))
        added = counted.get((name, ChangeType.INSERT.value), 0)
        withdrawn = counted.get((name, ChangeType.DELETE.value), 0)
        if rows + added - withdrawn != rows_now:
            reason = message(
                "counts_differ", before=rows, added=added, withdrawn=withdrawn, now=rows_now
            )
            found.append({"table": name, "reason": reason})
    return found
