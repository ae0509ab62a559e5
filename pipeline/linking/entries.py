"""Entries: the distinct names, affiliations and positions by which a body lists its attendees."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.linking.folding import folded

BEGINS = "…"
"""Ends a given name of which a list has the beginning alone: 青木（光）委員."""
PARTS_OF_KEY = "\x1f"
"""What stands between the parts of a key."""
_BEGINNING = r"^[^()]+\(([\p{Han}ぁ-んァ-ヶー]{1,2})\)[^()]+$"

ENTRY = ("body", "family", "given", "affiliation", "position")
"""The folded values that make an entry; `family` and `body` are the block that it is judged in."""


def listed_rows(meetings: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of attendance that name a person, with folded values.

    Parameters
    ----------
    meetings
        `meeting_id`, `collection_id`, `date`, and `body_key` as `body_keys` returns it.
    attendance
        The table, with the organisation of each affiliation as `organization_id`.

    Returns
    -------
    pl.DataFrame
        `attendance_id`, `meeting_id`, `collection_id`, `date`, `ordinal`, `name_text`,
        `family_name`, `given_name`, the columns `ENTRY` and `is_seat` (whether the position is one
        of the body itself, such as 委員 or 会長), in the order of meetings and lists.
    """
    of_meetings = meetings.select("meeting_id", "collection_id", "date", body="body_key")
    seats = [*lexicon("roles")["words"], *lexicon("roles")["members"]]
    return (
        attendance.select(
            "attendance_id",
            "meeting_id",
            "ordinal",
            "name_text",
            "family_name",
            "given_name",
            family=folded(attendance["family_name"]),
            given=folded(attendance["given_name"]).fill_null(_beginnings(attendance)),
            affiliation="organization_id",
            position=folded(attendance["position"].fill_null(attendance["role"])),
        )
        .drop_nulls("family")
        .join(of_meetings, on="meeting_id")
        .with_columns(is_seat=pl.col("position").is_in(seats).fill_null(False))
        .sort("date", "meeting_id", "ordinal", "attendance_id", nulls_last=True)
    )


def _beginnings(attendance: pl.DataFrame) -> pl.Series:
    """Return how given names begin, where a list has them inside the name: 青木（光）委員 → 光…."""
    names = pl.DataFrame(
        {"text": folded(attendance["name_text"]), "family": folded(attendance["family_name"])}
    )
    begins = pl.col("text").str.extract(_BEGINNING, 1) + BEGINS
    is_inside = pl.col("text").str.starts_with(pl.col("family") + "(")
    return names.select(begins=pl.when(is_inside).then(begins))["begins"]


def body_keys(meetings: pl.DataFrame) -> pl.Series:
    """Return the body of each meeting as a key: its collection, and its name where it has one.

    Two collections may each have a 総務委員会.
    """
    return meetings.select(
        body=pl.concat_str(
            "collection_id",
            folded(meetings["body"]).fill_null("").alias("name"),
            separator=PARTS_OF_KEY,
        )
    )["body"]
