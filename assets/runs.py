"""Runs from the console: every collection, then a release, on the Dagster instance of the outputs.

The same jobs run from the Dagster UI; here they run in this machine's processors, one process a
collection at a time, so that memory is bounded by the collections under way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import dagster as dg

from assets.definitions import defs
from assets.instance import open_instance
from assets.jobs import COLLECTION_JOB, RELEASE_JOB


@dataclass(frozen=True)
class FailedCheck:
    """A check that said no."""

    name: str
    severity: str
    collection_id: str | None
    failing_count: int


@dataclass(frozen=True)
class JobRun:
    """How a run of a job ended."""

    collection_id: str | None
    success: bool
    failed_checks: list[FailedCheck]
    errors: list[str]
    metadata: dict[str, Any] = field(default_factory=dict)


def run_collections(
    collection_ids: list[str], corpus: Path, outputs: Path, processes: int
) -> Iterator[JobRun]:
    """Read collections, several at a time, and yield each as it ends."""
    if processes <= 1 or len(collection_ids) <= 1:
        for collection_id in collection_ids:
            yield run_collection(collection_id, corpus, outputs)
        return
    # One thread a process: the collections are what runs side by side. Set before polars starts.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        runs: dict[Future[JobRun], str] = {
            pool.submit(run_collection, collection_id, corpus, outputs): collection_id
            for collection_id in collection_ids
        }
        for run in as_completed(runs):
            yield run.result()


def run_collection(collection_id: str, corpus: Path, outputs: Path) -> JobRun:
    """Run the collection job on one collection."""
    return _execute(COLLECTION_JOB.name, corpus, outputs, collection_id)


def run_release(corpus: Path, outputs: Path) -> JobRun:
    """Run the release job."""
    return _execute(RELEASE_JOB.name, corpus, outputs, None)


def _execute(job: str, corpus: Path, outputs: Path, collection_id: str | None) -> JobRun:
    folders = {"corpus": str(corpus.resolve()), "outputs": str(outputs.resolve())}
    result = defs.resolve_job_def(job).execute_in_process(
        instance=open_instance(outputs),
        partition_key=collection_id,
        run_config={
            "resources": {"folders": {"config": folders}},
            # The run is told in our own words below; Dagster keeps its events all the same.
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )
    failed_checks = [
        FailedCheck(
            evaluation.check_name,
            evaluation.severity.value,
            collection_id,
            int(evaluation.metadata["failing_count"].value or 0),
        )
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed
    ]
    errors = [_reason(event) for event in result.get_step_failure_events()]
    materializations = [
        event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
    ]
    metadata = {key: value.value for values in materializations for key, value in values.items()}
    return JobRun(collection_id, result.success, failed_checks, errors, metadata)


def _reason(event: dg.DagsterEvent) -> str:
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return str(failure.user_failure_data.description)
    error = failure.error
    while error and error.cause:
        error = error.cause
    return error.message.strip() if error else "the step failed"


def processes_wanted() -> int:
    """As many processes as this process may use processors."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
