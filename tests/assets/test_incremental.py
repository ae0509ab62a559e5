"""What has not changed is not read again; what was wrong with it is still said."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets import reading, retries
from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.runs import FailedCheck, JobRun, ReadingError, run_collections
from pipeline.messages import message
from pipeline.run import collections
from pipeline.run.collections import CollectionRun
from pipeline.run.stages import StageRun, run_stage
from pipeline.run.store import Store
from pipeline.run.workers import WorkerEndedError
from schemas.vocabulary import Stage

BROKEN = FailedCheck("documents_decodes", "ERROR", "made-up", 1)

NORMALISED = ["meetings", "agenda_items", "attendance", "remarks", "quality_issues"]
NORMALISED += ["sentences", "tokens", "terms"]

Read = Callable[..., list[JobRun]]


@pytest.fixture
def made_up(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with one made-up collection, which has a good file and a broken one."""
    return collection_of({"memo.txt": memo.encode(), "broken.txt": b"\xff\xff\xff"}).parent


@pytest.fixture
def read(made_up: Path, tmp_path: Path) -> Read:
    """Read what has changed, in this process."""
    outputs = tmp_path / "outputs"

    def run(*, force: bool = False) -> list[JobRun]:
        names = fill_partitions(open_instance(outputs), made_up)
        return run_collections(names, made_up, outputs, processes=1, force=force)

    return run


def tables_of_last_run(outputs: Path) -> list[str]:
    """The tables that it made, in their order."""
    instance = open_instance(outputs)
    (run,) = instance.get_runs(limit=1)
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id)]
    keys = [event.asset_key for event in events if event and event.is_step_materialization]
    return [key.to_user_string() for key in keys if key]


def runs_of(outputs: Path) -> int:
    return open_instance(outputs).get_runs_count()


def test_what_has_not_changed_is_not_read_but_its_faults_are_told(
    read: Read, tmp_path: Path
) -> None:
    (first,) = read()
    (second,) = read()
    assert runs_of(tmp_path / "outputs") == 1
    assert first.failed_checks == second.failed_checks == [BROKEN]
    assert second.success
    assert second.collection_id == "made-up"


@pytest.mark.long
def test_what_has_not_changed_is_read_when_forced(read: Read, tmp_path: Path) -> None:
    read()
    (forced,) = read(force=True)
    assert runs_of(tmp_path / "outputs") == 2
    assert forced.failed_checks == [BROKEN]
    assert tables_of_last_run(tmp_path / "outputs") == ["documents", "blocks", *NORMALISED]


def test_a_changed_file_is_read(read: Read, made_up: Path, tmp_path: Path) -> None:
    read()
    (made_up / "made-up/broken.txt").unlink()
    (run,) = read()
    assert run.failed_checks == []
    documents = Store(tmp_path / "outputs").read("documents", "made-up")
    assert documents["path"].to_list() == ["memo.txt"]


@pytest.mark.parametrize(
    ("table_name", "made"),
    [
        pytest.param("documents", ["documents", "blocks", *NORMALISED], marks=pytest.mark.long),
        ("blocks", ["blocks", *NORMALISED]),
        pytest.param("remarks", NORMALISED, marks=pytest.mark.long),
    ],
)
def test_only_the_stages_behind_what_is_lost_run_again(
    read: Read, tmp_path: Path, table_name: str, made: list[str]
) -> None:
    outputs = tmp_path / "outputs"
    read()
    Store(outputs).path(table_name, "made-up").unlink()
    (run,) = read()
    assert run.success
    # The stage that found it did not always run again.
    assert run.failed_checks == [BROKEN]
    assert tables_of_last_run(outputs) == made
    assert Store(outputs).path(table_name, "made-up").exists()
    read()
    assert runs_of(outputs) == 2


def test_a_part_of_the_stages_leaves_the_events_of_the_others(read: Read, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    read()
    Store(outputs).path("remarks", "made-up").unlink()
    read()
    instance = open_instance(outputs)
    made = {
        name: len(instance.fetch_materializations(dg.AssetKey(name), limit=9).records)
        for name in ("documents", "blocks", "remarks")
    }
    assert made == {"documents": 1, "blocks": 1, "remarks": 2}


@pytest.fixture
def two(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with two made-up collections."""
    collection_of({"memo.txt": memo.encode()}, name="north")
    return collection_of({"memo.txt": memo.replace("架空", "見本").encode()}, name="south").parent


def test_a_collection_is_told_of_once_though_the_step_is_tried_again(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_SECONDS", 0.0)
    tries: list[str] = []

    def busy_at_first(stage: Stage, folder: Path, *rest: Any) -> StageRun:
        tries.append(folder.name)
        if tries.count("south") == 1 and folder.name == "south":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return run_stage(stage, folder, *rest)

    monkeypatch.setattr(collections, "run_stage", busy_at_first)
    heard: list[str] = []
    runs = run_collections(
        ["north", "south"],
        two,
        tmp_path / "outputs",
        processes=1,
        listener=lambda run: heard.append(run.collection_id),
    )
    assert heard == ["north", "south"]
    assert [(run.collection_id, run.success) for run in runs] == [("north", True), ("south", True)]


def test_a_run_that_breaks_off_is_no_end_though_a_collection_failed_before(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(stage: Stage, folder: Path, *rest: Any) -> StageRun:
        if folder.name == "north":
            raise ValueError("made to fail")
        return run_stage(stage, folder, *rest)

    def killed(*tasks: Any, **how: Any) -> Iterator[CollectionRun]:
        # The first of them ends, and then a worker is ended from outside.
        yield next(iter(run_all(*tasks, **how)))
        raise WorkerEndedError(message("worker_ended"))

    run_all = reading.run_collections
    monkeypatch.setattr(collections, "run_stage", broken_off)
    monkeypatch.setattr(reading, "run_collections", killed)
    with pytest.raises(ReadingError, match="ended from outside"):
        run_collections(["north", "south"], two, tmp_path / "outputs", processes=1)
