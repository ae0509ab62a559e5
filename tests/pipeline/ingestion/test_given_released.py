"""A corpus with a `records.csv`, from its files to a release and to the next."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.publish import release
from pipeline.release.verify import verify
from pipeline.run.inspection import inspect_file
from pipeline.run.stages import StageRun, run_stage
from pipeline.run.staleness import COLLECTION_STAGES, stale_stages
from pipeline.run.store import Store
from schemas.vocabulary import Stage

TALK = """\
２　出席委員　　青木一郎、坂本花子
○青木委員　ただいまから始めます。よろしくお願いします。
○坂本委員　それでよいと思います。異議はありません。
"""

FILES = {
    # Its title and its day are on the page that links to it.
    "2024/01.txt": "時間：午前10時～11時30分\n" + TALK,
    "2024/02.txt": "第２回見本審議会 議事録\n日時：令和６年５月１日（水）10：00～11：00\n"
    + TALK.replace("異議", "反対"),
    "notes.txt": "架空の日記\n晴れた。\n",
}

RECORDS = """\
path,source_url,title,date,published,note
2024/01.txt,https://example.org/1,第１回見本審議会 議事録,2024-04-01,2024-05-10,架空の備考
2024/02.txt,https://example.org/2,第２回 見本審議会議事録,2024/5/2,,
2024/09.txt,https://example.org/9,,,,
"""


PLACE = ("rule", "severity", "row_key", "document_id", "line")


@pytest.fixture
def folder(collection_of: Callable[..., Path]) -> Path:
    files = {path: text.encode() for path, text in FILES.items()}
    return collection_of({**files, "records.csv": RECORDS.encode("utf-8-sig")})


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


def run_all(folder: Path, outputs: Path) -> dict[Stage, StageRun]:
    return {stage: run_stage(stage, folder, Store(outputs)) for stage in COLLECTION_STAGES}


def test_a_release_has_what_is_given_and_says_that_it_is(folder: Path, outputs: Path) -> None:
    runs = run_all(folder, outputs)
    assert not any(run.blocked for run in runs.values())
    published = release(folder.parent, outputs).path
    documents = pl.read_parquet(published / "parquet/documents.parquet")
    assert documents.select("path", "source_url", "published", "note").rows() == [
        ("2024/01.txt", "https://example.org/1", date(2024, 5, 10), "架空の備考"),
        ("2024/02.txt", "https://example.org/2", None, None),
        ("notes.txt", None, None, None),
    ]
    meetings = pl.read_parquet(published / "parquet/meetings.parquet")
    names = ("meeting_id", "title_basis", "body", "session_basis", "date_basis", "start_time")
    assert meetings.select(names).rows() == [
        ("made-up/2024-04-01/1", "given", "見本審議会", "given", "given", time(10)),
        ("made-up/2024-05-01/2", "stated", "見本審議会", "stated", "stated", time(10)),
    ]
    issues = pl.read_parquet(published / "parquet/quality_issues.parquet").filter(
        pl.col("rule").str.starts_with("given_")
    )
    assert issues.select("rule", "severity", "row_key", "document_id", "line").sort(
        "rule"
    ).rows() == [
        ("given_date_agrees", "warn", None, "made-up/2024/02.txt", 1),
        ("given_paths_known", "error", "made-up/records.csv", None, 4),
    ]
    with (published / "csv/meetings.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["date_basis"], first["start_time"], first["end_time"]) == (
        "given",
        "10:00:00",
        "11:30:00",
    )
    assert verify(published).faults == []


def test_a_changed_records_csv_makes_the_stages_of_its_collection_stale(
    folder: Path, outputs: Path, collection_of: Callable[..., Path]
) -> None:
    other = collection_of({"1.txt": FILES["2024/02.txt"].encode()}, name="other")
    run_all(folder, outputs)
    run_all(other, outputs)
    store = Store(outputs)
    assert stale_stages(folder, store) == []
    file = folder / "records.csv"
    file.write_bytes(file.read_bytes())
    assert stale_stages(folder, store) == []
    file.write_text(RECORDS.replace("2024-04-01", "2024-04-02"), encoding="utf-8")
    assert stale_stages(folder, store) == list(COLLECTION_STAGES)
    assert stale_stages(other, store) == []
    run_all(folder, outputs)
    assert stale_stages(folder, store) == []
    file.unlink()
    assert stale_stages(folder, store) == list(COLLECTION_STAGES)


def test_one_that_cannot_be_read_is_current_as_long_as_it_is_so(
    folder: Path, outputs: Path
) -> None:
    (folder / "records.csv").unlink()
    (folder / "records.csv").symlink_to("nowhere.csv")
    runs = run_all(folder, outputs)
    assert not any(run.blocked for run in runs.values())
    failed = [r.check.name for r in runs[Stage.INGESTION].results if not r.passed]
    assert failed == ["documents_given_readable"]
    assert Store(outputs).read("documents", "made-up").height == 3
    assert stale_stages(folder, Store(outputs)) == []
    (folder / "records.csv").unlink()
    assert stale_stages(folder, Store(outputs)) == list(COLLECTION_STAGES)


@pytest.mark.long
def test_a_date_that_is_given_later_leads_from_the_old_key_to_the_new(
    folder: Path, outputs: Path
) -> None:
    (folder / "records.csv").rename(folder.parent / "away.csv")
    run_all(folder, outputs)
    first = release(folder.parent, outputs)
    (folder.parent / "away.csv").rename(folder / "records.csv")
    run_all(folder, outputs)
    second = release(folder.parent, outputs)
    assert (first.version, second.version) == ("1.0.0", "1.1.0")
    # An issue about the file is added, and no row of the meeting.
    assert "rows of meetings added" not in second.reason
    changes = pl.read_parquet(second.path / "parquet/changes.parquet")
    assert set(changes["cause"]) == {"source"}
    corrected = changes.filter(table_name="meetings").select("column_name", "new_value").rows()
    assert ("date", "2024-04-01") in corrected
    assert ("title", "第１回見本審議会 議事録") in corrected
    for name, old in (("meetings", "made-up/undated/unnumbered"), ("remarks", "made-up/undated/")):
        keys = changes.filter(table_name=name).select("previous_row_key", "row_key").rows()
        assert keys
        assert all(before.startswith(old) and "2024-04-01/1" in now for before, now in keys)


def test_inspecting_a_record_uses_what_is_given_of_it_alone(folder: Path) -> None:
    found = inspect_file(folder / "2024/01.txt")
    assert found.document["source_url"] == "https://example.org/1"
    assert found.tables["meetings"]["meeting_id"].to_list() == ["made-up/2024-04-01/1"]
    assert not found.quality_issues["rule"].str.starts_with("given_").any()


def test_a_folder_of_that_name_hides_no_record(
    collection_of: Callable[..., Path], outputs: Path
) -> None:
    folder = collection_of({"records.csv/1.txt": FILES["2024/02.txt"].encode()})
    run = run_stage(Stage.INGESTION, folder, Store(outputs))
    assert run.tables["documents"]["path"].to_list() == ["records.csv/1.txt"]
    failed = [r.check.name for r in run.results if not r.passed]
    assert failed == ["documents_given_readable"]


def test_one_in_a_subfolder_is_a_table_and_no_record(
    collection_of: Callable[..., Path], outputs: Path
) -> None:
    folder = collection_of({"2024/1.txt": b"x\n", "2024/records.csv": RECORDS.encode()})
    issues = run_stage(Stage.INGESTION, folder, Store(outputs)).tables["ingestion_issues"]
    assert issues.select("row_key", "rule").rows() == [("made-up/2024/records.csv", "media_type")]
