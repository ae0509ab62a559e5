"""The examples can be tried, and made-up records never get among real ones."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
from frictionless import Package

from pipeline.ingestion.collection import collection_ids, read_collection
from pipeline.ingestion.source_files import survey
from pipeline.release.publish import release
from pipeline.release.verify import verify
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "quality/gold"


def digests(folder: Path) -> set[str]:
    """SHA-256 of the records below a folder."""
    files = [file for file in folder.rglob("*.txt") if file.is_file()]
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_no_made_up_record_stands_in_the_corpus() -> None:
    for name in collection_ids(ROOT / "corpus"):
        assert not read_collection(ROOT / "corpus" / name).made_up
    assert digests(ROOT / "corpus")
    assert not digests(ROOT / "corpus") & (digests(GOLD) | digests(ROOT / "examples"))


def test_every_example_is_said_to_be_made_up_and_texts_are_of_the_development_part() -> None:
    names = collection_ids(ROOT / "examples")
    assert len(names) == 12
    for name in names:
        collection = read_collection(ROOT / "examples" / name)
        assert collection.made_up
        assert "（架空）" in collection.body_ja
        assert "(made up)" in str(collection.publisher_en)
        assert len(survey(ROOT / "examples" / name).files) == 1
    assert digests(ROOT / "examples") <= digests(GOLD / "dev")
    # The others are of other media: tests/test_media_examples.py.
    assert len(digests(ROOT / "examples")) == 8


def test_the_examples_make_a_release_that_says_what_they_are(tmp_path: Path) -> None:
    names = collection_ids(ROOT / "examples")
    for name in names:
        for stage in WRITES:
            assert not run_stage(stage, ROOT / "examples" / name, Store(tmp_path)).blocked
    path = release(ROOT / "examples", tmp_path).path
    assert json.loads((path / "datapackage.json").read_text(encoding="utf-8"))["made_up"] is True
    documents = pl.read_parquet(path / "parquet/documents.parquet")
    assert documents["collection_id"].to_list() == names
    assert verify(path).faults == []
    assert Package(str(path / "datapackage.json")).validate().valid
    # What its record leaves out is given.
    meetings = pl.read_parquet(path / "parquet/meetings.parquet")
    (given,) = meetings.filter(session_basis="given").select("collection_id", "session").rows()
    assert given == ("diet", 3)
