from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.interchange.popolo.read import NotPopoloError, read_popolo
from pipeline.interchange.popolo.rules import faults
from pipeline.interchange.popolo.write import write_popolo
from pipeline.interchange.published import PublishedRelease, TableMissingError, open_release
from tests.pipeline.interchange.small_release import small_tables, without, write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND

AOKI = "made-up/青木一郎"


@pytest.fixture(scope="module")
def written(release: PublishedRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("popolo") / "popolo.json"
    write_popolo(release, file)
    return file


@pytest.fixture(scope="module")
def document(written: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    return read


def of_popolo(each: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in each.items() if key != "gijiroku"}


def test_a_person_an_organisation_and_a_membership_are_as_written_by_hand(
    document: dict[str, Any],
) -> None:
    assert [of_popolo(each) for each in document["persons"]] == [
        {
            "id": AOKI,
            "name": "青木 一郎",
            "family_name": "青木",
            "given_name": "一郎",
            "identifiers": [
                {"scheme": "former", "identifier": "made-up/青木"},
                {"scheme": "former", "identifier": "made-up/青木2"},
            ],
        }
    ]
    assert of_popolo(document["organizations"][1]) == {
        "id": "架空大学",
        "name": "架空大学",
        "classification": "university",
        "parent_id": "架空会議",
        "other_names": [
            {
                "name": "架空大",
                "note": "alias",
                "gijiroku": {"source": "架空の名簿", "row_count": 1},
            },
            {"name": "架空大学", "note": "written", "gijiroku": {"source": None, "row_count": 1}},
        ],
    }
    assert [of_popolo(each) for each in document["memberships"]] == [
        {
            "id": "made-up/青木一郎/h-00000001",
            "person_id": AOKI,
            "organization_id": "架空会議",
            "on_behalf_of_id": "架空大学",
            "role": None,
            "label": "委員",
        }
    ]
    assert document["memberships"][0]["gijiroku"]["first_date"] == "2024-04-01"


def test_meetings_are_events_with_those_who_took_part(document: dict[str, Any]) -> None:
    first, second = document["events"]
    assert of_popolo(first) == {
        "id": FIRST,
        "name": "第１回架空会議 論点メモ",
        "classification": "meeting",
        "start_date": "2024-04-01T10:00:00+09:00",
        "end_date": "2024-04-01T11:30:00+09:00",
        "location": "みどり会館",
        "organization_id": None,
        "identifiers": [{"scheme": "session", "identifier": "1"}],
        "attendees": [
            {
                "id": AOKI,
                "name": "青木委員",
                "gijiroku": {"attendance_id": f"{FIRST}/a-00000001"},
            }
        ],
        "sources": [{"url": "https://example.org/memo", "note": "架空府"}],
    }
    assert (second["start_date"], second["end_date"]) == ("2024-05-01", None)
    listed = [(one["name_text"], one["presence"]) for one in first["gijiroku"]["attendance"]]
    assert listed == [("青木委員", "present"), ("坂本 A&B 室長", "absent")]


def test_the_body_of_a_meeting_is_the_only_one_of_its_name(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    names = tables["organization_names"]
    body = names.head(1).with_columns(
        organization_id=pl.lit("架空会議"), name_text=pl.lit("架空会議")
    )
    one = {**tables, "organization_names": pl.concat([names, body])}
    write_popolo(open_release(write_release(tmp_path / "1.0.0", one)), tmp_path / "one.json")
    events = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["events"]
    assert [each["organization_id"] for each in events] == ["架空会議", "架空会議"]


def as_texts(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            key: value.isoformat() if isinstance(value, date | datetime | time) else value
            for key, value in row.items()
        }
        for row in rows.iter_rows(named=True)
    ]


def test_all_columns_are_read_back(written: Path, tables: dict[str, pl.DataFrame]) -> None:
    for name, rows in read_popolo(written).items():
        assert rows == as_texts(tables[name]), name


def test_the_document_keeps_the_rules(document: dict[str, Any]) -> None:
    assert faults(document) == []


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("persons", {"surname": "青木"}, "surname: no field of Popolo"),
        ("persons", {"birth_date": "1 April"}, "birth_date: '1 April' is no date"),
        ("persons", {"name": 1}, "name: 1 is no text"),
        ("persons", {"name": ""}, "name: '' is no text"),
        ("persons", {"identifiers": "a"}, "identifiers: no list"),
        ("persons", {"identifiers": [{"id": "a"}]}, "identifiers/0/id: no field of Popolo"),
        ("organizations", {"parent_id": "none"}, "parent_id: none is not there"),
        ("organizations", {"id": "架空大学"}, "架空大学 is there more than once"),
        ("memberships", {"person_id": "none"}, "person_id: none is not there"),
        ("memberships", {"on_behalf_of_id": "none"}, "on_behalf_of_id: none is not there"),
        ("memberships", {"organization_id": "none"}, "organization_id: none is not there"),
        ("events", {"organization_id": "none"}, "organization_id: none is not there"),
        ("events", {"start_date": "2024-04-01T10:00"}, "is no moment"),
        ("events", {"attendees": [{"age": "9"}]}, "attendees/0/age: no field of Popolo"),
    ],
)
def test_a_broken_rule_is_found(
    document: dict[str, Any], tmp_path: Path, name: str, change: dict[str, Any], fault: str
) -> None:
    broken = {**document, name: [{**document[name][0], **change}, *document[name][1:]]}
    assert [each for each in faults(broken) if fault in each]
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(NotPopoloError):
        read_popolo(file)


def test_another_list_is_found(document: dict[str, Any]) -> None:
    assert faults({**document, "people": []}) == ["people: no list of Popolo"]


def test_a_release_without_persons_is_refused(tmp_path: Path) -> None:
    tables = without(small_tables(), ["persons", "memberships"])
    release = open_release(write_release(tmp_path / "1.0.0", tables))
    with pytest.raises(TableMissingError, match="persons, memberships"):
        write_popolo(release, tmp_path / "a.json")


def test_an_empty_release_is_an_empty_document(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    empty = {name: rows.clear() for name, rows in tables.items()}
    write_popolo(open_release(write_release(tmp_path / "1.0.0", empty)), tmp_path / "a.json")
    assert set(map(len, read_popolo(tmp_path / "a.json").values())) == {0}
    assert SECOND not in (tmp_path / "a.json").read_text(encoding="utf-8")
