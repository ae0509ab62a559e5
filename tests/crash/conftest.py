from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from tests.pipeline.release.conftest import NORTH, NORTH_TOML, SOUTH, SOUTH_TOML


def add_collection(root: Path, name: str, toml: str, text: str) -> None:
    folder = root / "corpus" / name
    folder.mkdir(parents=True)
    (folder / "collection.toml").write_text(toml, encoding="utf-8")
    (folder / "memo.txt").write_text(text, encoding="utf-8")
    for collection_id in collection_ids(root / "corpus"):
        for stage in WRITES:
            run_stage(stage, root / "corpus" / collection_id, Store(root / "outputs"))


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of two collections, both in the store, and release 1.0.0 with the first of them."""
    root = tmp_path_factory.mktemp("before")
    add_collection(root, "made-up-north", NORTH_TOML, NORTH)
    release(root / "corpus", root / "outputs")
    add_collection(root, "made-up-south", SOUTH_TOML, SOUTH)
    return root


def copy_of(before: Path, to: Path) -> Path:
    return shutil.copytree(before, to, symlinks=True)
