"""Runs of one collection as the UI starts them: the job of the assets, on one partition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.graph import graph
from assets.jobs import COLLECTION_JOB
from assets.runs import JobRun, job_run, run_job
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.run.settings import read_settings
from pipeline.run.stage_tables import WRITES
from pipeline.run.staleness import COLLECTION_STAGES
from schemas import TABLES
from schemas.vocabulary import Stage


def run_collection(
    collection_id: str,
    corpus: Path,
    outputs: Path,
    stages: Sequence[Stage] = COLLECTION_STAGES,
    limits: Limits = DEFAULT_LIMITS,
) -> JobRun:
    """Run stages of the collection job on one collection, whose partition is there."""
    tables = [name for stage in stages for name in WRITES[stage] if name in TABLES]
    result = run_job(
        graph(read_settings()).resolve_job_def(COLLECTION_JOB.name),
        corpus,
        outputs,
        limits,
        partition_key=collection_id,
        asset_selection=[dg.AssetKey(name) for name in tables],
    )
    return job_run(result, collection_id)
