"""Renames: which tables refer to which, and what follows a key that has changed."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipeline.release.diff.renames import Renames, by_reference, references_of
from schemas import RELEASE_TABLES

TableOf = Callable[..., pl.DataFrame]

OLD, NEW = "made-up/2024-04-01/1", "made-up/2024-05-01/1"


def renames(**of_tables: tuple[str, str]) -> Renames:
    """Renames of one row of each table: the key before, and now."""
    found = Renames()
    for name, (before, now) in of_tables.items():
        found.add(name, pl.DataFrame({"previous_row_key": [before], "row_key": [now]}))
    return found


def test_a_table_refers_to_others_by_foreign_key_or_by_name() -> None:
    assert references_of("remarks") == {
        "person_id": "persons",
        "meeting_id": "meetings",
        "document_id": "documents",
        "agenda_item_id": "agenda_items",
        "top_agenda_item_id": "agenda_items",
        "parent_remark_id": "remarks",
        "attendance_id": "attendance",
    }
    # The meeting of a block and the document of an issue may be quarantined.
    assert references_of("blocks") == {"document_id": "documents", "meeting_id": "meetings"}
    assert references_of("quality_issues") == {"document_id": "documents"}
    assert references_of("documents") == {}
    assert references_of("votes") == {}


def test_tables_come_behind_those_that_they_refer_to_and_issues_last() -> None:
    order = by_reference(["votes", *reversed(RELEASE_TABLES), "quality_issues"])
    assert sorted(order) == sorted([*RELEASE_TABLES, "votes"])
    places = {name: place for place, name in enumerate(order)}
    for name in RELEASE_TABLES:
        for target in references_of(name).values():
            assert places[target] <= places[name], (name, target)
    about_rows = {"quality_issues", "changes"}
    others = [places[name] for name in order if name not in about_rows]
    assert places["quality_issues"] > max(others)


def test_a_reference_to_a_renamed_row_and_a_key_that_begins_with_it_follow(
    table_of: TableOf,
) -> None:
    rows = table_of(
        "remarks",
        {"remark_id": f"{OLD}/r-00000001", "meeting_id": OLD},
        # Another meeting, of which the key only begins alike.
        {"remark_id": f"{OLD}0/r-00000001", "meeting_id": f"{OLD}0"},
        # A key that does not begin with that of its meeting.
        {"remark_id": f"other/{OLD}/r", "meeting_id": OLD},
    )
    found = renames(meetings=(OLD, NEW)).followed("remarks", ["remark_id"], rows)
    assert found.select("remark_id", "meeting_id").rows() == [
        (f"{NEW}/r-00000001", NEW),
        (f"{OLD}0/r-00000001", f"{OLD}0"),
        (f"other/{OLD}/r", NEW),
    ]
    assert found.drop("remark_id", "meeting_id").equals(rows.drop("remark_id", "meeting_id"))


def test_a_key_follows_its_meeting_whatever_else_the_row_refers_to(table_of: TableOf) -> None:
    item = "g-00000001"
    rows = table_of(
        "remarks",
        {
            "remark_id": f"{OLD}/r-00000001",
            "meeting_id": OLD,
            "agenda_item_id": f"{OLD}/{item}",
            "attendance_id": None,
        },
    )
    found = renames(
        documents=("made-up/memo.txt", "made-up/new.txt"),
        meetings=(OLD, NEW),
        agenda_items=(f"{OLD}/{item}", f"{NEW}/{item}"),
        attendance=(f"{OLD}/a-00000001", f"{NEW}/a-00000001"),
    ).followed("remarks", ["remark_id"], rows)
    assert found.select(
        "remark_id", "meeting_id", "document_id", "agenda_item_id", "attendance_id"
    ).rows() == [(f"{NEW}/r-00000001", NEW, "made-up/new.txt", f"{NEW}/{item}", None)]


def test_an_issue_follows_the_row_that_it_names_by_table_and_key(table_of: TableOf) -> None:
    rows = table_of(
        "quality_issues",
        {"table_name": "meetings", "row_key": OLD},
        {"table_name": "documents", "row_key": OLD},
        {"table_name": "meetings", "row_key": None},
    )
    found = renames(meetings=(OLD, NEW)).followed("quality_issues", ["quality_issue_id"], rows)
    assert found["row_key"].to_list() == [NEW, OLD, None]


def test_references_of_a_table_to_itself_follow_when_its_own_keys_are_known(
    table_of: TableOf,
) -> None:
    rows = table_of("remarks", {"meeting_id": OLD, "parent_remark_id": "r-1"})
    known = renames(meetings=(OLD, NEW), remarks=("r-1", "r-2"))
    found = known.followed_within("remarks", rows)
    assert found.select("meeting_id", "parent_remark_id").rows() == [(OLD, "r-2")]


def test_a_key_that_is_as_it_was_is_no_rename(table_of: TableOf) -> None:
    rows = table_of("remarks", {})
    known = renames(meetings=("made-up/2024-04-01/1", "made-up/2024-04-01/1"))
    assert known.followed("remarks", ["remark_id"], rows).equals(rows)
    votes = pl.DataFrame({"vote_id": [OLD], "meeting_id": [OLD]})
    assert renames(meetings=(OLD, NEW)).followed("votes", ["vote_id"], votes).equals(votes)
