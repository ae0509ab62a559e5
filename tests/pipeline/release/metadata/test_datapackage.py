from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.ingestion.collection import Collection, read_collection
from pipeline.release.metadata.datapackage import (
    DataFiles,
    contents,
    notice_of,
    source,
    table_resources,
    terms,
)
from pipeline.release.publish import release
from schemas import RELEASE_TABLES
from tests.pipeline.release.metadata.test_frictionless import RESOURCES, validate

KEYS = {
    "documents": ["document_id"],
    "blocks": ["document_id", "ordinal"],
    "meetings": ["meeting_id"],
    "agenda_items": ["agenda_item_id"],
    "attendance": ["attendance_id"],
    "remarks": ["remark_id"],
    "quality_issues": ["quality_issue_id"],
    "organizations": ["organization_id"],
    "organization_names": ["organization_id", "name_text"],
    "persons": ["person_id"],
    "memberships": ["membership_id"],
    "terms": ["term_id"],
    "sentences": ["sentence_id"],
    "tokens": ["sentence_id", "ordinal"],
    "changes": ["ordinal"],
}

# column, table it leads to, column there; a table names itself by an empty text.
FOREIGN_KEYS = {
    "documents": [],
    "blocks": [("document_id", "documents", "document_id")],
    "meetings": [("document_id", "documents", "document_id")],
    "agenda_items": [
        ("meeting_id", "meetings", "meeting_id"),
        ("document_id", "documents", "document_id"),
        ("parent_id", "", "agenda_item_id"),
    ],
    "attendance": [
        ("meeting_id", "meetings", "meeting_id"),
        ("document_id", "documents", "document_id"),
        ("person_id", "persons", "person_id"),
        ("organization_id", "organizations", "organization_id"),
    ],
    "remarks": [
        ("meeting_id", "meetings", "meeting_id"),
        ("document_id", "documents", "document_id"),
        ("agenda_item_id", "agenda_items", "agenda_item_id"),
        ("top_agenda_item_id", "agenda_items", "agenda_item_id"),
        ("parent_remark_id", "", "remark_id"),
        ("attendance_id", "attendance", "attendance_id"),
        ("person_id", "persons", "person_id"),
    ],
    "quality_issues": [],
    "organizations": [
        ("parent_id", "", "organization_id"),
        ("first_meeting_id", "meetings", "meeting_id"),
        ("last_meeting_id", "meetings", "meeting_id"),
    ],
    "organization_names": [("organization_id", "organizations", "organization_id")],
    "persons": [
        ("first_meeting_id", "meetings", "meeting_id"),
        ("last_meeting_id", "meetings", "meeting_id"),
    ],
    "memberships": [
        ("person_id", "persons", "person_id"),
        ("body_id", "organizations", "organization_id"),
        ("organization_id", "organizations", "organization_id"),
        ("first_meeting_id", "meetings", "meeting_id"),
        ("last_meeting_id", "meetings", "meeting_id"),
    ],
    "terms": [
        ("meeting_id", "meetings", "meeting_id"),
        ("agenda_item_id", "agenda_items", "agenda_item_id"),
    ],
    "sentences": [
        ("meeting_id", "meetings", "meeting_id"),
        ("remark_id", "remarks", "remark_id"),
        ("agenda_item_id", "agenda_items", "agenda_item_id"),
    ],
    "tokens": [("sentence_id", "sentences", "sentence_id")],
    "changes": [],
}

Descriptor = dict[str, Any]


@pytest.fixture(scope="module")
def descriptor(published: Path) -> Descriptor:
    stated: Descriptor = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    return stated


@pytest.fixture
def resources(descriptor: Descriptor) -> dict[str, Descriptor]:
    return {resource["name"]: resource for resource in descriptor["resources"]}


def field_of(resource: Descriptor, name: str) -> Descriptor:
    (field,) = [field for field in resource["schema"]["fields"] if field["name"] == name]
    return dict(field)


def test_it_says_which_standard_it_follows(descriptor: Descriptor) -> None:
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["name"] == "gijiroku"
    assert descriptor["version"] == "1.0.0"
    assert descriptor["version_reason"] == "first release"
    assert descriptor["version_reason_ja"] == "最初の版"


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_keys_and_foreign_keys_are_stated(
    resources: dict[str, Descriptor], table_name: str
) -> None:
    schema = (resources.get(table_name) or resources[f"{table_name}-parquet"])["schema"]
    assert schema["primaryKey"] == KEYS[table_name]
    found = [
        (*key["fields"], key["reference"]["resource"], *key["reference"]["fields"])
        for key in schema.get("foreignKeys", [])
    ]
    assert found == FOREIGN_KEYS[table_name]
    assert schema["missingValues"] == [""]


