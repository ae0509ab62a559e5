from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.remarks.speakers import speakers_of_headings

Table = Callable[..., pl.DataFrame]

AOKI = {
    "attendance_id": "a-aoki",
    "name_text": "青木大臣",
    "family_name": "青木",
    "position": "大臣",
}
SAKA = {
    "attendance_id": "a-saka",
    "name_text": "坂本委員",
    "family_name": "坂本",
    "position": "委員",
    "role": "座長",
}
KASHI = {
    "attendance_id": "a-kashi",
    "name_text": "柏木委員",
    "family_name": "柏木",
    "position": "委員",
    "affiliation": "架空省",
}


@pytest.fixture
def spoken(table_of: Table) -> Callable[..., dict[str, object] | None]:
    """Who speaks below a heading, where these are listed; None where nobody is named."""

    def build(
        title: str, *listed: dict[str, object], kind: str = "greeting"
    ) -> dict[str, object] | None:
        headings = table_of("agenda_items", {"title": title, "kind": kind})
        found = speakers_of_headings(headings, table_of("attendance", *listed))
        assert found.height <= 1
        return found.row(0, named=True) if found.height else None

    return build


def speaker(text: str, status: str, attendance_id: str | None) -> dict[str, object]:
    return {
        "agenda_item_id": "made-up/2024-04-01/1/g-00000001",
        "speaker_text": text,
        "speaker_status": status,
        "attendance_id": attendance_id,
        "attribution_basis": "heading",
    }


Spoken = Callable[..., dict[str, object] | None]


@pytest.mark.parametrize(
    "title",
    [
        "大臣挨拶",
        "大臣冒頭挨拶",
        "大臣開会挨拶",
        "大臣による閉会の挨拶",
        "大臣ご挨拶",
        "大臣のあいさつ",
    ],
)
def test_a_role_with_one_bearer_is_linked(spoken: Spoken, title: str) -> None:
    assert spoken(title, AOKI, SAKA) == speaker("大臣", "role_only", "a-aoki")


def test_a_role_in_the_meeting_is_a_role(spoken: Spoken) -> None:
    assert spoken("座長挨拶", AOKI, SAKA) == speaker("座長", "role_only", "a-saka")


@pytest.mark.parametrize("name", ["青木大臣", "青木"])
def test_a_name_is_named(spoken: Spoken, name: str) -> None:
    assert spoken(f"{name}挨拶", AOKI, SAKA) == speaker(name, "named", "a-aoki")


def test_a_role_with_two_bearers_links_nobody(spoken: Spoken) -> None:
    assert spoken("委員挨拶", AOKI, SAKA, KASHI) == speaker("委員", "role_only", None)


def test_a_name_of_two_links_nobody(spoken: Spoken) -> None:
    namesake = KASHI | {"family_name": "坂本"}
    assert spoken("坂本挨拶", SAKA, namesake) == speaker("坂本", "named", None)


def test_who_is_listed_nowhere_is_not_recognised(spoken: Spoken) -> None:
    assert spoken("総裁挨拶", AOKI, SAKA) == speaker("総裁", "not_recognised", None)
    assert spoken("総裁挨拶") == speaker("総裁", "not_recognised", None)


def test_who_is_absent_is_not_linked(spoken: Spoken) -> None:
    found = spoken("大臣挨拶", AOKI | {"presence": "absent"}, SAKA)
    assert found is not None
    assert (found["speaker_text"], found["attendance_id"]) == ("大臣", None)


def test_who_stands_in_brackets_with_others_is_not_linked(spoken: Spoken) -> None:
    found = spoken("大臣挨拶", AOKI | {"bracketed": True, "presence": "unstated"}, SAKA)
    assert found is not None
    assert (found["speaker_text"], found["attendance_id"]) == ("大臣", None)


def test_somebody_else_in_brackets_does_not_hide_the_bearer(spoken: Spoken) -> None:
    found = spoken("座長挨拶", SAKA, KASHI | {"bracketed": True, "role": "座長"})
    assert found == speaker("座長", "role_only", "a-saka")


def test_a_bearer_of_another_meeting_is_not_linked(spoken: Spoken) -> None:
    other = AOKI | {"meeting_id": "made-up/2024-04-02/2"}
    assert spoken("大臣挨拶", other) == speaker("大臣", "not_recognised", None)


def test_an_organisation_of_the_list_speaks_in_its_section(spoken: Spoken) -> None:
    found = spoken("架空省", AOKI, KASHI, KASHI | {"attendance_id": "a-2"}, kind="section")
    assert found == speaker("架空省", "organization", None)


def test_a_section_that_names_no_organisation_of_the_list_names_nobody(spoken: Spoken) -> None:
    assert spoken("見本省", AOKI, KASHI, kind="section") is None
    assert spoken("架空省", KASHI, kind="topic") is None


@pytest.mark.parametrize("title", ["挨拶", "開会の辞"])
def test_a_greeting_without_a_name_names_nobody(spoken: Spoken, title: str) -> None:
    assert spoken(title, AOKI) is None


@pytest.mark.parametrize("title", ["開会挨拶", "冒頭挨拶", "閉会の挨拶", "ご挨拶"])
def test_a_greeting_that_only_says_when_names_nobody(spoken: Spoken, title: str) -> None:
    assert spoken(title, AOKI) is None


def test_the_columns_are_there_where_nobody_speaks(table_of: Table) -> None:
    found = speakers_of_headings(table_of("agenda_items"), table_of("attendance"))
    assert found.is_empty()
    assert set(found.columns) == set(speaker("", "", None))
