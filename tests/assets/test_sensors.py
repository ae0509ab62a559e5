from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.folders import Folders
from assets.partitions import COLLECTIONS, fill_partitions
from assets.sensors import corpus_sensor, partitions_sensor, release_sensor
from pipeline.run.settings import SensorSettings, Settings

Evaluate = Callable[[str | None], dg.SensorResult | dg.SkipReason]

TOML = 'record_kind = "points"\n'


@pytest.fixture
def instance() -> dg.DagsterInstance:
    return dg.DagsterInstance.ephemeral()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "memo.txt").write_text(f"{name}の記録", encoding="utf-8")
    return tmp_path


@pytest.fixture
def evaluate(corpus: Path, instance: dg.DagsterInstance) -> Evaluate:
    def run(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        context = dg.build_sensor_context(
            instance=instance,
            cursor=cursor,
            resources={"folders": Folders(corpus=str(corpus), outputs=str(corpus / "out"))},
        )
        return corpus_sensor(Settings())(context)

    return run


def requested(result: dg.SensorResult | dg.SkipReason) -> list[str | None]:
    assert isinstance(result, dg.SensorResult)
    return [request.partition_key for request in result.run_requests or []]


def test_new_folders_become_partitions_and_are_read(evaluate: Evaluate) -> None:
    result = evaluate(None)
    assert requested(result) == ["north", "south"]
    assert isinstance(result, dg.SensorResult)
    (added,) = result.dynamic_partitions_requests or []
    assert list(added.partition_keys) == ["north", "south"]


def test_nothing_changed_asks_for_nothing(
    evaluate: Evaluate, corpus: Path, instance: dg.DagsterInstance
) -> None:
    first = evaluate(None)
    assert isinstance(first, dg.SensorResult)
    fill_partitions(instance, corpus)
    assert isinstance(evaluate(first.cursor), dg.SkipReason)


def test_a_changed_file_asks_for_its_collection_alone(evaluate: Evaluate, corpus: Path) -> None:
    first = evaluate(None)
    assert isinstance(first, dg.SensorResult)
    (corpus / "south/memo.txt").write_text("直した記録", encoding="utf-8")
    assert requested(evaluate(first.cursor)) == ["south"]


def test_a_new_time_without_new_content_is_no_change(
    evaluate: Evaluate, corpus: Path, instance: dg.DagsterInstance
) -> None:
    first = evaluate(None)
    assert isinstance(first, dg.SensorResult)
    fill_partitions(instance, corpus)
    os.utime(corpus / "south/memo.txt", (1, 1))
    assert isinstance(evaluate(first.cursor), dg.SkipReason)


def test_run_keys_name_the_content(evaluate: Evaluate, corpus: Path) -> None:
    def keys() -> list[str | None]:
        result = evaluate(None)
        assert isinstance(result, dg.SensorResult)
        return [request.run_key for request in result.run_requests or []]

    before = keys()
    assert keys() == before
    (corpus / "south/memo.txt").write_text("直した記録", encoding="utf-8")
    after = keys()
    assert (after[0], after[1]) == (before[0], after[1])
    assert after[1] != before[1]


def test_a_removed_folder_is_reported_and_no_longer_a_partition(
    evaluate: Evaluate, corpus: Path, instance: dg.DagsterInstance
) -> None:
    first = evaluate(None)
    assert isinstance(first, dg.SensorResult)
    fill_partitions(instance, corpus)
    (corpus / "south/memo.txt").unlink()
    (corpus / "south").rmdir()
    result = evaluate(first.cursor)
    assert requested(result) == []
    assert isinstance(result, dg.SensorResult)
    (gone,) = result.dynamic_partitions_requests or []
    assert (gone.partitions_def_name, list(gone.partition_keys)) == (COLLECTIONS.name, ["south"])


def follow(corpus: Path, instance: dg.DagsterInstance) -> dg.SensorResult | dg.SkipReason:
    context = dg.build_sensor_context(
        instance=instance,
        resources={"folders": Folders(corpus=str(corpus), outputs=str(corpus / "out"))},
    )
    return partitions_sensor()(context)


def test_partitions_follow_the_folders_and_nothing_is_run(
    corpus: Path, instance: dg.DagsterInstance
) -> None:
    added = follow(corpus, instance)
    assert requested(added) == []
    assert isinstance(added, dg.SensorResult)
    (request,) = added.dynamic_partitions_requests or []
    assert list(request.partition_keys) == ["north", "south"]
    fill_partitions(instance, corpus)
    assert isinstance(follow(corpus, instance), dg.SkipReason)
    (corpus / "south/memo.txt").unlink()
    (corpus / "south").rmdir()
    withdrawn = follow(corpus, instance)
    assert isinstance(withdrawn, dg.SensorResult)
    (request,) = withdrawn.dynamic_partitions_requests or []
    assert isinstance(request, dg.DeleteDynamicPartitionsRequest)
    assert list(request.partition_keys) == ["south"]


def test_the_partitions_are_followed_without_being_asked_for() -> None:
    assert partitions_sensor().default_status is dg.DefaultSensorStatus.RUNNING
    assert corpus_sensor(Settings()).default_status is dg.DefaultSensorStatus.STOPPED


def test_no_corpus_is_said(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    context = dg.build_sensor_context(
        instance=instance,
        resources={"folders": Folders(corpus=str(tmp_path / "none"), outputs=str(tmp_path))},
    )
    result = corpus_sensor(Settings())(context)
    assert isinstance(result, dg.SkipReason)
    assert "no such folder" in (result.skip_message or "")


@pytest.mark.parametrize("make", [corpus_sensor, release_sensor])
def test_sensors_are_off_until_one_setting_switches_them_on(
    make: Callable[[Settings], dg.SensorDefinition],
) -> None:
    assert make(Settings()).default_status is dg.DefaultSensorStatus.STOPPED
    switched_on = Settings(sensor=SensorSettings(enabled=True))
    assert make(switched_on).default_status is dg.DefaultSensorStatus.RUNNING
