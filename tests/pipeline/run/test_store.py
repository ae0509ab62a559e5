from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
import pytest

import pipeline.run.store
from pipeline.run.store import LedgerEntry, Store, Verdict, file_sha256
from schemas.vocabulary import Stage

ENTRY = LedgerEntry(
    {"documents": "ab"},
    {"blocks": "cd", "segmentation_issues": "ef"},
    [Verdict("blocks_schema", "error", True, True, 0), Verdict("雲", "warn", False, False, 3)],
)


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_a_table_comes_back_as_it_was_written(
    tmp_path: Path, table_of: Callable[..., pl.DataFrame]
) -> None:
    store = Store(tmp_path)
    meetings = table_of("meetings", {}, {"meeting_id": "a/b/c", "date": None, "body": "雲"})
    store.write("meetings", "made-up", meetings)
    read = store.read("meetings", "made-up")
    assert read.equals(meetings)
    assert read.schema == meetings.schema
    assert files(tmp_path) == ["store/meetings/made-up.parquet"]


def test_writing_tells_the_hash_of_the_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.write("blocks", "made-up", pl.DataFrame({"ordinal": [1]}))
    content = store.path("blocks", "made-up").read_bytes()
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.digests(["blocks"], "made-up") == {"blocks": digest}


def test_the_same_rows_have_the_same_hash(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rows = pl.DataFrame({"ordinal": range(1000), "text": ["雲"] * 1000})
    assert store.write("blocks", "one", rows) == store.write("blocks", "two", rows.clone())
    assert store.write("blocks", "two", rows.reverse()) != store.write("blocks", "one", rows)


def test_collections_are_kept_apart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name, ordinal in (("cloud", 1), ("rain", 2)):
        store.write("blocks", name, pl.DataFrame({"ordinal": [ordinal]}))
    assert store.read("blocks", "cloud")["ordinal"].to_list() == [1]
    assert store.read("blocks", "rain")["ordinal"].to_list() == [2]


def test_a_table_is_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for ordinal in (1, 2):
        store.write("blocks", "made-up", pl.DataFrame({"ordinal": [ordinal]}))
    assert store.read("blocks", "made-up")["ordinal"].to_list() == [2]
    assert files(tmp_path) == ["store/blocks/made-up.parquet"]


def test_a_write_that_fails_leaves_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.write("blocks", "made-up", pl.DataFrame({"ordinal": [1]}))

    def fail_half_way(self: pl.DataFrame, file: Path, **options: object) -> None:
        Path(file).write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fail_half_way)
    with pytest.raises(OSError, match="disk full"):
        store.write("blocks", "made-up", pl.DataFrame({"ordinal": [2]}))
    assert store.read("blocks", "made-up")["ordinal"].to_list() == [1]


def test_a_table_that_was_never_written_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"meetings.made-up\.parquet"):
        Store(tmp_path).read("meetings", "made-up")
    with pytest.raises(FileNotFoundError, match=r"meetings.made-up\.parquet"):
        Store(tmp_path).digests(["meetings"], "made-up")


def ordinals(portions: Iterable[pl.DataFrame]) -> list[list[int]]:
    return [rows["ordinal"].to_list() for rows in portions]


def test_small_collections_are_read_together_in_the_order_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    for ordinal, name in enumerate(("cloud", "fog", "rain")):
        store.write("blocks", name, pl.DataFrame({"ordinal": [ordinal]}))
    assert ordinals(store.read_together("blocks", ["rain", "cloud", "fog"])) == [[2, 0, 1]]
    size = store.path("blocks", "fog").stat().st_size
    monkeypatch.setattr(pipeline.run.store, "PORTION_BYTES", 2 * size)
    assert ordinals(store.read_together("blocks", ["cloud", "fog", "rain"])) == [[0, 1], [2]]
    assert ordinals(store.read_together("blocks", [])) == []


def test_a_large_collection_is_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    for name, height in (("cloud", 2), ("fog", 10_000), ("rain", 3)):
        store.write("blocks", name, pl.DataFrame({"ordinal": range(height)}))
    monkeypatch.setattr(pipeline.run.store, "PORTION_BYTES", 20_000)
    heights = [rows.height for rows in store.read_together("blocks", ["cloud", "fog", "rain"])]
    assert heights == [2, 10_000, 3]


def test_a_table_missing_among_those_read_together_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("blocks", "cloud", pl.DataFrame({"ordinal": [1]}))
    with pytest.raises(FileNotFoundError, match=r"blocks.rain\.parquet"):
        list(store.read_together("blocks", ["cloud", "rain"]))


def test_the_ledger_comes_back_as_it_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_ledger("made-up", Stage.SEGMENTATION, ENTRY)
    assert store.read_ledger("made-up", Stage.SEGMENTATION) == ENTRY
    assert files(tmp_path) == ["store/ledger/made-up/segmentation.json"]


def test_the_ledger_is_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_ledger("made-up", Stage.INGESTION, LedgerEntry({}, {}, []))
    store.write_ledger("made-up", Stage.INGESTION, ENTRY)
    assert store.read_ledger("made-up", Stage.INGESTION) == ENTRY


def test_the_ledger_is_plain_json(tmp_path: Path) -> None:
    Store(tmp_path).write_ledger("made-up", Stage.INGESTION, ENTRY)
    stated = json.loads((tmp_path / "store/ledger/made-up/ingestion.json").read_text("utf-8"))
    assert stated["read"] == {"documents": "ab"}
    assert stated["verdicts"][0] == {
        "name": "blocks_schema",
        "severity": "error",
        "blocking": True,
        "passed": True,
        "failing_count": 0,
        "documents": [],
    }


def test_a_ledger_of_before_limits_and_documents_were_kept_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_ledger("made-up", Stage.INGESTION, ENTRY)
    path = tmp_path / "store/ledger/made-up/ingestion.json"
    stated = json.loads(path.read_text("utf-8"))
    del stated["limits"]
    for verdict in stated["verdicts"]:
        del verdict["documents"]
    path.write_text(json.dumps(stated), encoding="utf-8")
    assert store.read_ledger("made-up", Stage.INGESTION) == ENTRY
    assert store.limits("made-up") == {}


def test_a_stage_that_never_ran_has_no_ledger(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_ledger("made-up", Stage.INGESTION, ENTRY)
    assert store.read_ledger("made-up", Stage.NORMALISATION) is None
    assert store.read_ledger("other", Stage.INGESTION) is None


def test_the_hash_of_a_file_is_its_sha_256(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file_sha256(tmp_path / "abc") == expected


@pytest.mark.parametrize("content", ["", "[]", '{"read": 3}', '{"verdicts": 1}', "\udcff"])
def test_a_damaged_entry_of_the_ledger_is_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "store/ledger/made-up/ingestion.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content.encode(errors="surrogateescape"))
    assert Store(tmp_path).read_ledger("made-up", Stage.INGESTION) is None
