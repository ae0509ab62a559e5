"""`attendance`: persons as they are listed, with what the source leaves open."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.attendance import Attendance
from schemas.table import columns_of, holds, recognition

TableOf = Callable[..., pl.DataFrame]


def test_a_person_of_whom_only_the_words_are_known_is_listed(table_of: TableOf) -> None:
    unknown = dict.fromkeys(
        ("attendee_group", "family_name", "given_name", "position", "role", "affiliation")
    )
    rows = table_of("attendance", {**unknown, "name_text": "事務局", "presence": "unstated"})
    assert holds(Attendance, rows)


def test_persons_and_organisations_are_linked_later(table_of: TableOf) -> None:
    empty = {"person_id": None, "organization_id": None, "confidence": None}
    assert holds(Attendance, table_of("attendance", empty))


@pytest.mark.parametrize(
    "change",
    [
        {"name_text": None},
        {"presence": None},
        {"presence": "出席"},
        {"bracketed": None},
        {"family_name": ""},
        {"ordinal": 0},
        {"confidence": -1},
    ],
)
def test_a_row_names_somebody_and_says_whether_they_took_part(
    table_of: TableOf, change: dict[str, object]
) -> None:
    assert not holds(Attendance, table_of("attendance", change))


def test_the_same_name_in_another_group_is_another_entry() -> None:
    known = recognition(Attendance)
    assert known is not None
    assert known.by == ["attendee_group", "name_text", "affiliation"]
    assert [column.name for column in columns_of(Attendance) if column.references] == [
        "meeting_id",
        "document_id",
        "person_id",
        "organization_id",
    ]
