"""The job that says which release would be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from assets.dry_run import dry_run_release
from assets.instance import open_instance
from assets.runs import JobRun, run_job, run_release
from tests.assets.partition_runs import run_collection


@pytest.fixture
def corpus(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with a made-up collection."""
    return collection_of({"memo.txt": memo.encode()}).parent


def dry_run(corpus: Path, outputs: Path) -> dg.ExecuteInProcessResult:
    return run_job(defs.resolve_job_def("dry_run_release"), corpus, outputs)


def test_a_dry_run_says_what_would_be_released_and_publishes_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    instance = open_instance(outputs)
    instance.add_dynamic_partitions("collections", ["made-up"])
    run_collection("made-up", corpus, outputs)
    assert dry_run(corpus, outputs).success
    assert not (outputs / "releases").exists()
    assert not (outputs / "latest").is_symlink()
    assert instance.get_latest_materialization_event(dg.AssetKey("release")) is None
    (seen,) = instance.fetch_observations(dg.AssetKey("release"), limit=9).records
    assert seen.asset_observation is not None
    said = {key: value.value for key, value in seen.asset_observation.metadata.items()}
    assert (said["dry_run"], said["is_new"]) == (True, True)
    assert (said["version"], said["reason"]) == ("1.0.0", "first release")
    rows = said["rows"]
    assert isinstance(rows, dict)
    assert (rows["documents"], rows["meetings"]) == (1, 1)


def test_a_dry_run_of_what_may_not_be_published_says_why(corpus: Path, tmp_path: Path) -> None:
    result = dry_run(corpus, tmp_path / "outputs")
    assert not result.success
    (failure,) = result.get_step_failure_events()
    data = failure.step_failure_data.user_failure_data
    assert data is not None
    assert "made-up: ingestion has not run" in (data.description or "")


def test_the_job_is_told_of_in_both_languages() -> None:
    english, japanese = (dry_run_release.description or "").split("\n\n")
    assert "publishes nothing" in english
    assert "公開せず" in japanese
    assert defs.resolve_job_def(dry_run_release.name).description == dry_run_release.description


@pytest.mark.long
def test_a_dry_run_of_what_is_published_already_says_that_it_is_not_new(
    corpus: Path, tmp_path: Path, read_one: Callable[[str, Path, Path], JobRun]
) -> None:
    outputs = tmp_path / "outputs"
    read_one("made-up", corpus, outputs)
    assert run_release(corpus, outputs).success
    assert dry_run(corpus, outputs).success
    (seen,) = open_instance(outputs).fetch_observations(dg.AssetKey("release"), limit=9).records
    assert seen.asset_observation is not None
    said = {key: value.value for key, value in seen.asset_observation.metadata.items()}
    assert (said["is_new"], said["version"]) == (False, "1.0.0")
