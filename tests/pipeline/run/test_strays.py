from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from pipeline.run.store import Store
from pipeline.run.strays import copies, strays

OUTSIDE = "lies outside of any collection and is not read. Move it into the folder of a collection"
UNUSABLE = "is not read: the name of a collection's folder is UTF-8 and at most 200 bytes long."


def test_what_lies_beside_collections_is_named(tmp_path: Path) -> None:
    for name in ("council", "y" * 250, os.fsdecode("会議".encode("cp932"))):
        (tmp_path / name).mkdir()
    for name in ("memo.txt", "README.md", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    assert [text.split(". Move")[0].split(" Rename")[0] for text in strays(tmp_path)] == [
        f"{tmp_path}/memo.txt {OUTSIDE.split('. Move')[0]}",
        f"{tmp_path}/pipe {OUTSIDE.split('. Move')[0]}",
        f"{tmp_path}/{'y' * 250} {UNUSABLE}",
        f"{tmp_path}/\\x89\\xef\\x8bc {UNUSABLE}",
    ]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    for name, rows in {
        "north": [
            ("a.txt", "1" * 64, "parsed"),
            ("b.txt", "2" * 64, "parsed"),
            ("c.txt", "0" * 64, "quarantined"),
        ],
        "south": [
            ("d.txt", "1" * 64, "parsed"),
            ("e.txt", "0" * 64, "quarantined"),
            ("f.txt", "3" * 64, "parsed"),
        ],
        "west": [
            ("g.txt", "3" * 64, "parsed"),
            ("h.txt", "4" * 64, "parsed"),
            ("i.txt", "4" * 64, "parsed"),
        ],
    }.items():
        documents = pl.DataFrame(
            [(name, f"{name}/{path}", sha256, status) for path, sha256, status in rows],
            schema=["collection_id", "document_id", "sha256", "status"],
            orient="row",
        )
        store.write("documents", name, documents)
    return store


def test_copies_in_two_collections_are_named(store: Store) -> None:
    told = " has the same bytes as "
    rest = ", in another collection. Remove one of the two."
    assert copies(store, ["north", "south", "west", "not-read"]) == [
        f"south/d.txt{told}north/a.txt{rest}",
        f"west/g.txt{told}south/f.txt{rest}",
    ]


def test_without_tables_there_are_no_copies(tmp_path: Path) -> None:
    assert copies(Store(tmp_path), ["north"]) == []
