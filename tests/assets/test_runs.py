from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.check_groups import groups_of
from assets.instance import open_instance
from assets.limits import RunLimits
from assets.runs import FailedCheck, JobRun, run_release
from pipeline.checks import CHECKS
from pipeline.release import publish as release_module
from pipeline.release.checks import CHECKS as RELEASE_CHECKS
from pipeline.run.store import Store
from schemas import TABLES
from schemas.table import columns_of
from schemas.vocabulary import Stage
from tests.assets.conftest import SEED
from tests.assets.partition_runs import run_collection

SEED_ROWS = {
    "documents": 1,
    "meetings": 3,
    "agenda_items": 19,
    "attendance": 84,
    "remarks": 71,
    "quality_issues": 0,
}

Fail = Callable[[Stage, str], None]
Read = Callable[[str, Path, Path], JobRun]


@pytest.fixture
def made_up(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with one made-up collection."""
    return collection_of({"memo.txt": memo.encode()}).parent


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Make a check fail on two rows, until `monkeypatch.undo()`."""

    def replace(stage: Stage, name: str) -> None:
        def failing(_: object) -> pl.DataFrame:
            return pl.DataFrame({"row_key": ["made", "to fail"]})

        assert name in [check.name for check in CHECKS[stage]]
        changed = [
            dataclasses.replace(check, failing=failing) if check.name == name else check
            for check in CHECKS[stage]
        ]
        monkeypatch.setitem(CHECKS, stage, changed)

    return replace


def materialization(outputs: Path, name: str) -> dg.AssetMaterialization:
    event = open_instance(outputs).get_latest_materialization_event(dg.AssetKey(name))
    assert event is not None
    assert event.asset_materialization is not None
    return event.asset_materialization


def published(outputs: Path) -> list[str]:
    folder = outputs / "releases"
    found = sorted(
        path.name for path in folder.glob("*") if path.name not in (".lock", "versions.txt")
    )
    assert (outputs / "latest").is_symlink() is bool(found)
    return found


def test_the_seed_goes_through(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    outputs, collection, release = seed_run
    assert collection.success
    assert collection.collection_id == SEED
    assert (collection.failed_checks, collection.errors) == ([], [])
    assert release.success
    assert release.collection_id is None
    assert (release.failed_checks, release.errors) == ([], [])
    assert published(outputs) == ["1.0.0"]


@pytest.mark.parametrize(("name", "rows"), SEED_ROWS.items())
def test_a_table_of_the_seed_is_materialized_with_its_rows(
    seed_run: tuple[Path, JobRun, JobRun], name: str, rows: int
) -> None:
    made = materialization(seed_run[0], name)
    assert made.partition == SEED
    assert made.metadata["dagster/row_count"].value == rows
    assert float(str(made.metadata["stage_seconds"].value)) >= 0
    preview = str(made.metadata["preview"].value).splitlines()
    # A head, a line below it, and at most five rows.
    assert len(preview) == 2 + min(rows, 5)
    assert set(preview[1]) == set("| -")


def test_a_preview_shows_the_first_rows(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    preview = str(materialization(seed_run[0], "attendance").metadata["preview"].value)
    lines = preview.splitlines()
    assert lines[0].startswith(
        "| attendance_id | meeting_id | document_id | ordinal | attendee_group |"
    )
    assert "| 構成員 | 吾妻委員 | 吾妻 |" in lines[2]
    assert "| 構成員 | 坂田委員 | 坂田 |" in lines[3]


def test_a_long_text_does_not_burst_the_preview(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    preview = str(materialization(seed_run[0], "documents").metadata["preview"].value)
    cells = preview.splitlines()[2].split(" | ")
    assert len(cells) == len(columns_of(TABLES["documents"]))
    assert max(map(len, cells)) <= 42


def test_every_check_of_the_seed_was_asked_and_passed(
    seed_run: tuple[Path, JobRun, JobRun],
) -> None:
    storage = open_instance(seed_run[0]).event_log_storage
    of_release = [dg.AssetCheckKey(dg.AssetKey("release"), check.name) for check in RELEASE_CHECKS]
    for key in [*(group.key for stage in CHECKS for group in groups_of(stage)), *of_release]:
        (record,) = storage.get_asset_check_execution_history(key, limit=5)
        assert record.event is not None
        assert record.event.dagster_event is not None
        evaluation = record.event.dagster_event.asset_check_evaluation_data
        assert evaluation.passed
        assert evaluation.metadata["failing_count"].value == 0


def test_the_release_says_what_it_published(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    outputs, _, release = seed_run
    metadata = materialization(outputs, "release").metadata
    assert metadata["version"].value == "1.0.0"
    assert metadata["is_new"].value is True
    assert metadata["reason"].value == "first release"
    assert metadata["folder"].value == str(outputs / "releases/1.0.0")
    rows = release.metadata["rows"]
    # Linking has a doubt of its own: two of one family name in a meeting.
    assert {name: rows[name] for name in SEED_ROWS} == SEED_ROWS | {"quality_issues": 1}
    assert metadata["dagster/row_count"].value == sum(rows.values())
    assert len(str(metadata["content_hash"].value)) == 64


@pytest.mark.parametrize(
    ("stage", "name", "group", "made"),
    [
        (Stage.INGESTION, "documents_accounted", "documents_whole", {"documents"}),
        (
            *(Stage.SEGMENTATION, "blocks_conserve_text", "blocks_conserve_text"),
            {"documents", "blocks"},
        ),
        (
            *(Stage.NORMALISATION, "remarks_match_source", "remarks_match_source"),
            {"documents", "blocks", "remarks"},
        ),
    ],
)
def test_a_blocking_check_stops_what_follows_also_in_later_runs(
    made_up: Path,
    tmp_path: Path,
    read_one: Read,
    fail: Fail,
    monkeypatch: pytest.MonkeyPatch,
    stage: Stage,
    name: str,
    group: str,
    made: set[str],
) -> None:
    outputs = tmp_path / "outputs"
    fail(stage, name)
    run = read_one("made-up", made_up, outputs)
    assert not run.success
    assert run.failed_checks == [FailedCheck(group, "ERROR", "made-up", 2)]
    store = Store(outputs)
    tables = {"documents", "blocks", "remarks"}
    assert {table for table in tables if store.path(table, "made-up").exists()} == made
    # The next run is of the release alone, and nothing is made to fail any more.
    monkeypatch.undo()
    later = run_release(made_up, outputs)
    assert not later.success
    (error,) = later.errors
    assert error.startswith("nothing is published:")
    assert f"made-up: check {name} failed on 2 rows" in error
    assert published(outputs) == []
    assert open_instance(outputs).get_latest_materialization_event(dg.AssetKey("release")) is None


def test_a_failed_check_shows_the_rows(
    made_up: Path, tmp_path: Path, read_one: Read, fail: Fail
) -> None:
    outputs = tmp_path / "outputs"
    fail(Stage.INGESTION, "documents_accounted")
    read_one("made-up", made_up, outputs)
    key = dg.AssetCheckKey(dg.AssetKey("documents"), "documents_whole")
    history = open_instance(outputs).event_log_storage.get_asset_check_execution_history
    (record,) = history(key, limit=5)
    assert record.event is not None
    assert record.event.dagster_event is not None
    evaluation = record.event.dagster_event.asset_check_evaluation_data
    assert not evaluation.passed
    assert evaluation.severity == dg.AssetCheckSeverity.ERROR
    assert evaluation.partition == "made-up"
    assert evaluation.metadata["failing_rows"].value == (
        "| row_key |\n| --- |\n| made |\n| to fail |"
    )


def test_a_warning_stops_nothing(made_up: Path, tmp_path: Path, read_one: Read, fail: Fail) -> None:
    outputs = tmp_path / "outputs"
    fail(Stage.SEGMENTATION, "layout_known")
    run = read_one("made-up", made_up, outputs)
    assert run.success
    assert run.failed_checks == [FailedCheck("blocks_recognised", "WARN", "made-up", 2)]
    release = run_release(made_up, outputs)
    assert (release.success, release.failed_checks) == (True, [])
    assert published(outputs) == ["1.0.0"]


def test_an_error_that_does_not_block_lets_the_rest_through(
    made_up: Path, tmp_path: Path, read_one: Read, fail: Fail
) -> None:
    outputs = tmp_path / "outputs"
    fail(Stage.INGESTION, "documents_decodes")
    run = read_one("made-up", made_up, outputs)
    assert run.failed_checks == [FailedCheck("documents_texts", "ERROR", "made-up", 2)]
    assert run_release(made_up, outputs).success
    assert published(outputs) == ["1.0.0"]


def test_a_failed_check_of_the_release_is_an_asset_check_and_publishes_nothing(
    made_up: Path, tmp_path: Path, read_one: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = tmp_path / "outputs"
    read_one("made-up", made_up, outputs)

    def failing(_: object) -> pl.DataFrame:
        return pl.DataFrame({"table": ["remarks"], "reason": ["made to fail"]})

    changed = [dataclasses.replace(RELEASE_CHECKS[0], failing=failing), *RELEASE_CHECKS[1:]]
    monkeypatch.setattr(release_module, "CHECKS", changed)
    run = run_release(made_up, outputs)
    assert not run.success
    assert run.failed_checks == [FailedCheck("release_csv_equals_parquet", "ERROR", None, 1)]
    assert "made to fail" in run.errors[0]
    assert published(outputs) == []


def test_a_run_that_fails_before_its_first_step_says_why(
    made_up: Path, tmp_path: Path, read_one: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise OSError("the disk is not there")

    monkeypatch.setattr(RunLimits, "setup_for_execution", unavailable)
    run = read_one("made-up", made_up, tmp_path / "outputs")
    assert not run.success
    assert run.errors == ["OSError: the disk is not there"]


def test_a_collection_that_went_away_fails_and_says_so(
    made_up: Path, tmp_path: Path, read_one: Read
) -> None:
    outputs = tmp_path / "outputs"
    read_one("made-up", made_up, outputs)
    shutil.rmtree(made_up / "made-up")
    run = run_collection("made-up", made_up, outputs)
    assert run.failed_checks == [FailedCheck("documents_given", "ERROR", "made-up", 1)]
    issues = Store(outputs).read("quality_issues", "made-up")
    assert issues["rule"].to_list() == ["terms_stated"]
