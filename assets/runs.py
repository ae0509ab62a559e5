"""Runs from the console: what has changed, then a release, on the Dagster instance of the outputs.

The same jobs run from the Dagster UI; here they run in this machine's processors, one process a
collection at a time, so that memory is bounded by the collections under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg

from assets.failures import reason_of, reason_of_run
from assets.graph import graph
from assets.instance import open_instance
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.settings import read_settings
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import MessageError, message
from pipeline.run.shortages import shortage
from pipeline.run.stages import WRITES
from pipeline.run.staleness import COLLECTION_STAGES, stale_stages
from pipeline.run.store import Store
from schemas import TABLES
from schemas.vocabulary import Stage


@dataclass(frozen=True)
class FailedCheck:
    """A check that said no, and the first documents that it said no of."""

    name: str
    severity: str
    collection_id: str | None
    failing_count: int
    documents: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class JobRun:
    """How a run of a job ended; without `run_id` it was not needed."""

    collection_id: str | None
    success: bool
    failed_checks: list[FailedCheck]
    errors: list[str]
    metadata: dict[str, Any] = field(default_factory=dict)
    run_id: str | None = None


class WorkerEndedError(MessageError, RuntimeError):
    """A process that read collections was ended by somebody else; the message says what to do."""


def run_collections(
    collection_ids: list[str],
    corpus: Path,
    outputs: Path,
    workers: Executor | None = None,
    *,
    force: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    instance: dg.DagsterInstance | None = None,
) -> Iterator[JobRun]:
    """Read what has changed of collections, and yield each as it ends.

    Parameters
    ----------
    workers
        Processes that read several at a time, and end when all are read; or None.
    force
        Read all of them, changed or not.
    limits
        What was read with other limits counts as changed.
    instance
        Where the runs are kept, if there are no workers; by default with the outputs.

    Raises
    ------
    WorkerEndedError
        Where one of the workers ended while it read.
    """
    store = Store(outputs)
    stages = {
        name: list(COLLECTION_STAGES) if force else stale_stages(corpus / name, store, limits)
        for name in collection_ids
    }
    for name in collection_ids:
        if not stages[name]:
            yield JobRun(name, True, _failed_before(name, COLLECTION_STAGES, outputs), [])
    changed = [name for name in collection_ids if stages[name]]
    if workers is None or len(changed) <= 1:
        for name in changed:
            yield run_collection(name, corpus, outputs, stages[name], limits, instance)
        return
    try:
        runs = [
            workers.submit(run_collection, name, corpus, outputs, stages[name], limits)
            for name in changed
        ]
        for run in as_completed(runs):
            yield run.result()
    except BrokenExecutor as error:
        raise WorkerEndedError(message("worker_ended")) from error
    # The release needs the memory, and does not wait for them to end.
    workers.shutdown(wait=False)


def run_collection(
    collection_id: str,
    corpus: Path,
    outputs: Path,
    stages: Sequence[Stage] = COLLECTION_STAGES,
    limits: Limits = DEFAULT_LIMITS,
    instance: dg.DagsterInstance | None = None,
) -> JobRun:
    """Run stages of the collection job on one collection.

    The checks that failed in the stages before, which need not run again, count as well.
    """
    tables = [name for stage in stages for name in WRITES[stage] if name in TABLES]
    run = _execute(COLLECTION_JOB.name, corpus, outputs, collection_id, tables, limits, instance)
    before = [stage for stage in COLLECTION_STAGES if stage not in stages]
    failed = _failed_before(collection_id, before, outputs)
    return replace(run, failed_checks=[*failed, *run.failed_checks])


def run_release(
    corpus: Path,
    outputs: Path,
    limits: Limits = DEFAULT_LIMITS,
    instance: dg.DagsterInstance | None = None,
) -> JobRun:
    """Run the release job."""
    return _execute(RELEASE_JOB.name, corpus, outputs, None, ["release"], limits, instance)


def _failed_before(collection_id: str, stages: Sequence[Stage], outputs: Path) -> list[FailedCheck]:
    entries = [Store(outputs).read_ledger(collection_id, stage) for stage in stages]
    return [
        FailedCheck(
            verdict.name,
            verdict.severity.upper(),
            collection_id,
            verdict.failing_count,
            tuple(verdict.documents),
        )
        for entry in entries
        if entry
        for verdict in entry.verdicts
        if not verdict.passed
    ]


def _execute(
    job: str,
    corpus: Path,
    outputs: Path,
    collection_id: str | None,
    assets: list[str],
    limits: Limits,
    instance: dg.DagsterInstance | None,
) -> JobRun:
    folders = {"corpus": str(corpus.resolve()), "outputs": str(outputs.resolve())}
    try:
        result = _result(job, folders, outputs, collection_id, assets, limits, instance)
    except Exception as error:
        # A step tells of what it lacks itself; here Dagster could not write what it keeps.
        if reason := shortage(error, outputs):
            return JobRun(collection_id, False, [], [reason])
        raise
    failed_checks = [
        FailedCheck(
            evaluation.check_name,
            evaluation.severity.value,
            collection_id,
            _count_of(evaluation),
            _documents_of(evaluation),
        )
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed
    ]
    errors = [reason_of(event) for event in result.get_step_failure_events()]
    if not errors:
        # A run may fail before its first step, as where a resource cannot be made.
        errors = [reason_of_run(event) for event in result.all_events if event.is_job_failure]
    materializations = [
        event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
    ]
    metadata = {key: value.value for values in materializations for key, value in values.items()}
    return JobRun(collection_id, result.success, failed_checks, errors, metadata, result.run_id)


@cache
def _graph() -> dg.Definitions:
    """The asset graph with the settings of this process."""
    return graph(read_settings())


def _result(
    job: str,
    folders: dict[str, str],
    outputs: Path,
    collection_id: str | None,
    assets: list[str],
    limits: Limits,
    instance: dg.DagsterInstance | None,
) -> dg.ExecuteInProcessResult:
    return (
        _graph()
        .resolve_job_def(job)
        .execute_in_process(
            instance=instance or open_instance(outputs),
            partition_key=collection_id,
            asset_selection=[dg.AssetKey(name) for name in assets],
            run_config={
                "resources": {"folders": {"config": folders}, "limits": {"config": asdict(limits)}},
                # The run is told in our own words below; Dagster keeps its events all the same.
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            raise_on_error=False,
        )
    )


def _count_of(evaluation: dg.AssetCheckEvaluation) -> int:
    count = evaluation.metadata["failing_count"].value
    return count if isinstance(count, int) else 0


def _documents_of(evaluation: dg.AssetCheckEvaluation) -> tuple[str, ...]:
    stated = evaluation.metadata.get("documents")
    value = stated.value if isinstance(stated, dg.JsonMetadataValue) else None
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
