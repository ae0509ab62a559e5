"""The person of each remark: by the list, by the name in the body, or none with a reason."""

from __future__ import annotations

import polars as pl
import pytest

from tests.pipeline.linking.tables import COLLECTION, linked, tables, together

FIRST, SECOND = "2024-04-01", "2024-05-01"
LISTS = {
    FIRST: ["青木 光／／委員", "坂本 緑／甲省／参事官", "石川／／委員", "石川／／委員"],
    SECOND: ["山口 健／／会長"],
}


def key(day: str, number: int, entry: str) -> str:
    return f"{COLLECTION}/{day}/架空会議/a-{number}-{entry}"


def said(*remarks: dict[str, object]) -> list[tuple[str | None, str | None, str | None]]:
    """Person without the collection, basis and reason of remarks of the second meeting."""
    found = linked(tables(LISTS, [{"day": SECOND, **remark} for remark in remarks])).remarks
    return [
        (person and person.rpartition("/")[2], basis, reason)
        for person, basis, reason in found.sort("remark_id")
        .select("person_id", "person_basis", "person_reason")
        .rows()
    ]


def test_the_list_is_believed_first() -> None:
    (found,) = said({"speaker_text": "青木委員", "attendance_id": key(FIRST, 1, LISTS[FIRST][0])})
    assert found == ("青木光", "listed", None)


def test_a_role_links_to_who_the_list_gives_it() -> None:
    (found,) = said(
        {
            "speaker_text": "会長",
            "speaker_status": "role_only",
            "attendance_id": key(SECOND, 1, LISTS[SECOND][0]),
        }
    )
    assert found == ("山口健", "role", None)


def test_a_row_of_the_list_that_is_nobodys_gives_its_reason() -> None:
    (found,) = said({"speaker_text": "石川委員", "attendance_id": key(FIRST, 3, LISTS[FIRST][2])})
    assert found == (None, None, "ambiguous")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        # Who is listed at another meeting of the body.
        ("青木光君", ("青木光", "full_name", None)),
        ("青木 光委員", ("青木光", "full_name", None)),
        ("○青木光君", ("青木光", "full_name", None)),
        ("議長（青木光君）", ("青木光", "full_name", None)),
        ("坂本参事官", ("坂本緑", "position", None)),
        ("青木委員", ("青木光", "family_name", None)),
        ("青木君", ("青木光", "family_name", None)),
        ("石川委員", (None, None, "ambiguous")),
        # Another given name, another office, and a name that no list has.
        ("青木緑君", (None, None, "not_listed")),
        ("坂本課長", (None, None, "not_listed")),
        ("福島委員", (None, None, "not_listed")),
    ],
)
def test_a_name_is_looked_for_in_the_body(
    label: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert said({"speaker_text": label}) == [expected]


@pytest.mark.parametrize(
    ("status", "label", "reason"),
    [
        ("coded", "Ａ委員", "coded"),
        ("not_recorded", None, "not_recorded"),
        ("not_recognised", "？？", "not_recognised"),
        ("organization", "文科省", "no_name"),
        ("role_only", "事務局", "no_name"),
        # The list has the role, and the chair has changed hands: nobody is known.
        ("role_only", "会長", "ambiguous"),
    ],
)
def test_a_remark_without_a_person_has_a_reason(
    status: str, label: str | None, reason: str
) -> None:
    (found,) = said({"speaker_text": label, "speaker_status": status})
    assert found == (None, None, reason)


def test_a_label_with_the_name_explains_the_role_elsewhere_in_the_meeting() -> None:
    found = said(
        {"speaker_text": "委員長（青木光君）"},
        {"speaker_text": "委員長", "speaker_status": "role_only"},
    )
    assert found == [("青木光", "full_name", None), ("青木光", "role", None)]


def test_two_labels_with_names_explain_nothing() -> None:
    found = said(
        {"speaker_text": "委員長（青木光君）"},
        {"speaker_text": "委員長（山口健君）"},
        {"speaker_text": "委員長", "speaker_status": "role_only"},
    )
    assert found[2] == (None, None, "ambiguous")


def test_an_item_and_a_continuation_are_of_their_remark_and_an_aside_is_nobodys() -> None:
    found = said(
        {"speaker_text": "青木委員"},
        {"kind": "item", "speaker_status": "not_recorded", "parent_remark_id": f"{COLLECTION}/r-0"},
        {
            "kind": "continuation",
            "speaker_text": "青木委員",
            "parent_remark_id": f"{COLLECTION}/r-0",
        },
        {"kind": "stage", "speaker_status": "not_recorded"},
        {"kind": "interjection", "speaker_status": "not_recorded"},
    )
    assert found == [("青木光", "family_name", None)] * 3 + [(None, None, None)] * 2


def test_another_body_of_the_collection_is_not_asked() -> None:
    made = together(
        tables({FIRST: ["青木 光／／委員"]}, body="北の会議"),
        tables({SECOND: []}, [{"day": SECOND, "speaker_text": "青木光君"}], body="南の会議"),
    )
    assert linked(made).remarks["person_reason"].to_list() == ["not_listed"]


def test_remarks_are_counted_and_weaken_the_confidence() -> None:
    made = tables(
        {FIRST: ["青木 光／／委員"], SECOND: []}, [{"day": SECOND, "speaker_text": "青木委員"}]
    )
    (person,) = linked(made).tables["persons"].to_dicts()
    assert (person["attendance_count"], person["remark_count"]) == (1, 1)
    assert (person["basis"], person["confidence"]) == ("family_name", 85)
    assert person["last_date"].isoformat() == SECOND
    assert made["remarks"].schema["speaker_text"] == pl.String
