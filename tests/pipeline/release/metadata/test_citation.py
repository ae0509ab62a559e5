"""`CITATION.cff`, held against the rules of the Citation File Format 1.2.0 for the fields it has.

The validator of the format, cffconvert, has had no release since 2021 and does not go together with
the versions of jsonschema that frictionless needs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.release.metadata.citation import bibtex, citation_cff

REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = {
    *REQUIRED,
    "abstract",
    "commit",
    "contact",
    "date-released",
    "doi",
    "identifiers",
    "keywords",
    "license",
    "license-url",
    "preferred-citation",
    "references",
    "repository",
    "repository-artifact",
    "repository-code",
    "type",
    "url",
    "version",
}
REQUIRED_OF_REFERENCES = {"authors", "title", "type"}
ALLOWED_OF_REFERENCES = {*REQUIRED_OF_REFERENCES, "notes", "url", "languages"}


@pytest.fixture(scope="module")
def descriptor(published: Path) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads((published / "datapackage.json").read_bytes())
    return stated


@pytest.fixture(scope="module")
def cited(published: Path) -> dict[str, Any]:
    stated: dict[str, Any] = yaml.safe_load((published / "CITATION.cff").read_text("utf-8"))
    return stated


def test_it_has_the_fields_of_the_format_and_no_others(cited: dict[str, Any]) -> None:
    assert set(cited) >= REQUIRED
    assert set(cited) <= ALLOWED
    for reference in cited["references"]:
        assert REQUIRED_OF_REFERENCES <= set(reference) <= ALLOWED_OF_REFERENCES


def test_its_values_are_of_the_forms_of_the_format(cited: dict[str, Any]) -> None:
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cited["date-released"])
    works = [cited, *cited["references"]]
    assert all(isinstance(work["title"], str) and work["title"] for work in works)
    for author in [author for work in works for author in work["authors"]]:
        # An entity: a person would have family and given names.
        assert set(author) == {"name"}
        assert author["name"]
    assert {reference["type"] for reference in cited["references"]} == {"government-document"}
    for reference in cited["references"]:
        assert re.match("https?://.", reference.get("url", "https://none"))
    (identifier,) = cited["identifiers"]
    assert set(identifier) == {"type", "value", "description"}
    assert identifier["type"] == "other"


def test_it_names_this_release(cited: dict[str, Any], descriptor: dict[str, Any]) -> None:
    assert cited["version"] == "1.0.0"
    assert descriptor["created"].startswith(cited["date-released"])
    assert cited["identifiers"][0]["value"] == f"sha256:{descriptor['content_hash']}"
    assert "Records of Japanese government meetings" in cited["title"]
    assert "not made by their publishers" in cited["abstract"]
    assert "加工して作成" in cited["abstract"]


def test_its_references_are_the_sources_with_their_terms(cited: dict[str, Any]) -> None:
    assert cited["references"] == [
        {
            "type": "government-document",
            "title": "北の架空観測会議 論点メモ",
            "authors": [{"name": "架空府"}],
            "url": "https://example.org/north",
            "notes": "利用条件: 架空利用規約（第2.0版）",
        },
        {
            "type": "government-document",
            "title": "南の架空観測会議",
            "authors": [{"name": "架空市"}],
            "notes": "利用条件: 架空市利用規約",
        },
    ]


@pytest.mark.parametrize(
    "awkward", ["a: b", "# no comment", "2024-04-01", "yes", "'", '"\n- x', "🏯"]
)
def test_any_text_stays_a_text(descriptor: dict[str, Any], awkward: str) -> None:
    source = {**descriptor["sources"][0], "title": awkward, "publisher_ja": awkward}
    (reference,) = yaml.safe_load(citation_cff({**descriptor, "sources": [source]}))["references"]
    assert reference["title"] == awkward
    assert reference["authors"] == [{"name": awkward}]


def test_the_entry_for_bibtex_reads_so(descriptor: dict[str, Any]) -> None:
    stated = {**descriptor, "created": "2026-04-01T00:00:00+00:00", "content_hash": "12ab"}
    assert bibtex(stated) == (
        "@misc{gijiroku-1.0.0,\n"
        "  author = {{gijiroku}},\n"
        "  title = {{Records of Japanese government meetings (日本の行政会議の議事録データ)}},\n"
        "  version = {1.0.0},\n"
        "  year = {2026},\n"
        "  date = {2026-04-01},\n"
        "  note = {Content hash sha256:12ab}\n"
        "}"
    )
