"""`attendance`: one row per listed person."""

import polars as pl

from schemas.columns import column, confidence, person_basis
from schemas.source_columns import (
    char_end,
    char_start,
    document_id,
    line_end,
    line_start,
    page_end,
    page_start,
)
from schemas.table import Table
from schemas.vocabulary import PersonReason, Presence


class Attendance(Table):
    """A person in the list of attendees of a meeting."""

    attendance_id: str = column("Meeting and a hash of the entry.", "出席者ID")
    meeting_id: str = column("Meeting.", "会議ID", references="meetings.meeting_id")
    document_id: str = document_id()
    ordinal: pl.Int32 = column("Place in the meeting's list, from 1.", "会議内の順番", minimum=1)
    attendee_group: str = column(
        "Label that the person is listed under, as written.", "区分（原文のまま）", nullable=True
    )
    name_text: str = column(
        "Name and title as written, without what stands in brackets after them.",
        "氏名と職名（原文のまま）",
    )
    family_name: str = column(
        "Family name; null where the evidence does not tell it from the title.",
        "姓",
        nullable=True,
    )
    given_name: str = column("Given name.", "名", nullable=True)
    position: str = column("Position or title.", "職名", nullable=True)
    role: str = column(
        "Role in the meeting, such as 座長.", "会議での役割（座長など）", nullable=True
    )
    affiliation: str = column(
        "Organisation stated for the person.", "所属（原文のまま）", nullable=True
    )
    presence: str = column("Whether the person took part.", "出欠", vocabulary=Presence)
    represents: str = column("Whom the person stands in for.", "代理される者", nullable=True)
    bracketed: pl.Boolean = column(
        "True where the person stands inside brackets that enclose several persons; "
        "the source does not say what they mean.",
        "複数人をくくる括弧の中にあるか（意味は出典に記載なし）",
    )
    confidence: pl.Int32 = confidence("that this is the name of a person", "人の名前であること")
    person_id: str = column(
        "Person; the row has a reason where it has none.",
        "人物ID（ない場合は理由がある）",
        nullable=True,
        references="persons.person_id",
    )
    person_basis: str = person_basis()
    person_reason: str = column(
        "Why the row has no person; null with a person.",
        "人物IDがない理由（人物IDがあれば欠損）",
        nullable=True,
        vocabulary=PersonReason,
        follows="person_id",
    )
    organization_id: str = column(
        "Organisation that the affiliation names; null where it names none.",
        "所属の組織ID（所属が組織の名でなければ欠損）",
        nullable=True,
        references="organizations.organization_id",
    )
    char_start: pl.Int64 = char_start()
    char_end: pl.Int64 = char_end()
    line_start: pl.Int32 = line_start()
    line_end: pl.Int32 = line_end()
    page_start: pl.Int32 = page_start()
    page_end: pl.Int32 = page_end()

    class Config:
        unique = ["attendance_id"]
        metadata = {
            "ja": "出席者",
            "sort_by": ["meeting_id", "ordinal"],
            "recognised": {
                "within": ["meeting_id"],
                "by": ["attendee_group", "name_text", "affiliation"],
                "place": "ordinal",
            },
        }
