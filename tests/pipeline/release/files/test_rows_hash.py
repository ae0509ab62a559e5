"""The hash of rows that are in Parquet alone is held against CSV that was written by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.files.parquet import ParquetFile
from pipeline.release.files.rows_hash import RowsHash, rows_hash
from schemas import RELEASE_TABLES
from schemas.table import empty

Build = Callable[..., pl.DataFrame]

BLOCKS = (
    "\ufeffdocument_id,ordinal,meeting_id,kind,rule,continues,confidence,"
    "char_start,char_end,line_start,line_end,page_start,page_end\r\n"
    "made-up/memo.txt,1,made-up/2024-04-01/1,title,title,,,0,13,1,1,,\r\n"
    "made-up/memo.txt,2,,gap,,,,13,14,1,1,3,4\r\n"
)


@pytest.fixture
def blocks(table_of: Build) -> pl.DataFrame:
    gap = {
        "ordinal": 2,
        "meeting_id": None,
        "kind": "gap",
        "rule": None,
        "char_start": 13,
        "char_end": 14,
        "page_start": 3,
        "page_end": 4,
    }
    return table_of("blocks", {}, gap)


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, *frames: pl.DataFrame) -> Path:
        path = tmp_path / f"{name}.parquet"
        with ParquetFile(path, RELEASE_TABLES[name]) as parquet:
            for rows in frames:
                parquet.write(rows)
        return path

    return write


def test_it_is_the_hash_of_the_csv_file_with_all_columns(
    blocks: pl.DataFrame, file: Callable[..., Path]
) -> None:
    assert rows_hash(file("blocks", blocks)) == hashlib.sha256(BLOCKS.encode()).hexdigest()


def test_it_is_the_same_however_the_rows_come(
    blocks: pl.DataFrame, file: Callable[..., Path]
) -> None:
    found = RowsHash(empty(RELEASE_TABLES["blocks"]))
    found.add(blocks.head(1))
    found.add(blocks.clear())
    found.add(blocks.slice(1))
    expected = hashlib.sha256(BLOCKS.encode()).hexdigest()
    assert found.hexdigest() == expected
    assert rows_hash(file("blocks", blocks.head(1), blocks.slice(1))) == expected


def test_a_table_without_rows_has_the_hash_of_its_header(file: Callable[..., Path]) -> None:
    header = BLOCKS.split("\r\n")[0] + "\r\n"
    assert rows_hash(file("blocks")) == hashlib.sha256(header.encode()).hexdigest()


def test_a_character_of_a_text_changes_it(table_of: Build, file: Callable[..., Path]) -> None:
    texts = ("雲の話。\n霧の話。", "雲の話。\n靄の話。", "雲の話。\\n霧の話。")
    found = [rows_hash(file("documents", table_of("documents", {"text": text}))) for text in texts]
    assert len(set(found)) == 3


def test_a_release_states_it_of_what_csv_does_not_hold(published: Path) -> None:
    stated = json.loads((published / "datapackage.json").read_bytes())["resources"]
    hashes = {each["name"]: each["rows_hash"] for each in stated if "rows_hash" in each}
    assert hashes == {
        f"{name}-parquet": f"sha256:{rows_hash(published / f'parquet/{name}.parquet')}"
        for name in ("documents", "blocks", "remarks", "sentences", "tokens")
    }
