"""The tables of some meetings at a time, so that a long release is never held whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.interchange.published import PublishedRelease

REMARKS_AT_ONCE = 20_000
"""Minimum of remarks after which a part ends, with the meeting that it is in."""

Row = dict[str, Any]


@dataclass(frozen=True)
class MeetingRows:
    """A meeting and its rows, in the order in which they are published."""

    meeting: Row
    documents: list[Row]
    agenda_items: list[Row]
    attendance: list[Row]
    remarks: list[Row]


def meetings_with_rows(
    release: PublishedRelease, remarks_at_once: int = REMARKS_AT_ONCE
) -> Iterator[MeetingRows]:
    """Yield the meetings of a release with their rows, in the order of `meeting_id`."""
    documents = release.scan("documents").drop("text")
    for ids in _parts(release, remarks_at_once):
        is_here = pl.col("meeting_id").is_in(ids)
        meetings = release.scan("meetings").filter(is_here).collect()
        tables = {
            name: _by_meeting(release.scan(name).filter(is_here).collect())
            for name in ("agenda_items", "attendance", "remarks")
        }
        sources = documents.filter(pl.col("document_id").is_in(_documents(meetings, tables)))
        by_id = {row["document_id"]: row for row in sources.collect().iter_rows(named=True)}
        for meeting in meetings.iter_rows(named=True):
            rows = {
                name: of_table[meeting["meeting_id"]].to_dicts()
                if meeting["meeting_id"] in of_table
                else []
                for name, of_table in tables.items()
            }
            named = dict.fromkeys(
                row["document_id"]
                for row in [meeting, *(row for part in rows.values() for row in part)]
            )
            yield MeetingRows(meeting, [by_id[name] for name in named], **rows)


def _parts(release: PublishedRelease, remarks_at_once: int) -> list[list[str]]:
    counts = release.scan("remarks").group_by("meeting_id").agg(remark_count=pl.len())
    parts = (
        release.scan("meetings")
        .select("meeting_id")
        .join(counts, on="meeting_id", how="left")
        .sort("meeting_id")
        .with_columns(pl.col("remark_count").fill_null(0))
        .with_columns(
            part=(pl.col("remark_count").cum_sum() - pl.col("remark_count")) // remarks_at_once
        )
        .group_by("part", maintain_order=True)
        .agg("meeting_id")
        .collect()
    )
    return parts["meeting_id"].to_list()


def _by_meeting(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    parts = rows.partition_by("meeting_id", as_dict=True, maintain_order=True)
    return {str(name): part for (name,), part in parts.items()}


def _documents(meetings: pl.DataFrame, tables: dict[str, dict[str, pl.DataFrame]]) -> list[str]:
    frames = [meetings, *(part for of_table in tables.values() for part in of_table.values())]
    return pl.concat([frame["document_id"] for frame in frames]).unique().to_list()
