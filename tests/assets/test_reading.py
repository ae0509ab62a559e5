"""The job that a person fills in in the launchpad."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from assets import retries, runs
from assets.check_groups import groups_of
from assets.definitions import defs
from assets.instance import open_instance
from pipeline.checks import CHECKS, Frames
from pipeline.run import collections
from pipeline.run.stages import StageRun, run_stage
from pipeline.run.store import Store
from schemas import STAGE_TABLES
from schemas.vocabulary import Stage

JOB = defs.resolve_job_def("read_collections")

Launch = Callable[..., dg.ExecuteInProcessResult]


def config_of(stated: dict[str, Any], **resources: dict[str, Any]) -> dict[str, Any]:
    return {
        "ops": {"read": {"config": stated}},
        "resources": {name: {"config": config} for name, config in resources.items()},
    }


@pytest.fixture
def corpus(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with two made-up collections."""
    collection_of({"memo.txt": memo.encode(), "long.txt": b"l" * 1000}, name="north")
    return collection_of({"memo.txt": memo.replace("架空", "見本").encode()}, name="south").parent


@pytest.fixture
def launch(corpus: Path, tmp_path: Path) -> Launch:
    """Run the job as the launchpad does, with what a person has filled in."""

    def run(limits: dict[str, Any] | None = None, **stated: Any) -> dg.ExecuteInProcessResult:
        folders = {"corpus": str(corpus), "outputs": str(tmp_path / "outputs")}
        return JOB.execute_in_process(
            instance=open_instance(tmp_path / "outputs"),
            run_config=config_of({"processes": 1} | stated, folders=folders, limits=limits or {}),
            raise_on_error=False,
        )

    return run


def read_in(outputs: Path) -> list[str]:
    """The collections that were read, in the order of the runs and of their ends."""
    instance = open_instance(outputs)
    runs = instance.get_runs(dg.RunsFilter(job_name="read_collections"))
    logged = [entry for run in reversed(list(runs)) for entry in instance.all_logs(run.run_id)]
    made = [entry.dagster_event for entry in logged if entry.dagster_event]
    return [
        str(event.partition)
        for event in made
        if event.is_step_materialization and event.asset_key == dg.AssetKey("documents")
    ]


def told(result: dg.ExecuteInProcessResult) -> str:
    (failure,) = result.get_step_failure_events()
    data = failure.step_failure_data.user_failure_data
    assert data is not None
    return data.description or ""


def shown(result: dg.ExecuteInProcessResult) -> dict[str, Any]:
    """Metadata of the step's output."""
    (output,) = [event for event in result.all_events if event.is_successful_output]
    metadata = output.step_output_data.metadata
    return {key: value.value for key, value in metadata.items()}


def test_where_no_collection_is_named_all_are_read_in_one_run(
    launch: Launch, tmp_path: Path
) -> None:
    result = launch()
    assert result.success
    assert sorted(read_in(tmp_path / "outputs")) == ["north", "south"]
    assert open_instance(tmp_path / "outputs").get_runs_count() == 1
    assert sorted(shown(result)["collections"].splitlines()[2:]) == [
        "| north | done; failed checks: layout_known |",
        "| south | done |",
    ]


def test_collections_are_read_side_by_side(launch: Launch, tmp_path: Path) -> None:
    assert launch(processes=2).success
    assert sorted(read_in(tmp_path / "outputs")) == ["north", "south"]


def test_every_table_and_every_check_is_told_of_its_collection(
    launch: Launch, tmp_path: Path
) -> None:
    launch(collections=["south"])
    instance = open_instance(tmp_path / "outputs")
    for name in STAGE_TABLES:
        key = dg.AssetKey(name)
        assert instance.get_materialized_partitions(key) == {"south"}
        (record,) = instance.fetch_materializations(key, limit=9).records
        made = record.asset_materialization
        assert made is not None
        file = Store(tmp_path / "outputs").path(name, "south")
        assert made.tags is not None
        assert made.tags["dagster/data_version"] == sha256(file.read_bytes()).hexdigest()
    for group in (group for stage in CHECKS for group in groups_of(stage)):
        (found,) = instance.event_log_storage.get_asset_check_execution_history(group.key, limit=9)
        assert (found.status.value, found.partition) == ("SUCCEEDED", "south")


def test_a_failed_check_says_of_which_collection(
    launch: Launch, tmp_path: Path, corpus: Path
) -> None:
    (corpus / "south/broken.txt").write_bytes(b"\xff\xff\xff")
    assert launch().success
    key = dg.AssetCheckKey(dg.AssetKey("documents"), "documents_texts")
    storage = open_instance(tmp_path / "outputs").event_log_storage
    found = storage.get_asset_check_execution_history(key, limit=9)
    assert {record.partition: record.status.value for record in found} == {
        "north": "SUCCEEDED",
        "south": "FAILED",
    }


