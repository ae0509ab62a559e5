"""Persons who stand side by side in a line."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.row_parser import (
    begins_with_office,
    between_dots,
    persons_in,
)

Read = list[tuple[str, str | None, str | None, str | None]]


def read(text: str) -> Read:
    """Name, title before it, office before it and office behind it."""
    return [
        (
            text[person.start : person.end],
            person.lead.text if person.lead else None,
            person.office.text if person.office else None,
            person.behind.text if person.behind else None,
        )
        for person in persons_in(text)[0]
    ]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("石　川　　浩", [("石　川　　浩", None, None, None)]),
        (
            "委員長　青木　一郎　　副委員長　坂本　修",
            [("青木　一郎", "委員長", None, None), ("坂本　修", "副委員長", None, None)],
        ),
        # A title is that of all names up to the next one.
        (
            "書記　大野　一郎　　高橋　修",
            [("大野　一郎", "書記", None, None), ("高橋　修", "書記", None, None)],
        ),
        (
            "１番　石川　敦　　２番　石田　正俊",
            [("石川　敦", None, None, None), ("石田　正俊", None, None, None)],
        ),
        ("都市計画課　課長　青木　一郎", [("青木　一郎", "課長", "都市計画課", None)]),
        # What he is elsewhere is no other title before his name.
        ("委員　架空大学教授　石田　正俊", [("石田　正俊", "委員", "架空大学教授", None)]),
        ("石田　正俊　　架空大学　教授", [("石田　正俊", None, None, "架空大学")]),
        ("青木　一郎委員", [("青木　一郎委員", None, None, None)]),
        ("西浜市長　　　　阿比留　健", [("阿比留　健", "西浜市長", None, None)]),
        # A word that nobody knows stands where the office of a person with a title does.
        ("架空推進　坂本課長", [("坂本課長", None, "架空推進", None)]),
        ("青木委員　坂本　修", [("青木委員", None, None, None), ("坂本　修", None, None, None)]),
        ("", []),
    ],
)
def test_persons_of_a_line_have_what_stands_before_and_behind_them(
    text: str, persons: Read
) -> None:
    assert read(text) == persons


def test_a_sign_of_repetition_stands_before_a_name() -> None:
    (person,), group = persons_in("〃　　坂本　修")
    assert person.is_ditto
    assert group is None


def test_of_two_titles_the_first_is_that_of_a_group() -> None:
    persons, group = persons_in("委員　課長　青木　一郎")
    assert group is not None
    assert group.text == "委員"
    assert [person.lead.text for person in persons if person.lead] == ["課長"]


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("都市計画課　　青木　一郎", True),
        # One blank sets an office apart from no column of names.
        ("都市計画課　青木　一郎", False),
        ("課長　　青木　一郎", False),
        ("都市計画課", False),
    ],
)
def test_an_office_is_set_well_apart(line: str, begins: bool) -> None:
    assert begins_with_office(line) is begins


@pytest.mark.parametrize(
    ("run", "of_everybody", "names"),
    [
        ("竹原課長・山室係長", False, ["竹原課長", "山室係長"]),
        ("地域課 竹原課長・山室係長", False, ["地域課 竹原課長", "山室係長"]),
        ("青木・坂本", True, ["青木", "坂本"]),
        ("・坂本・石田", False, ["坂本", "石田"]),
        # No title behind each of them.
        ("青木・坂本", False, ["青木・坂本"]),
        ("企画・調整課長", False, ["企画・調整課長"]),
        # Between katakana a dot parts no persons.
        ("ジョン・スミス", True, ["ジョン・スミス"]),
        ("青木委員", False, ["青木委員"]),
    ],
)
def test_dots_part_persons_with_titles(run: str, of_everybody: bool, names: list[str]) -> None:
    spans = between_dots(run, of_everybody=of_everybody)
    assert [run[start:end] for start, end in spans] == names
