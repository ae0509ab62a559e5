"""Linking: persons and organisations of all collections together.

It is done when a release is staged, since an identifier depends on all records and on the last
release.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipeline.linking.across_bodies import with_persons
from pipeline.linking.departed import DEPARTED, departed_now
from pipeline.linking.doubts import linking_issues
from pipeline.linking.entries import body_keys, listed_rows
from pipeline.linking.memberships import memberships
from pipeline.linking.organizations import (
    named_affiliations,
    named_bodies,
    organization_tables,
)
from pipeline.linking.person_ids import Previous, person_ids
from pipeline.linking.persons import persons
from pipeline.linking.speakers import speakers_of_remarks
from pipeline.linking.within_body import with_basis, with_clusters
from schemas.vocabulary import PersonReason, RemarkKind

READ = {
    "meetings": ["meeting_id", "collection_id", "body", "date"],
    "attendance": [
        *("attendance_id", "meeting_id", "document_id", "ordinal", "name_text", "family_name"),
        *("given_name", "position", "role", "affiliation", "line_start"),
    ],
    "remarks": [
        *("remark_id", "meeting_id", "document_id", "parent_remark_id", "kind", "speaker_text"),
        *("speaker_status", "attendance_id", "line_start"),
    ],
}
"""The columns that are read, by table; the text of remarks is not."""

OF_ATTENDANCE = ("person_id", "person_basis", "person_reason", "organization_id")
OF_REMARKS = ("person_id", "person_basis", "person_reason")
"""The columns that are filled, in `attendance` and in `remarks`."""


@dataclass(frozen=True)
class Linked:
    """What linking makes.

    `tables` are the tables `LINKED_TABLES`, by name. `attendance` and `remarks` have the key of
    each row, and the columns `OF_ATTENDANCE` and `OF_REMARKS`. `departed` are the identifiers that
    the next release must give to nobody, as `DEPARTED`.
    """

    tables: dict[str, pl.DataFrame]
    attendance: pl.DataFrame
    remarks: pl.DataFrame
    quality_issues: pl.DataFrame
    departed: pl.DataFrame


def link(
    meetings: pl.DataFrame,
    attendance: pl.DataFrame,
    remarks: pl.DataFrame,
    previous: Previous | None = None,
) -> Linked:
    """Link the rows of all collections to persons and organisations.

    The result follows from the rows and the last release, not from the order of the rows.

    Parameters
    ----------
    meetings, attendance, remarks
        The tables of all collections, at least the columns `READ`.
    previous
        What the last release says of persons; None where there is none.
    """
    meetings = meetings.select(READ["meetings"]).with_columns(body_key=body_keys(meetings))
    of_meetings = meetings.select("meeting_id", "collection_id", "date", "body_key")
    affiliated = attendance.select(READ["attendance"]).join(
        of_meetings, on="meeting_id", maintain_order="left"
    )
    named = pl.concat(
        [
            named_affiliations(
                affiliated.select("collection_id", written="affiliation")
            ).with_columns(is_body=pl.lit(False)),
            named_bodies(meetings).with_columns(is_body=pl.lit(True)),
        ]
    )
    affiliated = _with_organizations(affiliated, named)
    rows = with_persons(with_basis(with_clusters(listed_rows(meetings, affiliated))))
    named_persons = person_ids(rows, attendance, previous)
    rows = rows.join(
        named_persons.select("person", "person_id"), on="person", how="left", maintain_order="left"
    )
    listed = _linked_attendance(affiliated, rows)
    spoken = _linked_remarks(remarks, listed, rows, of_meetings)
    table = persons(
        named_persons,
        rows.drop_nulls("person").drop("person_id"),
        spoken.drop_nulls("person_id").select(
            "person_id",
            "meeting_id",
            "date",
            "confidence",
            basis="person_basis",
            is_remark=pl.col("kind") == RemarkKind.REMARK.value,
        ),
    )
    made = organization_tables(_seen(affiliated, meetings), named)
    held = _held(listed, meetings, named)
    return Linked(
        {
            "organizations": made.organizations,
            "organization_names": made.organization_names,
            "persons": table,
            "memberships": memberships(held),
        },
        listed.select("attendance_id", *OF_ATTENDANCE).sort("attendance_id"),
        spoken.select("remark_id", *OF_REMARKS).sort("remark_id"),
        linking_issues(
            listed.join(
                rows.select("attendance_id", "family", "given"), on="attendance_id"
            ).with_columns(affiliation_text="affiliation"),
            spoken,
            table,
        ).sort("quality_issue_id"),
        departed_now(previous.known_ids() if previous else pl.DataFrame(schema=DEPARTED), table),
    )


def _with_organizations(rows: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Add `organization_id`, by the collection and the affiliation as written."""
    of_affiliations = named.filter(~pl.col("is_body")).select(
        "collection_id", "organization_id", affiliation="written"
    )
    return rows.join(
        of_affiliations, on=["collection_id", "affiliation"], how="left", maintain_order="left"
    )


def _linked_attendance(affiliated: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    has_name = pl.col("is_named").fill_null(False)
    return affiliated.join(
        rows.select("attendance_id", "person_id", person_basis="basis", is_named=pl.lit(True)),
        on="attendance_id",
        how="left",
        maintain_order="left",
    ).with_columns(
        person_reason=pl.when(~has_name)
        .then(pl.lit(PersonReason.NO_NAME.value))
        .when(pl.col("person_id").is_null())
        .then(pl.lit(PersonReason.AMBIGUOUS.value))
    )


def _linked_remarks(
    remarks: pl.DataFrame,
    listed: pl.DataFrame,
    rows: pl.DataFrame,
    of_meetings: pl.DataFrame,
) -> pl.DataFrame:
    spoken = remarks.select(READ["remarks"]).join(
        of_meetings, on="meeting_id", maintain_order="left"
    )
    found = speakers_of_remarks(spoken.rename({"body_key": "body"}), listed, rows)
    return spoken.join(found, on="remark_id", maintain_order="left")


def _seen(affiliated: pl.DataFrame, meetings: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of organisations: affiliations in lists, and bodies that meet."""
    return pl.concat(
        [
            affiliated.select(
                *("collection_id", "meeting_id", "date"),
                written="affiliation",
                is_body=pl.lit(False),
            ),
            meetings.select(
                *("collection_id", "meeting_id", "date"), written="body", is_body=pl.lit(True)
            ),
        ]
    ).drop_nulls("written")


def _held(listed: pl.DataFrame, meetings: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    bodies = meetings.join(
        named.filter("is_body").select("collection_id", "organization_id", body="written"),
        on=["collection_id", "body"],
        how="left",
    ).select("meeting_id", body_id="organization_id")
    return (
        listed.drop_nulls("person_id")
        .rename({"body_key": "body"})
        .join(bodies, on="meeting_id", maintain_order="left")
    )
