"""Departed persons: identifiers that were published, and that nobody in the corpus has now.

Each release hands them on to the next, so that none is ever given to a namesake.
"""

from __future__ import annotations

import polars as pl

DEPARTED = pl.Schema({"person_id": pl.String, "attendance_id": pl.String})
"""An identifier, and a row of its person; null where it was another's former one."""
FORMER_SEPARATOR = "|"
"""What stands between the identifiers of `former_ids`."""


def published_ids(persons: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Return the identifiers that a release has, as `DEPARTED`, former ones among them.

    Parameters
    ----------
    persons
        `person_id` and `former_ids`.
    attendance
        `attendance_id` and `person_id`.
    """
    former = persons.select(pl.col("former_ids").str.split(FORMER_SEPARATOR)).explode(
        "former_ids", empty_as_null=True, keep_nulls=True
    )
    ids = pl.concat([persons["person_id"], former["former_ids"].drop_nulls()]).to_frame()
    rows = attendance.group_by("person_id").agg(pl.col("attendance_id").min())
    return ids.unique().join(rows, on="person_id", how="left").sort("person_id")


def departed_now(known: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Return the identifiers that were published and that nobody has now, as `DEPARTED`.

    Parameters
    ----------
    known
        Those that the last release has, and those that it was handed, as `DEPARTED`.
    persons
        The persons now: `person_id` and `former_ids`.
    """
    now = published_ids(persons, known.clear())
    return known.join(now, on="person_id", how="anti").sort("person_id")


def returned(new: pl.DataFrame, rows: pl.DataFrame, departed: pl.DataFrame) -> pl.DataFrame:
    """Find the persons that had departed and are back, as where a collection was left out once.

    Parameters
    ----------
    new
        New persons: `person`.
    rows
        `person` and `attendance_id`, which follows from the words of the row.
    departed
        As `DEPARTED`.

    Returns
    -------
    pl.DataFrame
        `person` and `person_id`.
    """
    return (
        rows.select("person", "attendance_id")
        .join(new.select("person"), on="person", how="semi")
        .join(departed.drop_nulls(), on="attendance_id", maintain_order="left")
        .unique("person", keep="first", maintain_order=True)
        .select("person", "person_id")
    )
