"""What can pass by itself is tried again, and what cannot is not."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import dagster as dg
import pytest
import sqlalchemy as sa

from assets import retries, stages
from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.retries import MAX_RETRIES, may_pass
from assets.runs import JobRun, run_collection, run_release
from pipeline.checks import CHECKS
from pipeline.release.refusal import BusyError, NotPublishableError
from pipeline.run.stages import run_stage
from schemas.vocabulary import Stage

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


@pytest.fixture
def locked_database(tmp_path: Path) -> Iterator[Path]:
    """A database that somebody else is writing to."""
    path = tmp_path / "busy.db"
    writer = sqlite3.connect(path)
    writer.execute("CREATE TABLE made_up (number INTEGER)")
    writer.execute("BEGIN EXCLUSIVE")
    yield path
    writer.close()


def retries_of(outputs: Path) -> int:
    instance = open_instance(outputs)
    (run, *_) = instance.get_runs(limit=1)
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id)]
    return sum(bool(event and event.is_step_up_for_retry) for event in events)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EAGAIN, "Resource temporarily unavailable"),
        OSError(errno.EBUSY, "Device or resource busy"),
        OSError(errno.ESTALE, "Stale file handle"),
        OSError(errno.ETIMEDOUT, "Connection timed out"),
        BlockingIOError("without a number"),
        BusyError("another release is being made"),
    ],
    ids=repr,
)
def test_these_may_pass(error: Exception) -> None:
    assert may_pass(error)
    wrapped = RuntimeError("while reading")
    wrapped.__cause__ = error
    assert may_pass(wrapped)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EACCES, "Permission denied"),
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        NotPublishableError("nothing is published"),
        ValueError("bad input"),
        sqlite3.OperationalError("no such table: runs"),
        dg.Failure("limits"),
    ],
    ids=repr,
)
def test_these_do_not_pass(error: Exception) -> None:
    assert not may_pass(error)


def test_a_locked_database_may_pass(locked_database: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{locked_database}", connect_args={"timeout": 0})
    with pytest.raises(sa.exc.OperationalError, match="locked") as refused, engine.begin() as one:
        one.execute(sa.text("INSERT INTO made_up VALUES (1)"))
    assert may_pass(refused.value)
    engine.dispose()


def test_a_missing_table_does_not_pass(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(sa.exc.OperationalError, match="no such table") as refused:
        engine.connect().execute(sa.text("SELECT * FROM made_up"))
    assert not may_pass(refused.value)
    engine.dispose()


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
    assert [check.name for check in run.failed_checks] == ["documents_decodes"]
    assert tries == [Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION]


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
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.5)
    run_collection("made-up", corpus, tmp_path / "outputs")
    lock = locked(tmp_path / "outputs/releases")
    threading.Timer(1.0, lock.close).start()
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
