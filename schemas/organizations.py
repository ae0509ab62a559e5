"""`organizations`: one row per organisation."""

from datetime import date

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import OrganizationKind


class Organizations(Table):
    """An organisation that attendees belong to, or a body that meets."""

    organization_id: str = column("Name of the organisation, folded.", "組織ID")
    name: str = column("Full name.", "正式名称")
    kind: str = column("What it is.", "種類", vocabulary=OrganizationKind)
    parent_id: str = column(
        "The organisation that it is a part of.",
        "上位の組織のID",
        nullable=True,
        references="organizations.organization_id",
    )
    first_meeting_id: str = column(
        "First meeting with the organisation.", "初出の会議ID", references="meetings.meeting_id"
    )
    last_meeting_id: str = column(
        "Last meeting with the organisation.", "最後の会議ID", references="meetings.meeting_id"
    )
    first_date: date = column("Date of the first meeting.", "初出の日付", nullable=True)
    last_date: date = column("Date of the last meeting.", "最後の日付", nullable=True)
    meeting_count: pl.Int32 = column("Meetings with the organisation.", "会議数", minimum=1)
    attendance_count: pl.Int32 = column(
        "Rows of attendance that name it.", "出席者の行数", minimum=0
    )

    class Config:
        unique = ["organization_id"]
        metadata = {
            "ja": "組織",
            "sort_by": ["organization_id"],
            "recognised": {"within": ["kind"], "by": ["organization_id"], "place": None},
        }
