from __future__ import annotations

from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import ConsolidatedSqliteEventLogStorage

from assets.event_log import KeptOpenEventLogStorage
from assets.instance import instance_home, open_instance
from assets.runs import JobRun
from pipeline.checks import CHECKS
from schemas import TABLES
from tests.assets.conftest import SEED

EVENTS_EACH = 25


def write_events(outputs: Path, name: str) -> None:
    instance = open_instance(outputs)
    for number in range(EVENTS_EACH):
        instance.report_runless_asset_event(
            dg.AssetMaterialization("made_up", metadata={"writer": name, "number": number})
        )


def run_of_the_seed(instance: dg.DagsterInstance) -> dg.DagsterRun:
    (run,) = instance.get_runs(dg.RunsFilter(job_name="read_collection"))
    return run


def test_the_log_is_the_one_that_keeps_its_connection(
    seed_run: tuple[Path, JobRun, JobRun],
) -> None:
    instance = open_instance(seed_run[0])
    assert isinstance(instance.event_log_storage, KeptOpenEventLogStorage)


def test_the_events_of_a_run_are_read_back(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    instance = open_instance(seed_run[0])
    run = run_of_the_seed(instance)
    assert run.status == dg.DagsterRunStatus.SUCCESS
    assert run.tags["dagster/partition"] == SEED
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id)]
    told = [event for event in events if event is not None]
    started = [event.step_key for event in told if event.event_type_value == "STEP_START"]
    assert started == ["ingestion", "segmentation", "normalisation"]
    materialized = [
        event.asset_key.to_user_string()
        for event in told
        if event.event_type_value == "ASSET_MATERIALIZATION" and event.asset_key
    ]
    assert sorted(materialized) == sorted(TABLES)
    counted = Counter(event.event_type_value for event in told)
    assert counted["ASSET_CHECK_EVALUATION"] == sum(map(len, CHECKS.values()))
    assert counted["STEP_SUCCESS"] == 3
    assert counted[dg.DagsterEventType.RUN_SUCCESS.value] == 1
    assert counted["STEP_FAILURE"] == 0


def test_dagsters_own_storage_reads_the_same_events(
    seed_run: tuple[Path, JobRun, JobRun],
) -> None:
    instance = open_instance(seed_run[0])
    run_id = run_of_the_seed(instance).run_id
    stock = ConsolidatedSqliteEventLogStorage(str(instance_home(seed_run[0])))
    try:
        assert stock.get_logs_for_run(run_id) == instance.all_logs(run_id)
        assert len(stock.get_logs_for_run(run_id)) > len(TABLES)
    finally:
        stock.dispose()


@pytest.mark.long
def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    instance = open_instance(outputs)
    context = get_context("spawn")
    writers = [
        context.Process(target=write_events, args=(outputs, name)) for name in ("left", "right")
    ]
    for writer in writers:
        writer.start()
    write_events(outputs, "here")
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    records = instance.fetch_materializations(dg.AssetKey("made_up"), limit=1000).records
    written = {
        (record.asset_materialization.metadata["writer"].value, number.value)
        for record in records
        if record.asset_materialization
        for number in [record.asset_materialization.metadata["number"]]
    }
    assert len(records) == 3 * EVENTS_EACH
    assert written == {
        (name, number) for name in ("left", "right", "here") for number in range(EVENTS_EACH)
    }


def test_a_log_that_was_closed_opens_again(tmp_path: Path) -> None:
    storage = KeptOpenEventLogStorage(str(tmp_path / "events"))
    assert storage.has_table("event_logs")
    assert not storage.has_table("votes")
    storage.dispose()
    assert storage.has_table("asset_check_executions")
    storage.dispose()
