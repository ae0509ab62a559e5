"""Persons: the table, made of the rows that are about each."""

from __future__ import annotations

import polars as pl

from schemas import TABLES
from schemas.table import polars_schema


def persons(named: pl.DataFrame, rows: pl.DataFrame, remarks: pl.DataFrame) -> pl.DataFrame:
    """Make the table `persons`.

    Parameters
    ----------
    named
        As `person_ids` returns them.
    rows
        Rows of attendance with `person`, `basis`, `confidence`, `meeting_id`, `date`,
        `collection_id`, `family_name` and `given_name`, in the order of meetings.
    remarks
        Remarks with `person_id`, `meeting_id`, `date`, `basis`, `confidence` and `is_remark`.
    """
    rows = rows.join(named.select("person", "person_id"), on="person", maintain_order="left")
    seen = ("person_id", "meeting_id", "date", "basis", "confidence")
    is_remark = pl.col("is_remark")
    meetings = (
        pl.concat(
            [
                rows.select(*seen, is_remark=pl.lit(False), is_listed=pl.lit(True)),
                remarks.select(*seen, is_remark, is_listed=pl.lit(False)),
            ]
        )
        .sort("date", "meeting_id", nulls_last=True, maintain_order=True)
        .group_by("person_id", maintain_order=True)
        .agg(
            first_meeting_id=pl.col("meeting_id").first(),
            last_meeting_id=pl.col("meeting_id")
            .filter(pl.col("date").is_not_null() | pl.col("date").is_null().all())
            .last(),
            first_date=pl.col("date").min(),
            last_date=pl.col("date").max(),
            meeting_count=pl.col("meeting_id").n_unique(),
            attendance_count=pl.col("is_listed").sum(),
            remark_count=pl.col("is_remark").sum(),
            basis=pl.col("basis").sort_by("confidence", "basis").first(),
            confidence=pl.col("confidence").min(),
        )
    )
    schema = polars_schema(TABLES["persons"])
    return (
        named.select("person_id", "former_ids", "split_from")
        .join(_names(rows), on="person_id")
        .join(meetings, on="person_id")
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        .sort("person_id")
    )


def _names(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the fullest name of each person, as written most often, and its first collection."""
    family, given = (
        pl.col(name).str.replace_all(r"\s", "") for name in ("family_name", "given_name")
    )
    names = (
        rows.select("person_id", family_name=family, given_name=given)
        .group_by("person_id", "family_name", "given_name")
        .agg(times=pl.len().cast(pl.Int64))
        .sort(pl.col("given_name").is_null(), pl.col("times").neg(), "family_name", "given_name")
        .unique("person_id", keep="first", maintain_order=True)
        .select(
            "person_id",
            "family_name",
            "given_name",
            name_text=pl.concat_str("family_name", "given_name", ignore_nulls=True),
        )
    )
    first = rows.unique("person_id", keep="first", maintain_order=True)
    return names.join(first.select("person_id", "collection_id"), on="person_id")
