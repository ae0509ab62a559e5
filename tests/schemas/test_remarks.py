"""`remarks`: words as recorded, of a speaker whom the source may not name."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.remarks import Remarks
from schemas.table import columns_of, holds, recognition

TableOf = Callable[..., pl.DataFrame]


def test_a_remark_of_nobody_under_no_heading_is_a_remark(table_of: TableOf) -> None:
    open_ones = dict.fromkeys(
        ("agenda_item_id", "marker", "speaker_text", "attribution_basis", "attendance_id")
    )
    assert holds(Remarks, table_of("remarks", {**open_ones, "speaker_status": "not_recorded"}))


def test_an_item_belongs_to_a_remark_and_refers_to_what_is_around_it(table_of: TableOf) -> None:
    item = {"remark_id": "m/r-2", "parent_remark_id": "m/r-1", "kind": "item", "ordinal": 2}
    assert holds(Remarks, table_of("remarks", {"remark_id": "m/r-1"}, item))
    assert {c.name: c.references for c in columns_of(Remarks) if c.references} == {
        "person_id": "persons.person_id",
        "meeting_id": "meetings.meeting_id",
        "document_id": "documents.document_id",
        "agenda_item_id": "agenda_items.agenda_item_id",
        "top_agenda_item_id": "agenda_items.agenda_item_id",
        "parent_remark_id": "remarks.remark_id",
        "attendance_id": "attendance.attendance_id",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": ""},
        {"char_count": 0},
        {"marker": ""},
        {"kind": "発言"},
        {"speaker_status": None},
        {"attribution_basis": "guessed"},
        {"ordinal": 0},
    ],
)
def test_a_remark_says_something_and_what_is_known_of_who_said_it(
    table_of: TableOf, change: dict[str, object]
) -> None:
    assert not holds(Remarks, table_of("remarks", change))


def test_a_remark_is_recognised_by_its_words_alone() -> None:
    known = recognition(Remarks)
    assert known is not None
    assert (known.within, known.by, known.place) == (["meeting_id"], ["text"], "ordinal")
    follows = {column.name: column.follows for column in columns_of(Remarks)}
    assert (follows["char_count"], follows["char_start"]) == ("text", "documents.sha256")
    assert follows["speaker_text"] is None
