"""A release published when all was in CSV is compared with and verified as any other.

It is made here of a release of now: with `csv/blocks.csv`, and with `text` in `csv/documents.csv`.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.release.metadata.identity import content_hash
from pipeline.release.publish import release
from pipeline.release.verify import UnverifiableError, verify
from schemas import LANGUAGE_TABLES, LINKED_TABLES
from tests.pipeline.release.faults import list_anew, sha256

TABLES = (
    "documents",
    "blocks",
    "meetings",
    "agenda_items",
    "attendance",
    "remarks",
    "quality_issues",
)
ESCAPES = {"\\": "\\\\", "\n": r"\n", "\r": r"\r"}

Descriptor = dict[str, Any]


def cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(ESCAPES.get(character, character) for character in text)


def write_csv_of_all(folder: Path, name: str) -> None:
    rows = pl.read_parquet(folder / f"parquet/{name}.parquet")
    with (folder / f"csv/{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.columns)
        writer.writerows([cell(value) for value in row] for row in rows.iter_rows())


OF_BEFORE = [name for name in TABLES if name not in LANGUAGE_TABLES]
"""Tables of a release in the shape of before."""


def describe_as_before(folder: Path) -> None:
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_bytes())
    resources: dict[str, Descriptor] = {each["name"]: each for each in descriptor["resources"]}
    like = resources["meetings"]
    for name in ("documents", "blocks", "remarks"):
        parquet = resources[f"{name}-parquet"]
        path = f"csv/{name}.csv"
        resources[name] = {
            **{key: like[key] for key in like if key not in ("bytes", "hash")},
            "name": name,
            "path": path,
            "schema": parquet.pop("schema"),
            "bytes": (folder / path).stat().st_size,
            "hash": f"sha256:{sha256(folder / path)}",
        }
        parquet.pop("rows_hash")
    for resource in resources.values():
        if resource["path"].startswith("parquet/"):
            resource["format"] = "parquet"
    names = [name for table in (*OF_BEFORE, "changes") for name in (table, f"{table}-parquet")]
    descriptor["resources"] = [resources[name] for name in names]
    for name in (*LINKED_TABLES, *LANGUAGE_TABLES):
        (folder / f"parquet/{name}.parquet").unlink()
        (folder / f"csv/{name}.csv").unlink(missing_ok=True)
        del descriptor["row_counts"][name]
    descriptor["content_hash"] = hash_as_before(descriptor)
    file.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    list_anew(folder)


def hash_as_before(descriptor: Descriptor) -> str:
    resources = {each["name"]: each for each in descriptor["resources"]}
    content = {
        "sources": descriptor["sources"],
        "licenses": descriptor["licenses"],
        "tables": [resources[name] for name in OF_BEFORE],
    }
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@pytest.fixture
def before(outputs: Path) -> Path:
    """Release 1.0.0 of the outputs, in the shape of before."""
    folder = outputs / "releases/1.0.0"
    for name in ("documents", "blocks", "remarks"):
        write_csv_of_all(folder, name)
    describe_as_before(folder)
    return folder


def test_it_is_left_with_a_major_version_that_says_why(
    corpus: Path, outputs: Path, before: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    run_stages(corpus, outputs)
    run = release(corpus, outputs)
    assert run.version == "2.0.0"
    assert run.reason == (
        "table blocks is Parquet alone; column documents.text is Parquet alone; "
        "column remarks.text_normalized is Parquet alone"
    )
    assert run.reason.ja.startswith(
        "表 blocks は Parquet のみとする；列 documents.text は Parquet のみとする"
    )
    # No row is another one.
    assert pl.read_parquet(run.path / "parquet/changes.parquet").height == 0
    told = (run.path / "CHANGES.md").read_text(encoding="utf-8")
    assert "Why this number: table blocks is Parquet alone" in told
    assert "版番号の理由: 表 blocks は Parquet のみとする" in told
    assert verify(run.path).faults == []
    # Nothing has changed since.
    assert not release(corpus, outputs).is_new


def test_its_content_hash_is_still_made_again(before: Path) -> None:
    descriptor = json.loads((before / "datapackage.json").read_bytes())
    assert content_hash(descriptor) == hash_as_before(descriptor)


def test_its_files_are_verified_and_its_tables_are_said_to_be_others(before: Path) -> None:
    with pytest.raises(
        UnverifiableError, match=r"schemas of documents, blocks, remarks, org.* terms"
    ) as refused:
        verify(before)
    assert "the files are as its own description states them" in str(refused.value)


def test_an_altered_file_of_it_is_found(before: Path) -> None:
    file = before / "csv/blocks.csv"
    file.write_bytes(file.read_bytes()[:-1])
    assert [fault.file for fault in verify(before).faults] == ["csv/blocks.csv"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda stated: stated["row_counts"].update(remarks=6), "row_counts"),
        (lambda stated: stated["sources"][0].update(publisher="Made-up"), "content_hash"),
        (lambda stated: stated["resources"][2]["schema"]["fields"].pop(), "blocks: another header"),
        (lambda stated: stated["resources"][3].update(bytes=12), "blocks-parquet: another size"),
    ],
)
def test_a_description_that_is_not_that_of_the_files_is_found(
    before: Path, change: Callable[[Descriptor], object], reason: str
) -> None:
    file = before / "datapackage.json"
    descriptor = json.loads(file.read_bytes())
    change(descriptor)
    file.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    list_anew(before)
    faults = verify(before).faults
    assert {fault.file for fault in faults} == {"datapackage.json"}
    assert any(reason in fault.reason for fault in faults)
