"""`memberships`: one row per dated role of a person."""

from datetime import date

import polars as pl

from schemas.columns import column
from schemas.table import Table


class Memberships(Table):
    """A role, position and affiliation of a person in a body, over a run of meetings.

    A change opens a new row and leaves the former one as it was.
    """

    membership_id: str = column("Person and a hash of what is held.", "在任ID")
    person_id: str = column("Person.", "人物ID", references="persons.person_id")
    body_id: str = column(
        "Organisation that met.",
        "会議体の組織ID",
        references="organizations.organization_id",
        nullable=True,
    )
    organization_id: str = column(
        "Organisation that the person came from.",
        "所属組織のID",
        nullable=True,
        references="organizations.organization_id",
    )
    affiliation: str = column("Affiliation as written.", "所属（原文のまま）", nullable=True)
    position: str = column("Position or title.", "職名", nullable=True)
    role: str = column("Role in the meeting.", "会議での役割", nullable=True)
    first_meeting_id: str = column(
        "First meeting of the run.", "最初の会議ID", references="meetings.meeting_id"
    )
    last_meeting_id: str = column(
        "Last meeting of the run.", "最後の会議ID", references="meetings.meeting_id"
    )
    first_date: date = column("Date of the first meeting.", "最初の日付", nullable=True)
    last_date: date = column("Date of the last meeting.", "最後の日付", nullable=True)
    meeting_count: pl.Int32 = column("Meetings of the run.", "会議数", minimum=1)

    class Config:
        unique = ["membership_id"]
        metadata = {
            "ja": "在任",
            "sort_by": ["membership_id"],
            "recognised": {
                "within": ["person_id"],
                "by": ["affiliation", "position", "role"],
                "place": None,
            },
        }
