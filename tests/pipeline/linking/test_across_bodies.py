"""Persons of several bodies: a full name and an affiliation in common, and nothing less."""

from __future__ import annotations

import pytest

from pipeline.linking.rules import rules
from tests.pipeline.linking.tables import groups, linked, tables, together

FIRST, SECOND = "2024-04-01", "2024-05-01"


def of_two(one: list[str], other: list[str]) -> list[list[str]]:
    return groups(
        linked(
            together(
                tables({FIRST: one}, collection="north", body="北の審議会"),
                tables({SECOND: other}, collection="south", body="南の審議会"),
            )
        )
    )


def test_one_full_name_and_affiliation_are_one_person() -> None:
    found = of_two(["青木 光／文科省／課長"], ["青木 光／文部科学省／局長"])
    assert found == [["青木 光／文科省／課長", "青木 光／文部科学省／局長"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青木 光／文科省", "青木 光／経産省"),
        ("青木 光／文科省", "青木 光"),
        ("青木 光", "青木 光"),
        ("青木／文科省／課長", "青木／文科省／課長"),
        ("青木／文科省／課長", "青木 光／文科省／課長"),
        # Each town has its own, and anybody may be recruited.
        ("青木 光／総務課", "青木 光／総務課"),
        ("青木 光／公募", "青木 光／公募"),
        ("青木 光／弁護士", "青木 光／弁護士"),
    ],
)
def test_anything_less_is_two_persons(one: str, other: str) -> None:
    assert len(of_two([one], [other])) == 2


def test_a_person_between_two_of_one_body_is_joined_to_neither() -> None:
    # The north lists two of the name; the south has one with the affiliations of both.
    south = tables(
        {FIRST: ["青木 光／文科省"], SECOND: ["青木 光／経産省"]}, collection="south", body="南"
    )
    north = tables({FIRST: ["青木 光／文科省", "青木 光／経産省"]}, collection="north", body="北")
    assert len(groups(linked(together(south, north)))) == 3


def test_the_basis_and_confidence_are_those_of_the_rule() -> None:
    found = linked(
        together(
            tables({FIRST: ["青木 光／文科省"]}, collection="north"),
            tables({SECOND: ["青木 光／文科省"]}, collection="south"),
        )
    )
    (person,) = found.tables["persons"].to_dicts()
    rule = rules("across")["full_name_and_affiliation"]
    assert (person["basis"], person["confidence"]) == ("full_name", rule.confidence)
    assert (person["meeting_count"], person["attendance_count"]) == (2, 2)


def of_bodies(**lists: list[str]) -> list[list[str]]:
    """The persons of bodies of one collection, each with a meeting of its own."""
    days = (f"2024-{month:02}-01" for month in range(1, 13))
    made = [
        tables({day: texts}, body=name)
        for day, (name, texts) in zip(days, lists.items(), strict=False)
    ]
    return groups(linked(together(*made)))


def test_the_full_name_and_the_affiliation_may_be_on_two_rows_of_a_body() -> None:
    north = tables(
        {FIRST: ["青木 光／／委員"], SECOND: ["青木／甲大学／委員"]}, collection="north", body="北"
    )
    south = tables({FIRST: ["青木 光／甲大学／会長"]}, collection="south", body="南")
    assert groups(linked(together(north, south))) == [
        ["青木 光／甲大学／会長", "青木 光／／委員", "青木／甲大学／委員"]
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青木 光／文部科学省", "青木 光／文部科学省高等教育局"),
        ("青木 光／甲乙大学", "青木 光／甲乙大学大学院工学系研究科"),
        ("青木 光／みどり法律事務所", "青木 光／みどり法律事務所"),
        ("青木 光／北嶺県医師会", "青木 光／北嶺県医師会"),
    ],
)
def test_a_unit_agrees_with_its_whole_and_a_name_of_its_own_with_itself(
    one: str, other: str
) -> None:
    assert len(of_two([one], [other])) == 1


ONE = {
    "office": ({"甲審議会": ["青木 光／／総務課長"], "乙審議会": ["青木 光／／総務課長補佐"]}),
    "office and affiliation": (
        {"甲審議会": ["青木 光／／総務課長"], "乙審議会": ["青木 光／総務課／"]}
    ),
    "member of the assembly": ({"定例会": ["青木 光／／議員"], "厚生委員会": ["青木 光／／議員"]}),
    "part": ({"甲審議会": ["青木 光／／委員"], "甲審議会総務部会": ["青木 光／／部会長"]}),
    "parts of one": (
        {"甲審議会税制部会": ["青木 光／／委員"], "甲審議会総務部会": ["青木 光／／委員"]}
    ),
    "sessions": ({"甲町議会定例会": ["青木 光／／議長"], "甲町議会臨時会": ["青木 光"]}),
}


@pytest.mark.parametrize("why", ONE)
def test_an_office_or_a_body_in_common_is_an_affiliation(why: str) -> None:
    assert len(of_bodies(**ONE[why])) == 1


TWO = {
    "no office": ({"甲審議会": ["青木 光／／課長"], "乙審議会": ["青木 光／／課長"]}),
    "another office": ({"甲審議会": ["青木 光／／総務課長"], "乙審議会": ["青木 光／／税務課長"]}),
    "no full name": ({"甲審議会": ["青木／／総務課長"], "乙審議会": ["青木 光／／総務課長"]}),
    "seat": ({"甲審議会": ["青木 光／／委員"], "乙審議会": ["青木 光／／委員"]}),
    "another organisation": (
        {"甲審議会": ["青木 光／甲乙大学／委員"], "甲審議会総務部会": ["青木 光／丙丁大学／委員"]}
    ),
    "another given name": ({"甲審議会": ["青木 光"], "甲審議会総務部会": ["青木 緑"]}),
}


@pytest.mark.parametrize("why", TWO)
def test_less_than_an_office_or_a_body_in_common_is_two_persons(why: str) -> None:
    assert len(of_bodies(**TWO[why])) == 2


def test_an_office_of_one_collection_is_not_that_of_another() -> None:
    assert len(of_two(["青木 光／／総務課長"], ["青木 光／／総務課長"])) == 2


def test_a_weaker_tie_does_not_undo_a_stronger_one() -> None:
    # The part has two of the name; one has the organisation of the member of the whole.
    found = of_bodies(
        甲審議会=["青木 光／文科省／委員"],
        甲審議会総務部会=["青木 光／文科省／委員", "青木 光／／臨時委員"],
    )
    assert len(found) == 2
    assert ["青木 光／文科省／委員"] * 2 in found


def test_confidence_is_that_of_the_weaker_rule() -> None:
    found = linked(
        together(
            tables({FIRST: ["青木 光／／委員"]}, body="甲審議会"),
            tables({SECOND: ["青木 光／／委員"]}, body="甲審議会総務部会"),
        )
    )
    (person,) = found.tables["persons"].to_dicts()
    rule = rules("across")["full_name_and_body"]
    assert (person["basis"], person["confidence"]) == (rule.basis.value, rule.confidence)
