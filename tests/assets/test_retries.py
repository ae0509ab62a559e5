"""What can pass by itself is tried again, and what cannot is not."""

from __future__ import annotations

import errno
import fcntl
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest

from assets import retries, stages
from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.retries import MAX_RETRIES
from assets.runs import JobRun, run_release
from pipeline.checks import CHECKS
from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES
from schemas.vocabulary import Stage
from tests.assets.partition_runs import run_collection

Attempts = Callable[[Exception, int], list[Stage]]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.0)


@pytest.fixture
def corpus(collection_of: Callable[..., Path], memo: str, tmp_path: Path) -> Path:
    corpus = collection_of({"memo.txt": memo.encode()}).parent
    fill_partitions(open_instance(tmp_path / "outputs"), corpus)
    return corpus


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Attempts:
    """Make the first runs of a stage fail with an error; returns the list of the tries."""

    def build(error: Exception, times: int) -> list[Stage]:
        tries: list[Stage] = []

        def failing_at_first(stage: Stage, *rest: object) -> object:
            tries.append(stage)
            if len(tries) <= times:
                raise error
            return run_stage(stage, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(stages, "run_stage", failing_at_first)
        return tries

    return build


def retries_of(outputs: Path) -> int:
    instance = open_instance(outputs)
    (run, *_) = instance.get_runs(limit=1)
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id)]
    return sum(bool(event and event.is_step_up_for_retry) for event in events)


def test_a_hiccup_of_the_disk_is_tried_again_and_passes(
    corpus: Path, tmp_path: Path, fails: Attempts
) -> None:
    tries = fails(OSError(errno.EBUSY, "Device or resource busy"), 2)
    run = run_collection("made-up", corpus, tmp_path / "outputs")
    assert (run.success, run.errors) == (True, [])
    assert tries == [
        Stage.INGESTION,
        Stage.INGESTION,
        Stage.INGESTION,
        Stage.SEGMENTATION,
        Stage.NORMALISATION,
        Stage.LANGUAGE,
    ]
    assert retries_of(tmp_path / "outputs") == 2


def test_what_does_not_pass_in_time_fails_with_its_own_reason(
    corpus: Path, tmp_path: Path, fails: Attempts
) -> None:
    tries = fails(OSError(errno.EBUSY, "Device or resource busy"), 99)
    run = run_collection("made-up", corpus, tmp_path / "outputs")
    assert len(tries) == 1 + MAX_RETRIES
    assert not run.success
    (error,) = run.errors
    assert "Device or resource busy" in error


@pytest.mark.parametrize(
    "error",
    [ValueError("a fault of the code"), OSError(errno.ENOSPC, "No space left on device")],
    ids=repr,
)
def test_what_cannot_pass_is_tried_once(
    corpus: Path, tmp_path: Path, fails: Attempts, error: Exception
) -> None:
    tries = fails(error, 99)
    run = run_collection("made-up", corpus, tmp_path / "outputs")
    assert not run.success
    assert tries == [Stage.INGESTION]
    assert retries_of(tmp_path / "outputs") == 0


def test_bad_input_is_read_once(
    collection_of: Callable[..., Path], tmp_path: Path, fails: Attempts
) -> None:
    corpus = collection_of({"broken.txt": b"\xff\xff\xff"}).parent
    fill_partitions(open_instance(tmp_path / "outputs"), corpus)
    tries = fails(ValueError("never"), 0)
    run = run_collection("made-up", corpus, tmp_path / "outputs")
    assert [check.name for check in run.failed_checks] == ["documents_texts"]
    assert tries == list(COLLECTION_STAGES)


def test_a_blocked_check_is_not_asked_again(
    corpus: Path, tmp_path: Path, fails: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = CHECKS[Stage.SEGMENTATION]
    broken = replace(first, failing=lambda frames: frames["documents"].select("document_id"))
    monkeypatch.setitem(CHECKS, Stage.SEGMENTATION, [broken, *others])
    tries = fails(ValueError("never"), 0)
    run = run_collection("made-up", corpus, tmp_path / "outputs")
    assert not run.success
    assert tries == [Stage.INGESTION, Stage.SEGMENTATION]
    assert retries_of(tmp_path / "outputs") == 0


def test_what_may_not_be_published_is_tried_once(corpus: Path, tmp_path: Path) -> None:
    run = run_release(corpus, tmp_path / "outputs")
    assert not run.success
    assert "made-up: ingestion has not run" in run.errors[0]
    assert retries_of(tmp_path / "outputs") == 0


def locked(releases: Path) -> TextIO:
    """Hold the lock of a publisher until the file is closed."""
    releases.mkdir(parents=True)
    lock = (releases / ".lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


@pytest.mark.long
def test_a_release_waits_until_another_publisher_is_done(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.3)
    run_collection("made-up", corpus, tmp_path / "outputs")
    lock = locked(tmp_path / "outputs/releases")
    threading.Timer(2.0, lock.close).start()
    run: JobRun = run_release(corpus, tmp_path / "outputs")
    assert (run.success, run.errors) == (True, [])
    assert 1 <= retries_of(tmp_path / "outputs") < MAX_RETRIES
    assert (tmp_path / "outputs/latest").resolve().name == "1.0.0"


def test_where_the_other_publisher_goes_on_the_release_says_so(
    corpus: Path, tmp_path: Path
) -> None:
    run_collection("made-up", corpus, tmp_path / "outputs")
    with locked(tmp_path / "outputs/releases"):
        run = run_release(corpus, tmp_path / "outputs")
    assert not run.success
    assert run.errors[0].startswith("another release is being made in ")
    assert retries_of(tmp_path / "outputs") == MAX_RETRIES
