from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.release.metadata.identity import content_hash, corpus_hash
from pipeline.release.publish import release
from pipeline.release.staging import software
from pipeline.run import staleness
from pipeline.run.staleness import release_code_version

Run = Callable[[Path, Path], None]


def descriptor_of(release: Path) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads((release / "datapackage.json").read_bytes())
    return stated


@pytest.fixture
def stated(published: Path) -> dict[str, Any]:
    return descriptor_of(published)


def test_the_corpus_hash_is_what_sha256sum_says_of_the_corpus(
    pristine: Path, stated: dict[str, Any]
) -> None:
    done = subprocess.run(
        "find * -name '*.txt' | LC_ALL=C sort | xargs sha256sum | sha256sum",
        shell=True,
        cwd=pristine / "corpus",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{stated['corpus_hash']}  -\n"


def test_the_corpus_hash_is_of_files_whatever_is_read_from_them() -> None:
    documents = pl.DataFrame({"document_id": ["b/2", "a/1"], "sha256": ["22", "11"]})
    assert corpus_hash(documents) == corpus_hash(documents.reverse())
    others = [
        documents.head(1),
        documents.with_columns(pl.col("sha256").replace("22", "23")),
        documents.with_columns(pl.col("document_id").replace("b/2", "b/3")),
    ]
    assert len({corpus_hash(documents), *map(corpus_hash, others)}) == 4


@pytest.mark.long
def test_a_file_that_is_kept_out_is_of_the_corpus(
    corpus: Path, outputs: Path, stated: dict[str, Any], run_stages: Run
) -> None:
    (corpus / "made-up-south/broken.txt").write_bytes(b"\xff\xff")
    run_stages(corpus, outputs)
    assert descriptor_of(release(corpus, outputs).path)["corpus_hash"] != stated["corpus_hash"]


@pytest.mark.long
def test_the_same_corpus_has_the_same_hash_when_its_terms_change(
    corpus: Path, outputs: Path, stated: dict[str, Any], run_stages: Run
) -> None:
    toml = corpus / "made-up-south/collection.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("架空市", "見本市"), encoding="utf-8")
    run_stages(corpus, outputs)
    later = descriptor_of(release(corpus, outputs).path)
    assert later["corpus_hash"] == stated["corpus_hash"]
    assert later["content_hash"] != stated["content_hash"]


def test_the_content_hash_can_be_made_again_from_the_descriptor(stated: dict[str, Any]) -> None:
    assert content_hash(stated) == stated["content_hash"]


@pytest.mark.parametrize(
    "name", ["version", "created", "software", "code_version", "history", "departed_persons"]
)
def test_what_made_it_and_when_is_no_content(stated: dict[str, Any], name: str) -> None:
    assert content_hash({**stated, name: "another"}) == stated["content_hash"]


def test_the_bytes_of_parquet_are_no_content(stated: dict[str, Any]) -> None:
    for resource in stated["resources"]:
        if resource["format"] == "parquet":
            resource["hash"] = "sha256:another"
    assert content_hash(stated) == stated["content_hash"]


def test_rows_schemas_sources_and_terms_are_content(stated: dict[str, Any]) -> None:
    hashes = {content_hash(stated)}
    stated["resources"][0]["hash"] = "sha256:another"
    hashes.add(content_hash(stated))
    stated["resources"][0]["schema"]["fields"][0]["description"] = "Another."
    hashes.add(content_hash(stated))
    stated["sources"][0]["title"] = "another"
    hashes.add(content_hash(stated))
    stated["licenses"].pop()
    hashes.add(content_hash(stated))
    assert len(hashes) == 5


def test_the_versions_of_what_made_it_are_stated(stated: dict[str, Any]) -> None:
    assert stated["software"] == {
        name: version(name)
        for name in (
            "gijiroku",
            "polars",
            "pyarrow",
            "pandera",
            "sudachipy",
            "sudachidict-core",
            "python-crfsuite",
            "numpy",
            "selectolax",
            "pypdfium2",
        )
    }
    assert stated["code_version"] == release_code_version()
    assert re.fullmatch("[0-9a-f]{12}", stated["code_version"])


def test_a_library_that_is_not_installed_is_not_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    def of_distribution(name: str) -> str:
        if name == "pypdfium2":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", of_distribution)
    found = software()
    assert "pypdfium2" not in found
    assert found["selectolax"] == version("selectolax")


def test_the_code_version_is_of_all_stages_and_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(staleness.__file__).parents[2]
    read: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or read_bytes(path))
    before = release_code_version.__wrapped__()
    assert {path.relative_to(root).as_posix() for path in read} >= {
        "pipeline/ingestion/ingest.py",
        "pipeline/segmentation/segment.py",
        "pipeline/normalisation/normalise.py",
        "pipeline/segmentation/layouts/remarks/points_memo.toml",
        "pipeline/checks/normalisation.py",
        "pipeline/release/files/csv.py",
        "pipeline/release/files/parquet.py",
        "schemas/remarks.py",
    }
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path: read_bytes(path) + (b"#" if path.name == "csv.py" else b""),
    )
    assert release_code_version.__wrapped__() != before


def test_a_release_names_those_before_it(
    corpus: Path, outputs: Path, stated: dict[str, Any], run_stages: Run
) -> None:
    (corpus / "made-up-south/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)
    later = descriptor_of(release(corpus, outputs).path)
    first = {"version": "1.0.0", "created": stated["created"], "reason": "first release"}
    assert stated["history"] == [first]
    assert later["history"][0] == first
    (added,) = later["history"][1:]
    assert (added["version"], added["created"]) == ("1.1.0", later["created"])
    assert added["reason"] == later["version_reason"]
