"""Memberships: what each person held in a body, over runs of its meetings."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipeline.tables.identifiers import with_row_id
from schemas import TABLES
from schemas.table import polars_schema

_HELD = ("organization_id", "affiliation", "position", "role")
_WHERE = ("person_id", "body")


def memberships(attendance: pl.DataFrame) -> pl.DataFrame:
    """Make the table `memberships`.

    A run goes on as long as the list of each meeting of the body with the person has the same;
    another affiliation, position or role opens a new row.

    Parameters
    ----------
    attendance
        Rows of attendance of persons: `person_id`, `body` (the key of the body), `body_id`,
        `meeting_id`, `date`, and what they held: organisation, affiliation, position and role.
    """
    numbered = (
        attendance.select(*_WHERE, "body_id", "meeting_id", "date", *_HELD)
        .unique()
        .with_columns(
            # Meetings of the person in the body, in order; those without a date come last.
            at=pl.struct(pl.col("date").fill_null(date.max), "meeting_id")
            .rank("dense")
            .over(_WHERE)
        )
        .sort(*_WHERE, *_HELD, "at", nulls_last=True)
    )
    is_new = pl.col("at").cast(pl.Int64).diff().over(*_WHERE, *_HELD).fill_null(0) != 1
    runs = (
        numbered.with_columns(run=is_new.cast(pl.Int64).cum_sum().over(*_WHERE, *_HELD))
        .group_by(*_WHERE, *_HELD, "run", maintain_order=True)
        .agg(
            pl.col("body_id").first(),
            at=pl.col("at").first(),
            first_meeting_id=pl.col("meeting_id").first(),
            last_meeting_id=pl.col("meeting_id").last(),
            first_date=pl.col("date").min(),
            last_date=pl.col("date").max(),
            meeting_count=pl.len(),
        )
        .sort("person_id", "body", "at", *_HELD, nulls_last=True)
    )
    held = [pl.col(name).fill_null("") for name in ("body", *_HELD)]
    schema = polars_schema(TABLES["memberships"])
    return (
        with_row_id(
            runs,
            "membership_id",
            prefix=pl.format("{}/m-", "person_id"),
            identity=pl.concat_str(held, separator="\x1f"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        .sort("membership_id")
    )
