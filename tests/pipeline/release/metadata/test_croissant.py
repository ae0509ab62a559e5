from __future__ import annotations

import json
import shutil
import sys
from datetime import time
from pathlib import Path
from typing import Any

import absl.logging
import mlcroissant
import pandas as pd
import pyarrow.parquet as pq
import pytest
from mlcroissant import GenerationError

from pipeline.release.metadata.croissant import croissant
from schemas import RELEASE_TABLES

# The logging that mlcroissant brings closes its stream when Dagster sets logging up, and the stream
# that it found when it was loaded is that of pytest.
absl.logging.get_absl_handler().python_handler.setStream(sys.__stderr__)

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated", "ignore:The inplace keyword in DataFrame.reset_index"
)

Stated = dict[str, Any]


@pytest.fixture(scope="module")
def stated(published: Path) -> Stated:
    content: Stated = json.loads((published / "croissant.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def dataset(published: Path) -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=str(published / "croissant.json"))


def record_set(stated: Stated, name: str) -> Stated:
    (found,) = [each for each in stated["recordSet"] if each["@id"] == name]
    return dict(found)


def test_mlcroissant_finds_nothing_wrong(dataset: mlcroissant.Dataset) -> None:
    issues = dataset.metadata.ctx.issues
    assert not issues.errors
    assert not issues.warnings
    assert dataset.metadata.ctx.is_v1_1()


OF_EACH_TYPE = ("title", "session", "date", "starts_at", "start_time")


def as_text(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, pd.Timestamp | time):
        return value.isoformat()
    return None if pd.isna(value) else value


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_mlcroissant_reads_every_row(
    dataset: mlcroissant.Dataset, published: Path, table_name: str
) -> None:
    found = [
        {name.removeprefix(f"{table_name}/"): as_text(value) for name, value in record.items()}
        for record in dataset.records(table_name)
    ]
    rows = pq.read_table(published / f"parquet/{table_name}.parquet").to_pylist()
    expected = [
        {
            name: getattr(value, "isoformat", lambda value=value: value)()
            for name, value in row.items()
        }
        for row in rows
    ]
    for row in expected:
        for name in ("date", "first_date", "last_date"):
            if row.get(name):
                # Its type of a date has a time of day.
                row[name] += "T00:00:00"
    assert found == expected


def test_a_changed_file_is_noticed(published: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(published, tmp_path / "release")
    file = copy / "parquet/remarks.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x01
    file.write_bytes(content)
    dataset = mlcroissant.Dataset(jsonld=str(copy / "croissant.json"))
    assert len(list(dataset.records("meetings"))) == 2
    with pytest.raises(GenerationError) as refused:
        list(dataset.records("remarks"))
    assert "is not identical" in str(refused.value.__cause__)


def test_it_says_what_it_is(stated: Stated) -> None:
    assert stated["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert stated["version"] == "1.0.0"
    assert stated["name"]["ja"] == "日本の行政会議の議事録データ"
    assert "made by processing" in stated["description"]["en"]
    assert "加工して作成" in stated["description"]["ja"]
    assert stated["inLanguage"] == "ja"
    assert stated["citeAs"].startswith("@misc{gijiroku-1.0.0,")


def test_terms_and_sources_are_those_of_the_collections(stated: Stated) -> None:
    assert stated["license"] == [
        {
            "@type": "sc:CreativeWork",
            "name": {"ja": "架空利用規約（第2.0版）", "en": "Made-up Terms (Version 2.0)"},
            "url": "https://example.org/terms/2.0",
        },
        {
            "@type": "sc:CreativeWork",
            "name": {"ja": "架空市利用規約"},
            "url": "https://example.org/city-terms",
        },
    ]
    assert stated["isBasedOn"] == [
        {
            "@type": "sc:CreativeWork",
            "name": {"ja": "北の架空観測会議 論点メモ"},
            "publisher": {
                "@type": "sc:Organization",
                "name": {"ja": "架空府", "en": "Made-up Office"},
            },
            "url": "https://example.org/north",
        },
        {
            "@type": "sc:CreativeWork",
            "name": {"ja": "南の架空観測会議"},
            "publisher": {"@type": "sc:Organization", "name": {"ja": "架空市"}},
        },
    ]


def test_every_data_file_is_described(stated: Stated, published: Path) -> None:
    descriptor = json.loads((published / "datapackage.json").read_bytes())
    files = {file["@id"]: file for file in stated["distribution"]}
    assert list(files) == [resource["path"] for resource in descriptor["resources"]]
    formats = {"csv": "text/csv", "parquet": "application/x-parquet"}
    for resource in descriptor["resources"]:
        file = files[resource["path"]]
        assert file["contentUrl"] == resource["path"]
        assert f"sha256:{file['sha256']}" == resource["hash"]
        assert file["contentSize"] == f"{resource['bytes']} B"
        assert file["encodingFormat"] == formats[resource["path"].rpartition(".")[2]]


def test_a_table_is_a_record_set_with_its_key(stated: Stated) -> None:
    blocks = record_set(stated, "blocks")
    assert blocks["key"] == [{"@id": "blocks/document_id"}, {"@id": "blocks/ordinal"}]
    meetings = {field["name"]: field for field in record_set(stated, "meetings")["field"]}
    types = {name: meetings[name]["dataType"] for name in OF_EACH_TYPE}
    assert types == {
        "title": "sc:Text",
        "session": "sc:Integer",
        "date": "sc:Date",
        "starts_at": "sc:DateTime",
        "start_time": "sc:Time",
    }
    assert meetings["session"] == {
        "@type": "cr:Field",
        "@id": "meetings/session",
        "name": "session",
        "description": {"en": "Number of the meeting (回).", "ja": "回"},
        "dataType": "sc:Integer",
        "source": {
            "fileObject": {"@id": "parquet/meetings.parquet"},
            "extract": {"column": "session"},
        },
    }


def test_closed_values_are_record_sets_with_their_meaning(
    stated: Stated, dataset: mlcroissant.Dataset
) -> None:
    presence = record_set(stated, "attendance.presence")
    assert presence["dataType"] == "sc:Enumeration"
    records = list(dataset.records("attendance.presence"))
    assert [each["attendance.presence/value"] for each in records] == [
        "present",
        "online",
        "proxy",
        "absent",
        "unstated",
    ]
    assert records[2]["attendance.presence/label_ja"] == "代理出席"
    assert records[2]["attendance.presence/label_en"] == "present for somebody else"


@pytest.fixture
def of_votes() -> Stated:
    """The data package of a release of other code, with one table in full in CSV and Parquet."""
    described = {"description": "A vote.", "description_ja": "採決"}
    fields = [
        {"name": "vote_id", "type": "string", **described},
        {
            **{"name": "outcome", "type": "string", **described},
            "categories": [{"value": "carried", "label": "carried", "label_ja": "可決"}],
        },
    ]
    of_csv = {
        **{"name": "votes", "path": "csv/votes.csv", "format": "csv", "bytes": 7, **described},
        **{"hash": f"sha256:{'a' * 64}", "schema": {"fields": fields, "primaryKey": ["vote_id"]}},
    }
    of_parquet = {
        **{"name": "votes-parquet", "path": "parquet/votes.parquet", "format": "apache-parquet"},
        **{"hash": f"sha256:{'b' * 64}", "bytes": 9, **described},
    }
    return {
        **{"name": "votes", "title": "Votes", "title_ja": "採決", **described},
        **{"version": "1.2.3", "created": "2024-04-01T00:00:00+00:00", "content_hash": "c" * 64},
        "licenses": [{"path": "README.md", "title_en": "Made-up Terms"}],
        "contributors": [{"title": "gijiroku"}],
        "sources": [{"title": "架空会議", "publisher": "Made-up Office"}],
        "resources": [of_csv, of_parquet],
    }


def test_a_table_is_read_from_parquet_with_the_schema_stated_with_csv(of_votes: Stated) -> None:
    found = croissant(of_votes)
    assert [each["@id"] for each in found["recordSet"]] == ["votes.outcome", "votes"]
    assert [file["@id"] for file in found["distribution"]] == [
        "csv/votes.csv",
        "parquet/votes.parquet",
    ]
    votes = record_set(found, "votes")
    assert votes["key"] == [{"@id": "votes/vote_id"}]
    sources = [field["source"]["fileObject"]["@id"] for field in votes["field"]]
    assert sources == ["parquet/votes.parquet"] * 2
    # Where CSV has not all columns, Parquet has a schema of its own, and that is read.
    schema = of_votes["resources"][0]["schema"]
    of_votes["resources"][1]["schema"] = {**schema, "fields": schema["fields"][:1]}
    alone = record_set(croissant(of_votes), "votes")
    assert [field["name"] for field in alone["field"]] == ["vote_id"]


def test_what_is_stated_in_one_language_is_named_in_that_alone(of_votes: Stated) -> None:
    found = croissant(of_votes)
    assert found["license"] == [
        {"@type": "sc:CreativeWork", "name": {"en": "Made-up Terms"}, "url": "README.md"}
    ]
    (source,) = found["isBasedOn"]
    assert source["publisher"] == {"@type": "sc:Organization", "name": {"en": "Made-up Office"}}
    assert "url" not in source
    assert record_set(found, "votes.outcome")["data"] == [
        {
            "votes.outcome/value": "carried",
            "votes.outcome/label_en": "carried",
            "votes.outcome/label_ja": "可決",
        }
    ]
