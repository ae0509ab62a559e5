"""What a descriptor states, held against the files of its release and against our schemas."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pipeline.release.metadata.described import (
    describes,
    tables_described_otherwise,
    unexpected_resources,
    unlike_files,
)

Descriptor = dict[str, Any]


@pytest.fixture
def descriptor(published: Path) -> Descriptor:
    stated: Descriptor = json.loads((published / "datapackage.json").read_bytes())
    return stated


def resource(descriptor: Descriptor, name: str) -> Descriptor:
    found: Descriptor
    (found,) = [each for each in descriptor["resources"] if each["name"] == name]
    return found


def told(release: Path, descriptor: Descriptor) -> list[tuple[str, str]]:
    return [(name, reason.en) for name, reason in unlike_files(release, descriptor)]


def test_a_release_is_as_its_descriptor_states(published: Path, descriptor: Descriptor) -> None:
    assert told(published, descriptor) == []
    assert tables_described_otherwise(descriptor) == []
    assert list(unexpected_resources(descriptor)) == []


def test_a_resource_is_described_where_all_that_is_asked_is_stated(descriptor: Descriptor) -> None:
    assert describes(descriptor, {"name": "remarks"})
    assert describes(descriptor, {"name": "remarks", "format": "csv"})
    # What else is stated of it does not matter.
    assert not describes(descriptor, {"name": "remarks", "format": "tsv"})
    assert not describes(descriptor, {"name": "remarks", "colour": "red"})
    assert not describes(descriptor, {"name": "votes"})


def test_tables_of_other_columns_or_without_a_file_are_described_otherwise(
    descriptor: Descriptor,
) -> None:
    resource(descriptor, "meetings")["schema"]["fields"].pop()
    resource(descriptor, "blocks-parquet")["schema"]["primaryKey"] = ["ordinal"]
    # A file without a schema of its own says nothing of the table.
    resource(descriptor, "attendance-parquet")["description"] = "other words"
    descriptor["resources"] = [
        each for each in descriptor["resources"] if each["name"] != "remarks"
    ]
    assert tables_described_otherwise(descriptor) == ["blocks", "meetings", "remarks"]


def test_resources_are_ours_and_all_of_ours(descriptor: Descriptor) -> None:
    descriptor["resources"] = [
        *(each for each in descriptor["resources"] if each["name"] != "remarks-parquet"),
        {"name": "votes"},
    ]
    assert [name for name, _ in unexpected_resources(descriptor)] == ["remarks-parquet", "votes"]


@pytest.mark.parametrize("name", ["version", "content_hash", "licenses", "sources", "resources"])
def test_a_descriptor_that_lacks_what_none_does_is_told_of_nothing_else(
    published: Path, descriptor: Descriptor, name: str
) -> None:
    empty = deepcopy(descriptor) | {name: [] if isinstance(descriptor[name], list) else ""}
    del descriptor[name]
    for stated in (descriptor, empty):
        stated["row_counts"] = {}
        assert told(published, stated) == [(name, "missing from the descriptor")]


def fewer_rows(stated: Descriptor) -> None:
    stated["row_counts"]["remarks"] -= 1


def other_corpus(stated: Descriptor) -> None:
    stated["corpus_hash"] = "0" * 64


def other_terms(stated: Descriptor) -> None:
    stated["licenses"][0]["title"] = "ほかの利用規約"


def other_size(stated: Descriptor) -> None:
    resource(stated, "remarks-parquet")["bytes"] += 1


def other_hash(stated: Descriptor) -> None:
    resource(stated, "remarks-parquet")["hash"] = f"sha256:{'0' * 64}"


@pytest.mark.parametrize(
    ("change", "name", "reason"),
    [
        (fewer_rows, "row_counts", "stated otherwise than {'documents': 2"),
        (other_corpus, "corpus_hash", "not "),
        # The terms are of the content, so that its hash is another one.
        (other_terms, "content_hash", "not "),
        (other_size, "remarks-parquet", "another size"),
        (other_hash, "remarks-parquet", "another hash"),
    ],
)
def test_a_statement_that_is_not_true_of_the_files_is_told(
    published: Path,
    descriptor: Descriptor,
    change: Callable[[Descriptor], None],
    name: str,
    reason: str,
) -> None:
    change(descriptor)
    (found,) = told(published, descriptor)
    assert found[0] == name
    assert found[1].startswith(reason)


def test_files_that_are_not_there_or_have_another_header_are_told(
    published: Path, descriptor: Descriptor, tmp_path: Path
) -> None:
    release = shutil.copytree(published, tmp_path / "release")
    (release / "csv/agenda_items.csv").unlink()
    file = release / "csv/remarks.csv"
    content = file.read_bytes()
    # As many bytes as before, so that the header alone tells.
    file.write_bytes(content.replace(b"remark_id", b"remark_no", 1))
    assert told(release, descriptor) == [
        ("agenda_items", "csv/agenda_items.csv is not there"),
        ("remarks", "another header"),
    ]
