"""A release made of a corpus, without Dagster."""

from __future__ import annotations

from pathlib import Path

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import release as publish
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store


def publish_corpus(corpus: Path, outputs: Path) -> Path:
    """Read a corpus and publish it; `outputs/latest` is its release, whose folder is returned."""
    for collection_id in collection_ids(corpus):
        for stage in WRITES:
            run_stage(stage, corpus / collection_id, Store(outputs))
    return publish(corpus, outputs).path
