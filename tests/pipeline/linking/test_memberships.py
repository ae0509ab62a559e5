"""Memberships: a change opens a new run, and leaves the former one as it was."""

from __future__ import annotations

import polars as pl

from tests.pipeline.linking.tables import linked, tables

DAYS = ["2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01"]


def runs(*entries: str | None) -> list[tuple[object, ...]]:
    lists = {
        day: [entry] if entry else ["坂本／／委員"]
        for day, entry in zip(DAYS, entries, strict=False)
    }
    found = linked(tables(lists)).tables["memberships"]
    return (
        found.filter(~pl.col("person_id").str.contains("坂本"))
        .sort("first_date")
        .select(
            "affiliation",
            "position",
            "role",
            pl.col("first_date").cast(pl.String),
            pl.col("last_date").cast(pl.String),
            "meeting_count",
        )
        .rows()
    )


def test_a_run_has_its_first_and_last_meeting() -> None:
    assert runs(*["青木 光／甲省／課長"] * 3) == [("甲省", "課長", None, DAYS[0], DAYS[2], 3)]


def test_a_promotion_opens_a_new_run() -> None:
    assert runs("青木 光／甲省／課長", "青木 光／甲省／局長", "青木 光／甲省／局長") == [
        ("甲省", "課長", None, DAYS[0], DAYS[0], 1),
        ("甲省", "局長", None, DAYS[1], DAYS[2], 2),
    ]


def test_a_role_for_one_meeting_is_a_run_of_its_own() -> None:
    found = runs("青木 光／／委員", "青木 光／／委員／座長代理", "青木 光／／委員")
    assert found == [
        (None, "委員", None, DAYS[0], DAYS[0], 1),
        (None, "委員", "座長代理", DAYS[1], DAYS[1], 1),
        (None, "委員", None, DAYS[2], DAYS[2], 1),
    ]


def test_a_meeting_without_the_person_ends_no_run() -> None:
    assert runs("青木 光／／委員", None, "青木 光／／委員") == [
        (None, "委員", None, DAYS[0], DAYS[2], 2)
    ]


def test_a_later_meeting_leaves_the_ids_as_they_are() -> None:
    before = linked(tables({DAYS[0]: ["青木 光／甲省／課長"]})).tables["memberships"]
    now = linked(
        tables({DAYS[0]: ["青木 光／甲省／課長"], DAYS[1]: ["青木 光／甲省／局長"]})
    ).tables["memberships"]
    assert set(before["membership_id"]) < set(now["membership_id"])


def test_a_body_and_the_organisation_are_named() -> None:
    (row,) = linked(tables({DAYS[0]: ["青木 光／文科省／課長"]})).tables["memberships"].to_dicts()
    assert row["body_id"] == "council/o/架空会議"
    assert row["organization_id"] == "文部科学省"
    assert row["person_id"] == "council/p/青木光"
