"""What has not changed is not read again; what was wrong with it is still said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.runs import FailedCheck, JobRun, run_collections
from pipeline.run.store import Store

BROKEN = FailedCheck("documents_decodes", "ERROR", "made-up", 1)

NORMALISED = ["meetings", "agenda_items", "attendance", "remarks", "quality_issues"]

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
