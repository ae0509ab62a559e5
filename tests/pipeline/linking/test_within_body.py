"""Each rule by which the rows of a body are joined to a person, and what keeps them apart."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.linking.rules import KINDS, RuleError, checked, rules
from tests.pipeline.linking.tables import groups, linked, persons, tables, together

DAYS = FIRST, SECOND, THIRD = "2024-04-01", "2024-05-01", "2024-06-01"


def grouped(*lists: list[str]) -> list[list[str]]:
    return groups(linked(tables(dict(zip((FIRST, SECOND, THIRD), lists, strict=False)))))


# Entries of two meetings that are about one person, with the basis of the second row.
JOINED = {
    "full_name_and_affiliation": ("青木 光／甲省／課長", "青木 光／甲省／局長", "full_name"),
    "full_name": ("青木 光／甲省／課長", "青木 光／乙市／部長", "full_name"),
    "affiliation": ("青木／甲省／課長", "青木／甲省／局長", "affiliation"),
    "office": ("青木／／総務課長補佐", "青木／／総務課参事", "affiliation"),
    "position": ("青木／甲省／参事官", "青木／／参事官", "position"),
    "seat": ("青木／／委員", "青木／／会長", "position"),
    "family_name": ("青木／甲省／課長", "青木", "family_name"),
}


@pytest.mark.parametrize("rule", KINDS["within"])
def test_a_rule_joins_two_entries(rule: str) -> None:
    one, other, basis = JOINED[rule]
    found = linked(tables({FIRST: [one], SECOND: [other]}))
    assert groups(found) == [sorted([one, other])]
    bases = set(found.attendance["person_basis"])
    assert basis in bases
    (person,) = found.tables["persons"].to_dicts()
    assert person["basis"] == basis
    assert person["confidence"] == rules("within")[rule].confidence or basis == "full_name"


APART = {
    "another given name": (["青木 光／甲省／課長"], ["青木 緑／甲省／課長"]),
    "another affiliation": (["青木／甲省／課長"], ["青木／乙省／課長"]),
    "another office": (["青木／／政務官"], ["青木／／審議官"]),
    "another unit": (["青木／／総務課長"], ["青木／／税務課長"]),
    "a member and an official": (["青木／／委員"], ["青木／／課長"]),
    "marriage": (["青木 光／甲省／課長"], ["坂本 光／甲省／課長"]),
    "one meeting": (["青木 光／甲省／課長", "青木／甲省／局長"], []),
    "one meeting, one name": (["青木 光／甲省", "青木 光／乙市"], []),
}


@pytest.mark.parametrize("why", APART)
def test_what_contradicts_keeps_two_entries_apart(why: str) -> None:
    one, other = APART[why]
    assert grouped(one, other) == sorted([entry] for entry in [*one, *other])


# Lists of meetings, and the entries that have no person.
UNCLEAR = {
    "two who cannot be told": ([["青木／／委員", "青木／／委員"]], 2),
    "one of two by given name": ([["青木 光／／委員", "青木 緑／／委員"], ["青木／／委員"]], 1),
    "one of two by affiliation": ([["青木／甲省", "青木／乙省"], ["青木"]], 1),
    "one of two of one affiliation": (
        [["青木 光／甲省／課長", "青木 緑／甲省／課長"], ["青木／甲省／課長"]],
        1,
    ),
    "one of two of a full name": ([["青木 光／甲省", "青木 光／乙市"], ["青木 光"]], 1),
    "one who is beside another at times": (
        [["青木 光／／委員", "青木／／委員"], ["青木／／委員"]],
        2,
    ),
    # Each may be either, and 青木光 himself is known.
    "two of whom one is known": ([["青木 光／／副会長"], ["青木／／会長", "青木／／委員"]], 2),
}


@pytest.mark.parametrize("why", UNCLEAR)
def test_a_row_that_several_persons_fit_has_none_and_an_issue_says_so(why: str) -> None:
    lists, count = UNCLEAR[why]
    found = linked(tables(dict(zip(DAYS, lists, strict=False))))
    without = found.attendance.filter(found.attendance["person_id"].is_null())
    assert without["person_reason"].to_list() == ["ambiguous"] * count
    assert "person_is_told_apart" in found.quality_issues["rule"].to_list()


def test_a_chair_and_a_deputy_are_not_one_where_two_of_the_name_have_seats() -> None:
    # Each of the two may have been the chair, and then the deputy.
    lists = [["青木／／委員", f"青木／／{seat}"] for seat in ("委員", "会長", "副会長")]
    assert grouped(*lists) == []


def test_a_transferred_official_between_two_of_the_name_is_nobody() -> None:
    lists = {FIRST: ["青木／甲省／課長"], SECOND: ["青木／乙省／課長"], THIRD: ["青木／／課長"]}
    assert groups(linked(tables(lists))) == [["青木／乙省／課長"], ["青木／甲省／課長"]]


def test_one_entry_that_is_listed_twice_is_one_person_with_an_issue() -> None:
    found = linked(tables({FIRST: ["青木 光／甲省／課長", "青木 光／甲省／課長"]}))
    assert set(found.attendance["person_id"]) == {"council/p/青木光"}
    assert found.quality_issues["rule"].to_list() == ["person_listed_once"]


def test_two_affiliations_in_one_meeting_are_two_persons_with_an_issue() -> None:
    found = linked(tables({FIRST: ["早田／甲室／企画官", "早田／乙本部／代理"]}))
    assert sorted(persons(found).values(), key=str) == ["早田", "早田-2"]
    assert found.quality_issues["rule"].to_list() == ["family_name_is_of_one"]
    assert found.quality_issues["severity"].to_list() == ["warn"]


def test_a_row_without_a_family_name_has_no_person() -> None:
    found = linked(tables({FIRST: ["／甲省／課長"]}))
    assert found.attendance["person_reason"].to_list() == ["no_name"]
    assert found.tables["persons"].is_empty()


@pytest.mark.parametrize(
    "pair",
    [
        *(
            "髙橋高橋",
            "齊藤斉藤",
            "斎藤斉藤",
            "齋藤斎藤",
            "山﨑山崎",
            "渡邊渡辺",
            "渡邉渡辺",
            "澤田沢田",
        ),
        *(
            "廣田広田",
            "濵田浜田",
            "濱田浜田",
            "𠮷田吉田",
            "栁田柳田",
            "嶋田島田",
            "國分国分",
            "龍野竜野",
        ),
    ],
)
def test_variant_kanji_match_and_stay_as_written(pair: str) -> None:
    one, other = pair[: len(pair) // 2], pair[len(pair) // 2 :]
    found = linked(tables({FIRST: [f"{one} 一郎"], SECOND: [f"{other} 一郎"]}))
    assert len(groups(found)) == 1
    (person,) = found.tables["persons"].to_dicts()
    assert person["family_name"] in (one, other)


def of_names(*lists: list[tuple[str, str | None]]) -> list[str | None]:
    """The persons of names as written, each with its given name."""
    made = tables(
        {day: ["青木／／委員"] * len(names) for day, names in zip(DAYS, lists, strict=False)}
    )
    written = [name for names in lists for name in names]
    made["attendance"] = made["attendance"].with_columns(
        name_text=pl.Series([text for text, _ in written]),
        given_name=pl.Series([given for _, given in written], dtype=pl.String),
        attendance_id=pl.int_range(pl.len()).cast(pl.String),
    )
    found = linked(made).attendance["person_id"].to_list()
    return [person and person.rpartition("/")[2] for person in found]


def test_the_beginning_of_a_given_name_in_the_name_tells_two_apart() -> None:
    both: list[tuple[str, str | None]] = [("青木（光）委員", None), ("青木（緑）委員", None)]
    assert of_names(both, both[::-1]) == ["青木光", "青木緑", "青木緑", "青木光"]


def test_the_beginning_of_a_given_name_is_that_of_the_whole_one() -> None:
    begins: tuple[str, str | None] = ("青木（光）委員", None)
    assert of_names([begins], [("青木光子委員", "光子")]) == ["青木光子"] * 2
    assert of_names([begins], [("青木緑委員", "緑")]) == ["青木光", "青木緑"]
    # It may be that of two.
    two: list[tuple[str, str | None]] = [("青木光子委員", "光子"), ("青木光夫委員", "光夫")]
    assert of_names([begins], two) == [None, "青木光子", "青木光夫"]
    # A whole name is not the beginning of another.
    assert of_names([("青木光委員", "光")], [("青木光子委員", "光子")]) == ["青木光", "青木光子"]


def test_another_body_of_the_collection_is_another_block() -> None:
    made = [tables({FIRST: ["青木／／委員"]}, body=body) for body in ("総務委員会", "教育委員会")]
    assert len(groups(linked(together(*made)))) == 2


def test_the_only_row_of_a_person_is_joined_by_nothing() -> None:
    found = linked(tables({FIRST: ["青木／／委員"]}))
    assert found.attendance["person_basis"].to_list() == ["listed"]
    assert found.tables["persons"]["confidence"].to_list() == [100]


def test_a_rule_that_the_code_does_not_know_is_refused() -> None:
    row: dict[str, str | int] = {"rule": "guess", "basis": "full_name", "confidence": 99}
    with pytest.raises(RuleError, match="guess"):
        checked("across", [row])


def test_a_weaker_rule_does_not_come_before_a_stronger_one() -> None:
    known: list[dict[str, str | int]] = [
        {"rule": rule.name, "basis": rule.basis.value, "confidence": rule.confidence}
        for rule in rules("within").values()
    ]
    with pytest.raises(RuleError, match="order"):
        checked("within", known[::-1])