def test_a_listener_hears_of_each_collection(corpus: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    outputs = tmp_path / "outputs"
    runs.run_collections(
        ["north", "south"],
        corpus,
        outputs,
        processes=1,
        listener=lambda run: heard.append(run.collection_id),
    )
    assert heard == ["north", "south"]


def test_only_the_collections_named_are_read(launch: Launch, tmp_path: Path) -> None:
    assert launch(collections=["south"]).success
    assert read_in(tmp_path / "outputs") == ["south"]
    assert not Store(tmp_path / "outputs").path("documents", "north").exists()


def test_what_has_not_changed_is_read_only_when_forced(launch: Launch, tmp_path: Path) -> None:
    launch(processes=1)
    unchanged = launch(collections=["north"])
    assert "| north | unchanged; failed checks: layout_known |" in shown(unchanged)["collections"]
    assert read_in(tmp_path / "outputs") == ["north", "south"]
    launch(collections=["north"], force=True)
    assert read_in(tmp_path / "outputs") == ["north", "south", "north"]


# That a run tells other limits apart is also tested of one collection: `test_limits.py`.
@pytest.mark.long
def test_limits_hold_for_the_collections_of_the_run(launch: Launch, tmp_path: Path) -> None:
    launch()
    launch({"max_document_bytes": 999}, collections=["north"])
    store = Store(tmp_path / "outputs")
    assert store.limits("north")["max_document_bytes"] == 999
    assert store.limits("south")["max_document_bytes"] == 67_108_864
    status = dict(store.read("documents", "north").select("path", "status").iter_rows())
    assert status == {"memo.txt": "parsed", "long.txt": "quarantined"}
    # A run without these limits does not take their result for its own.
    launch()
    assert read_in(tmp_path / "outputs") == ["north", "south", "north", "north"]
    assert store.limits("north")["max_document_bytes"] == 67_108_864


def test_where_a_collection_is_blocked_the_others_are_read_and_the_run_says_why(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiling, *others = CHECKS[Stage.SEGMENTATION]

    def in_south(frames: Frames) -> pl.DataFrame:
        return frames["documents"].filter(pl.col("collection_id") == "south").select("document_id")

    monkeypatch.setitem(CHECKS, Stage.SEGMENTATION, [replace(tiling, failing=in_south), *others])
    result = launch(processes=1)
    assert not result.success
    assert told(result) == (
        f"south: segmentation is blocked: {tiling.name} failed. The stages after it did not run."
    )
    store = Store(tmp_path / "outputs")
    assert store.path("remarks", "north").exists()
    assert not store.path("remarks", "south").exists()


def test_a_stage_that_fails_says_where_in_the_code(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("made to fail")

    monkeypatch.setattr(collections, "run_stage", broken)
    result = launch(processes=1, collections=["north"])
    assert told(result) == "north: ZeroDivisionError: made to fail"
    logged = open_instance(tmp_path / "outputs").all_logs(result.run_id)
    assert any("in broken" in entry.message for entry in logged)


def test_a_collection_that_finds_the_database_locked_is_tried_again(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.0)
    tries = []

    def locked_at_first(*rest: Any) -> StageRun:
        tries.append(rest)
        if len(tries) == 1:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return run_stage(*rest)

    monkeypatch.setattr(collections, "run_stage", locked_at_first)
    assert launch(processes=1).success
    # Four stages each, and the one that found it locked.
    assert len(tries) == 9
    assert sorted(read_in(tmp_path / "outputs")) == ["north", "south"]


def test_a_collection_that_is_not_there_is_named_with_those_that_are(
    launch: Launch, tmp_path: Path
) -> None:
    result = launch(collections=["south", "east", "west"])
    assert told(result) == (
        f"ops.read.config.collections: there is no east, west in {tmp_path / 'corpus'}; "
        "there are north, south."
    )
    assert read_in(tmp_path / "outputs") == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"collections": "north"}, "ops:read:config:collections must be list"),
        ({"collections": [7]}, r"config:collections\[0\]. Value \"7\" .* type \"String\""),
        ({"processes": "two"}, r"ops:read:config:processes\. Value \"two\" .* type \"Int\""),
        ({"force": "yes"}, r"ops:read:config:force\. Value \"yes\" .* type \"Bool\""),
        ({"partitions": []}, r"\"partitions\" at path root:ops:read:config. Expected: .*collec"),
    ],
)
def test_wrong_config_is_refused_with_the_field_and_what_is_allowed(
    stated: dict[str, Any], expected: str
) -> None:
    with pytest.raises(dg.DagsterInvalidConfigError, match=expected):
        dg.validate_run_config(JOB, config_of(stated))


def test_what_is_left_out_has_a_default() -> None:
    config = dg.validate_run_config(JOB, {})
    assert config["ops"]["read"]["config"] == {
        "collections": [],
        "force": False,
        "processes": 0,
    }
