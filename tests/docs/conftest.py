"""Releases for the pages of docs/: of corpus/, of examples/, and of a corrected corpus/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.interchange.duckdb_file import write_duckdb
from pipeline.interchange.published import open_release
from tests.publishing import publish_corpus

ROOT = Path(__file__).parents[2]
MEMOS = "sti-regional-revitalization-task-force/task-force-memos-2015.txt"


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders with `outputs/latest` and `gijiroku.duckdb` of it, by what the release is made of."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("corpus", "examples", "corrected")}
    shutil.copytree(ROOT / "corpus", folders["corrected"] / "corpus")
    sources = {name: ROOT / name for name in ("corpus", "examples")}
    sources["corrected"] = folders["corrected"] / "corpus"
    for name in ("corpus", "examples"):
        publish_corpus(sources[name], folders[name] / "outputs")
    # What is corrected below was as it is in corpus/.
    shutil.copytree(folders["corpus"] / "outputs", folders["corrected"] / "outputs", symlinks=True)
    memos = sources["corrected"] / MEMOS
    text = memos.read_text(encoding="utf-8")
    assert text.count("感銘を") == 1
    memos.write_text(text.replace("感銘を", "感心を"), encoding="utf-8")
    publish_corpus(sources["corrected"], folders["corrected"] / "outputs")
    for folder in folders.values():
        write_duckdb(open_release(folder / "outputs/latest"), folder / "gijiroku.duckdb")
    return folders