def test_closed_values_are_stated_with_their_meaning(resources: dict[str, Descriptor]) -> None:
    presence = field_of(resources["attendance"], "presence")
    values = ["present", "online", "proxy", "absent", "unstated"]
    assert presence["constraints"] == {"required": True, "enum": values}
    assert [category["value"] for category in presence["categories"]] == values
    assert presence["categories"][2] == {
        "value": "proxy",
        "label": "present for somebody else",
        "label_ja": "代理出席",
    }


def test_a_field_is_described_in_both_languages(resources: dict[str, Descriptor]) -> None:
    assert field_of(resources["meetings"], "duration_minutes") == {
        "name": "duration_minutes",
        "type": "integer",
        "description": (
            "Minutes from start to end; negative where the source has the end before the start."
        ),
        "description_ja": "所要時間（分）",
        "unit": "minute",
    }
    assert field_of(resources["remarks"], "char_count")["constraints"] == {
        "required": True,
        "minimum": 1,
    }
    weekday = field_of(resources["meetings"], "weekday_stated")
    assert weekday["constraints"] == {"pattern": "^[月火水木金土日]$"}


def test_types_are_those_of_the_standard(resources: dict[str, Descriptor]) -> None:
    stated = {name: field_of(resources["meetings"], name)["type"] for name in ("date", "floor")}
    assert stated == {"date": "date", "floor": "integer"}
    assert field_of(resources["meetings"], "starts_at")["type"] == "datetime"
    assert field_of(resources["meetings"], "venue")["type"] == "string"
    assert field_of(resources["attendance"], "bracketed")["type"] == "boolean"
    assert field_of(resources["documents"], "byte_count")["type"] == "integer"


def test_every_resource_and_field_is_described(descriptor: Descriptor) -> None:
    for described in [
        descriptor,
        *descriptor["resources"],
        *(f for r in descriptor["resources"] for f in r.get("schema", {}).get("fields", [])),
    ]:
        assert described["description"].strip()
        assert described["description_ja"].strip()


def test_the_notice_of_processing_stands_there_in_both_languages(descriptor: Descriptor) -> None:
    assert "made by processing the published records" in descriptor["description"]
    assert "not made by their publishers" in descriptor["description"]
    assert "加工して作成" in descriptor["description_ja"]
    assert "公表者が作成したものではなく" in descriptor["description_ja"]


def test_the_licence_of_every_collection_is_stated(descriptor: Descriptor) -> None:
    assert descriptor["licenses"] == [
        {
            "path": "https://example.org/terms/2.0",
            "title": "架空利用規約（第2.0版）",
            "title_en": "Made-up Terms (Version 2.0)",
        },
        {"path": "https://example.org/city-terms", "title": "架空市利用規約"},
    ]


