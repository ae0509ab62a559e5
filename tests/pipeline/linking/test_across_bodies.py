"""Persons of several bodies: a full name and an affiliation, and nothing less."""

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
