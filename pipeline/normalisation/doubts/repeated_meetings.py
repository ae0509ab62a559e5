"""Doubt about meetings of which a collection has two records of nearly the same text."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.doubts.rounds import records_of_a_round
from pipeline.tables.doubt import Doubt

_SHARED = 0.9
"""Minimum share of a record's different lines that another record has, to be the same one.

Parts of a meeting, and two sittings on one day, share their headers alone.
"""
_DAY = ("collection_id", "body", "date")


def _repeated(reading: Reading) -> pl.DataFrame:
    """Find meetings whose lines are mostly those of another record of their body and day.

    Rounds that have two records are found by `round_is_once`, and left out.
    """
    meetings = (
        reading.meetings.drop_nulls("date").sort("document_id", "line_start").with_row_index("_row")
    )
    earlier = meetings.select(*_DAY, _earlier="_row", _earlier_id="meeting_id", other="document_id")
    pairs = meetings.join(earlier, on=_DAY, nulls_equal=True, maintain_order="left_right").filter(
        pl.col("_earlier") < pl.col("_row")
    )
    alike = (pl.col("meeting_id").is_in(pairs["meeting_id"].implode())) | (
        pl.col("meeting_id").is_in(pairs["_earlier_id"].implode())
    )
    lines = (
        reading.lines.filter(alike)
        .select("meeting_id", "text")
        .unique()
        .with_columns(_lines=pl.len().over("meeting_id"))
    )
    same = (
        pairs.select("meeting_id", "_earlier_id")
        .join(lines, on="meeting_id")
        .join(
            lines.rename({"meeting_id": "_earlier_id", "_lines": "_earlier_lines"}),
            on=["_earlier_id", "text"],
        )
        .group_by("meeting_id", "_earlier_id")
        .agg(share=pl.len() / pl.min_horizontal("_lines", "_earlier_lines").first())
        .filter(pl.col("share") >= _SHARED)
    )
    return (
        pairs.join(same, on=["meeting_id", "_earlier_id"], how="semi", maintain_order="left")
        .unique("meeting_id", keep="first", maintain_order=True)
        .select("document_id", "other", line="line_start", excerpt="title")
        .join(records_of_a_round(reading), on=["document_id", "line"], how="anti")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "meeting_is_once",
        "meetings",
        "No meeting of a body has two records of nearly the same text.",
        "会議体の同じ日の会議に、本文がほぼ同じ記録が二つない",
        _repeated,
    ),
)