def test_a_licence_without_an_address_keeps_to_the_standard(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    toml = corpus / "made-up-south/collection.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('url = "https://example.org/city-terms"\n', ""), encoding="utf-8")
    (corpus / "made-up-south/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)
    run = release(corpus, outputs)
    stated = json.loads((run.path / "datapackage.json").read_text(encoding="utf-8"))["licenses"]
    assert stated[1]["title"] == "架空市利用規約"
    assert all("path" in licence or "name" in licence for licence in stated)
    assert validate(run.path).valid


@pytest.mark.long
def test_a_licence_of_several_collections_is_stated_once(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    north = (corpus / "made-up-north/collection.toml").read_text(encoding="utf-8")
    (corpus / "made-up-south/collection.toml").write_text(north, encoding="utf-8")
    run_stages(corpus, outputs)
    stated = json.loads((release(corpus, outputs).path / "datapackage.json").read_bytes())
    assert [licence["title"] for licence in stated["licenses"]] == ["架空利用規約（第2.0版）"]
    assert len(stated["sources"]) == 2


def test_every_source_is_stated(descriptor: Descriptor) -> None:
    assert descriptor["sources"] == [
        {
            "title": "北の架空観測会議 論点メモ",
            "path": "https://example.org/north",
            "collection_id": "made-up-north",
            "body": "Made-up Northern Observation Council",
            "body_ja": "北の架空観測会議",
            "publisher": "Made-up Office",
            "publisher_ja": "架空府",
            "license": "架空利用規約（第2.0版）",
            "record_kind": "points",
            "note": "Nothing in it was ever said.",
        },
        {
            "title": "南の架空観測会議",
            "collection_id": "made-up-south",
            "body_ja": "南の架空観測会議",
            "publisher_ja": "架空市",
            "license": "架空市利用規約",
            "record_kind": "points",
        },
    ]


def test_hashes_and_sizes_are_those_of_the_files(published: Path, descriptor: Descriptor) -> None:
    assert [resource["name"] for resource in descriptor["resources"]] == RESOURCES
    for resource in descriptor["resources"]:
        content = (published / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_rows_are_counted(published: Path, descriptor: Descriptor) -> None:
    counts = descriptor["row_counts"]
    assert list(counts) == list(RELEASE_TABLES)
    assert (counts["documents"], counts["meetings"], counts["agenda_items"]) == (2, 2, 4)
    assert (counts["attendance"], counts["remarks"], counts["quality_issues"]) == (4, 5, 0)
    assert counts["changes"] == 0
    for table_name, rows in counts.items():
        file = published / f"parquet/{table_name}.parquet"
        assert pq.read_metadata(file).num_rows == rows


def test_a_file_says_what_it_is(resources: dict[str, Descriptor]) -> None:
    remarks = resources["remarks"]
    assert remarks["path"] == "csv/remarks.csv"
    assert (remarks["format"], remarks["mediatype"]) == ("csv", "text/csv")
    assert (remarks["encoding"], remarks["type"]) == ("utf-8", "table")
    assert remarks["dialect"] == {
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
    }
    assert remarks["escapes"] == {
        "\\\\": "backslash",
        r"\n": "line feed",
        r"\r": "carriage return",
    }
    parquet = resources["meetings-parquet"]
    assert parquet["path"] == "parquet/meetings.parquet"
    assert parquet["mediatype"] == "application/vnd.apache.parquet"
    assert "type" not in parquet
    assert "schema" not in parquet


def test_the_text_of_a_document_is_described_as_parquet_alone(
    resources: dict[str, Descriptor],
) -> None:
    csv_file, parquet = resources["documents"], resources["documents-parquet"]
    in_csv = [field["name"] for field in csv_file["schema"]["fields"]]
    assert "text" not in in_csv
    assert csv_file["columns_in_parquet_alone"] == ["text"]
    in_parquet = [field["name"] for field in parquet["schema"]["fields"]]
    assert in_parquet[9:12] == ["char_count", "text", "layout"]
    assert [name for name in in_parquet if name != "text"] == in_csv
    assert "blocks" not in resources
    assert len(resources["blocks-parquet"]["schema"]["fields"]) == 13


def test_it_says_what_made_it(descriptor: Descriptor) -> None:
    assert descriptor["software"]["polars"].startswith("2.")
    assert set(descriptor["software"]) >= {"gijiroku", "polars", "pyarrow", "sudachidict-core"}
    assert descriptor["created"].endswith("+00:00")
    assert len(descriptor["content_hash"]) == 64


@pytest.fixture
def north(pristine: Path) -> Collection:
    return read_collection(pristine / "corpus/made-up-north")


def test_terms_and_sources_leave_out_what_is_not_known(north: Collection) -> None:
    bare = replace(
        north, license_url=None, license_name_en=None, source_title=None, source_note=None
    )
    # The standard asks for an address; the README has the terms.
    assert terms(bare) == {"path": "README.md", "title": "架空利用規約（第2.0版）"}
    assert source(bare)["title"] == "北の架空観測会議"
    assert "note" not in source(bare)
    assert "made_up" not in source(bare)
    assert source(replace(north, made_up=True))["made_up"] is True


def test_the_notice_is_that_of_the_sort_of_records(north: Collection) -> None:
    assert notice_of([north])["en"].startswith("This dataset was made by processing")
    assert notice_of([replace(north, made_up=True)])["ja"].startswith(
        "このデータセットは、試用のために作った架空の記録"
    )


def test_the_files_of_a_table_are_described_without_their_bytes() -> None:
    names = [each["name"] for table in RELEASE_TABLES for each in table_resources(table)]
    assert names == RESOURCES
    assert [each["path"] for each in table_resources("blocks")] == ["parquet/blocks.parquet"]
    assert not [each for each in table_resources("remarks") if "bytes" in each or "hash" in each]


def test_contents_are_of_the_files_that_are_there(north: Collection, tmp_path: Path) -> None:
    for path in ("csv/remarks.csv", "parquet/documents.parquet"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(b"12345")
    digests = {"csv/remarks.csv": "a" * 64, "parquet/documents.parquet": "b" * 64}
    files = DataFiles(tmp_path, digests, {"documents": "c" * 64, "blocks": "d" * 64})
    south = replace(north, collection_id="made-up-south")
    found = contents(files, [north, south])
    assert [
        (each["name"], each["bytes"], each["hash"], each.get("rows_hash"))
        for each in found["resources"]
    ] == [
        ("documents-parquet", 5, f"sha256:{'b' * 64}", f"sha256:{'c' * 64}"),
        ("remarks", 5, f"sha256:{'a' * 64}", None),
    ]
    # Terms that two collections share are stated once.
    assert len(found["licenses"]) == 1
    assert [each["collection_id"] for each in found["sources"]] == [
        "made-up-north",
        "made-up-south",
    ]
