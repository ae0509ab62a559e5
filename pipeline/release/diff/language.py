"""Differences of the language layer, which follows from the texts of the other tables.

Its rows are not listed in `changes`: a release has millions of them, and each follows from a remark
that is listed. Only where no text differs do they need a reason of their own.
"""

from __future__ import annotations

import filecmp

import polars as pl

from pipeline.release.diff.snapshot import Snapshot
from pipeline.release.diff.summary import Summary
from pipeline.release.version import Reason
from schemas import LANGUAGE_TABLES

TEXTS = ("remarks", "agenda_items", "meetings")
"""Tables that the language layer is made of."""

ADDED = Reason(
    "remarks cut into sentences and words", "発言を文と語に分けた表（sentences 等）を加えた"
)
LEFT_OUT = Reason("sentences and words left out by the settings", "設定により文と語の表を空にした")
CUT_ANEW = Reason(
    "sentences, words or terms of unchanged texts differ (another dictionary or rule)",
    "同じ本文から作る文・語・用語が変わった（辞書または規則の変更による）",
)


def language_reasons(
    before: Snapshot, now: Snapshot, summary: Summary
) -> tuple[list[Reason], list[Reason]]:
    """Return reasons to raise the minor and the patch part, where no text differs.

    Raises
    ------
    NotPublishableError
        Where a file is damaged.
    """
    if any(name in summary.table_names for name in TEXTS):
        return [], []
    names = [name for name in LANGUAGE_TABLES if name in before.columns and name in now.columns]
    counts = [[_row_count(side, name) for side in (before, now)] for name in names]
    if any(now_count and not count for count, now_count in counts):
        return [ADDED], []
    if any(count and not now_count for count, now_count in counts):
        return [], [LEFT_OUT]
    is_cut_anew = any(_differs(before, now, name) for name in names)
    return [], [CUT_ANEW] if is_cut_anew else []


def _row_count(side: Snapshot, table_name: str) -> int:
    return int(side.read(table_name, lambda rows: rows.select(pl.len())).item())


def _differs(before: Snapshot, now: Snapshot, table_name: str) -> bool:
    if filecmp.cmp(before.file(table_name), now.file(table_name), shallow=False):
        return False
    shared = [name for name in now.columns[table_name] if name in before.columns[table_name]]
    marks = [
        side.read(
            table_name,
            lambda rows: rows.select(
                pl.len(), pl.struct(shared).hash().bitwise_xor().alias("rows")
            ),
        )
        for side in (before, now)
    ]
    return not marks[0].equals(marks[1])
