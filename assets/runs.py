"""Runs from the console: what has changed, then a release, on the Dagster instance of the outputs.

They are the jobs that the Dagster UI offers too, run in this process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg

from assets.failures import reason_of, reason_of_run
from assets.graph import graph
from assets.instance import open_instance
from assets.jobs import RELEASE_JOB
from assets.reading import Listener, nobody, read_collections
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, MessageError
from pipeline.run.collections import CollectionRun, unchanged
from pipeline.run.settings import read_settings
from pipeline.run.shortages import shortage
from pipeline.run.staleness import stale_stages
from pipeline.run.store import Store


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
    """How the reading of a collection or a release ended; without `run_id` it was not needed."""

    collection_id: str | None
    success: bool
    failed_checks: list[FailedCheck]
    errors: list[str]
    metadata: dict[str, Any] = field(default_factory=dict)
    run_id: str | None = None


class ReadingError(MessageError, RuntimeError):
    """Reading ended before its collections did; the message says why."""


def run_collections(
    collection_ids: Sequence[str],
    corpus: Path,
    outputs: Path,
    *,
    processes: int = 0,
    force: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    listener: Listener = nobody,
) -> list[JobRun]:
    """Read what has changed of collections, in one run; in none where nothing has.

    Parameters
    ----------
    processes
        How many collections to read at a time; 0, as many as there are processors.
    force
        Read all of them, changed or not.
    limits
        What was read with other limits counts as changed.
    listener
        Told of each collection as it ends.

    Raises
    ------
    ReadingError
        Where the run failed before all collections had ended, or none of them is to blame.
    """
    store = Store(outputs)
    ended: dict[str, CollectionRun] = {}

    def hear(run: CollectionRun) -> None:
        # A step that is tried again finds current what it read before.
        if run.collection_id not in ended:
            ended[run.collection_id] = run
            listener(run)

    run_id = None
    if force or any(stale_stages(corpus / name, store, limits) for name in collection_ids):
        config = {"collections": list(collection_ids), "force": force, "processes": processes}
        job = graph(read_settings(), hear).resolve_job_def(read_collections.name)
        with_config = {"ops": {"read": {"config": config}}}
        result = run_job(job, corpus, outputs, limits, run_config=with_config)
        run_id = result.run_id
        is_told = len(ended) == len(collection_ids) and any(
            not run.success for run in ended.values()
        )
        if not result.success and not is_told:
            reason = "\n".join(_errors(result))
            raise ReadingError(Message(reason, reason))
    else:
        for name in collection_ids:
            hear(unchanged(store, name, limits))
    return [_of_collection(ended[name], run_id) for name in collection_ids]


def run_release(corpus: Path, outputs: Path, limits: Limits = DEFAULT_LIMITS) -> JobRun:
    """Run the release job."""
    job = graph(read_settings()).resolve_job_def(RELEASE_JOB.name)
    try:
        return job_run(run_job(job, corpus, outputs, limits))
    except Exception as error:
        # A step tells of what it lacks itself; here Dagster could not write what it keeps.
        if reason := shortage(error, outputs):
            return JobRun(None, False, [], [reason])
        raise


def run_job(
    job: dg.JobDefinition,
    corpus: Path,
    outputs: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    run_config: Mapping[str, Any] | None = None,
    **how: Any,
) -> dg.ExecuteInProcessResult:
    """Run a job in this process on these folders; `how` is of `execute_in_process`."""
    folders = {"corpus": str(corpus.resolve()), "outputs": str(outputs.resolve())}
    return job.execute_in_process(
        instance=open_instance(outputs),
        run_config={
            "resources": {
                "folders": {"config": folders},
                "limits": {"config": limits.model_dump()},
            },
            # The run is told in our own words; Dagster keeps its events all the same.
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            **(run_config or {}),
        },
        raise_on_error=False,
        **how,
    )


def job_run(result: dg.ExecuteInProcessResult, collection_id: str | None = None) -> JobRun:
    """How a run of a job ended, as its events tell."""
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
    materializations = [
        event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
    ]
    metadata = {key: value.value for values in materializations for key, value in values.items()}
    errors = _errors(result)
    return JobRun(collection_id, result.success, failed_checks, errors, metadata, result.run_id)


def _of_collection(run: CollectionRun, run_id: str | None) -> JobRun:
    """The outcome of a collection in a run; one that was current needed none."""
    was_read = bool(run.outcomes) or not run.success
    return JobRun(
        run.collection_id,
        run.success,
        _failed_checks(run),
        [run.error] if run.error else [],
        run_id=run_id if was_read else None,
    )


def _errors(result: dg.ExecuteInProcessResult) -> list[str]:
    errors = [reason_of(event) for event in result.get_step_failure_events()]
    # A run may fail before its first step, as where a resource cannot be made.
    return errors or [reason_of_run(event) for event in result.all_events if event.is_job_failure]


def _failed_checks(run: CollectionRun) -> list[FailedCheck]:
    return [
        FailedCheck(
            verdict.name,
            verdict.severity.upper(),
            run.collection_id,
            verdict.failing_count,
            tuple(verdict.documents),
        )
        for verdict in run.verdicts
        if not verdict.passed
    ]


def _count_of(evaluation: dg.AssetCheckEvaluation) -> int:
    count = evaluation.metadata["failing_count"].value
    return count if isinstance(count, int) else 0


def _documents_of(evaluation: dg.AssetCheckEvaluation) -> tuple[str, ...]:
    stated = evaluation.metadata.get("documents")
    value = stated.value if isinstance(stated, dg.JsonMetadataValue) else None
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
