"""The job that a person fills in in the launchpad."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets import reading, retries, runs
from assets.definitions import defs
from assets.instance import open_instance
from pipeline.checks import CHECKS
from pipeline.run.store import Store
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
            run_config=config_of(stated, folders=folders, limits=limits or {}),
            raise_on_error=False,
        )

    return run


def read_in(outputs: Path) -> list[str]:
    """The collections that were read, in the order of their runs."""
    found = open_instance(outputs).get_runs(dg.RunsFilter(job_name="read_collection"))
    return [run.tags["dagster/partition"] for run in reversed(list(found))]


def releases_in(outputs: Path) -> list[str]:
    return sorted(path.name for path in (outputs / "releases").glob("[0-9]*"))


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


def test_where_no_collection_is_named_all_are_read(launch: Launch, tmp_path: Path) -> None:
    result = launch()
    assert result.success
    assert read_in(tmp_path / "outputs") == ["north", "south"]
    assert releases_in(tmp_path / "outputs") == []
    found = open_instance(tmp_path / "outputs").get_runs(dg.RunsFilter(job_name="read_collection"))
    assert {shown(result)[name] for name in ("north", "south")} == {run.run_id for run in found}


def test_only_the_collections_named_are_read(launch: Launch, tmp_path: Path) -> None:
    assert launch(collections=["south"]).success
    assert read_in(tmp_path / "outputs") == ["south"]
    assert not Store(tmp_path / "outputs").path("documents", "north").exists()


def test_what_has_not_changed_is_read_only_when_forced(launch: Launch, tmp_path: Path) -> None:
    launch()
    unchanged = launch(collections=["north"])
    assert "north" not in shown(unchanged)
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


def test_a_dry_run_says_what_would_be_released_and_publishes_nothing(
    launch: Launch, tmp_path: Path
) -> None:
    result = launch(release="dry_run")
    assert result.success
    said = shown(result)
    assert (said["version"], said["is_new"], said["reason"]) == ("1.0.0", True, "first release")
    assert (said["rows"]["documents"], said["rows"]["meetings"]) == (3, 2)
    outputs = tmp_path / "outputs"
    assert not (outputs / "releases").exists()
    assert not (outputs / "latest").is_symlink()
    instance = open_instance(outputs)
    assert instance.get_latest_materialization_event(dg.AssetKey("release")) is None
    (seen,) = instance.fetch_observations(dg.AssetKey("release"), limit=9).records
    assert seen.asset_observation is not None
    assert seen.asset_observation.metadata["version"].value == "1.0.0"
    assert seen.asset_observation.metadata["dry_run"].value is True


def test_a_release_follows_where_it_is_asked_for(launch: Launch, tmp_path: Path) -> None:
    result = launch(release="publish")
    assert result.success
    assert releases_in(tmp_path / "outputs") == ["1.0.0"]
    (run,) = open_instance(tmp_path / "outputs").get_runs(dg.RunsFilter(job_name="publish_release"))
    assert shown(result)["release"] == run.run_id


def test_a_dry_run_of_what_may_not_be_published_says_why(launch: Launch, tmp_path: Path) -> None:
    result = launch(collections=["north"], release="dry_run")
    assert not result.success
    assert "nothing is published:\n- south: ingestion has not run" in told(result)


def test_where_a_run_fails_the_job_fails_with_its_reason_and_releases_nothing(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch(release="publish")
    tiling, *others = CHECKS[Stage.SEGMENTATION]
    broken = replace(tiling, failing=lambda frames: frames["documents"].select("document_id"))
    monkeypatch.setitem(CHECKS, Stage.SEGMENTATION, [broken, *others])
    result = launch(collections=["south"], force=True, release="publish")
    assert not result.success
    assert told(result).startswith("south: ")
    assert tiling.name in told(result)
    found = open_instance(tmp_path / "outputs").get_runs(dg.RunsFilter(job_name="publish_release"))
    assert len(found) == 1


def test_a_job_that_finds_the_database_locked_is_tried_again(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.0)
    tries = []

    def locked_at_first(*rest: Any, **named: Any) -> Iterator[runs.JobRun]:
        tries.append(rest)
        if len(tries) == 1:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return run_collections(*rest, **named)

    run_collections = runs.run_collections
    monkeypatch.setattr(reading, "run_collections", locked_at_first)
    assert launch().success
    assert len(tries) == 2
    assert read_in(tmp_path / "outputs") == ["north", "south"]


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
        ({"release": "perhaps"}, r"config:release .*'none', 'dry_run', 'publish'.* got perhaps"),
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
        "release": "none",
    }
