"""Files are replaced whole or not at all, and nothing is left of writes that fail."""

from __future__ import annotations

import os
import time
from pathlib import Path

import polars as pl
import pytest

from pipeline.files.replacing import STALE_SECONDS, remove_unfinished, replacing
from pipeline.run import store as stores
from pipeline.run.store import LedgerEntry, Store
from schemas.vocabulary import Stage


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_takes_the_place_of_the_former(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("before")
    with replacing(path) as beside:
        beside.write_text("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert names(tmp_path) == ["a.parquet"]


@pytest.mark.parametrize("error", [OSError("no space left"), KeyboardInterrupt()])
def test_a_failed_write_leaves_what_was_there_alone(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("before")

    def write() -> None:
        with replacing(path) as beside:
            beside.write_text("half")
            raise error

    with pytest.raises(type(error)):
        write()
    assert (names(tmp_path), path.read_text()) == (["a.parquet"], "before")


def test_a_store_keeps_nothing_of_a_failed_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.write("blocks", "made-up", pl.DataFrame({"ordinal": [1]}))

    def fails(path: Path) -> str:
        raise OSError("the disk is gone")

    monkeypatch.setattr(stores, "file_sha256", fails)
    with pytest.raises(OSError, match="the disk is gone"):
        store.write("blocks", "made-up", pl.DataFrame({"ordinal": [2]}))
    monkeypatch.setattr("pipeline.run.store.json.dumps", lambda *_, **__: 1)
    with pytest.raises(TypeError):
        store.write_ledger("made-up", Stage.INGESTION, LedgerEntry({}, {}, []))
    assert names(tmp_path) == ["made-up.parquet"]
    assert store.read("blocks", "made-up")["ordinal"].to_list() == [1]


def test_what_a_killed_process_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "store" / "blocks"
    folder.mkdir(parents=True)
    for name, age in (("a.12.part", 2), ("b.13.part", 0.5), ("c.parquet", 2)):
        (folder / name).write_text("half")
        at = time.time() - age * STALE_SECONDS
        os.utime(folder / name, (at, at))
    assert remove_unfinished(tmp_path / "nowhere") == []
    store = Store(tmp_path)
    store.write("meetings", "made-up", pl.DataFrame({"ordinal": [1]}))
    assert names(tmp_path) == ["b.13.part", "c.parquet", "made-up.parquet"]
    assert remove_unfinished(tmp_path) == []
