"""The stages of a collection: each reads tables from the store, makes its own, and asks the checks.

The stages run one by one, and know nothing of what runs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import polars as pl

from pipeline.checks import CHECKS, Check, CheckResult, Frames, run_check
from pipeline.checks.behind import documents_behind
from pipeline.collection import CollectionError, read_collection
from pipeline.ingestion import ingest
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.normalisation import normalise
from pipeline.segmentation import segment
from pipeline.staleness import READ_TERMS, code_version, sources_read, terms_digest, version_of
from pipeline.store import LedgerEntry, Store, Verdict
from schemas.vocabulary import RecordKind, Stage


@dataclass(frozen=True)
class StageRun:
    """What a run of a stage made; `digests` are the SHA-256 of its files in the store."""

    tables: dict[str, pl.DataFrame]
    results: list[CheckResult[Frames]]
    seconds: float
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether a blocking check failed, so that nothing may follow."""
        return any(result.check.blocking and not result.passed for result in self.results)


READS: dict[Stage, tuple[str, ...]] = {
    Stage.INGESTION: (),
    Stage.SEGMENTATION: ("documents", "ingestion_issues"),
    Stage.NORMALISATION: ("documents", "blocks", "ingestion_issues", "segmentation_issues"),
}
"""Tables of the store that each stage reads."""

WRITES: dict[Stage, tuple[str, ...]] = {
    Stage.INGESTION: ("documents", "ingestion_issues"),
    Stage.SEGMENTATION: ("blocks", "segmentation_issues"),
    Stage.NORMALISATION: ("meetings", "agenda_items", "attendance", "remarks", "quality_issues"),
}
"""Tables of the store that each stage writes. `*_issues` become part of `quality_issues`."""


def run_stage(
    stage: Stage, folder: Path, store: Store, limits: Limits = DEFAULT_LIMITS
) -> StageRun:
    """Run a stage on the collection in `folder`.

    What it makes is written to the store, whatever the checks say; their verdicts are written
    beside it, and the export asks for them.

    Raises
    ------
    FileNotFoundError
        Where the stage before has not run.
    """
    begun = perf_counter()
    # Before it is read: what changes while it is is noticed the next time.
    terms = terms_digest(folder) if stage in READ_TERMS else ""
    collection_id = folder.name
    read = store.digests(READS[stage], collection_id)
    inputs = {name: store.read(name, collection_id) for name in READS[stage]}
    tables = _MAKE[stage](folder, inputs, limits)
    # Of the very bytes that were read.
    sources = sources_read(tables, collection_id) if stage is Stage.INGESTION else []
    found = [
        rows
        for name, rows in {**inputs, **tables}.items()
        if name.endswith("_issues") and name != "quality_issues"
    ]
    quality_issues = tables.get("quality_issues", pl.concat(found))
    frames = {**inputs, **tables, "quality_issues": quality_issues}
    results = [_asked(check, frames, limits) for check in CHECKS[stage]]
    written = {name: store.write(name, collection_id, rows) for name, rows in tables.items()}
    verdicts = [
        Verdict(
            result.check.name,
            result.check.severity.value,
            result.check.blocking,
            result.passed,
            result.failing_count,
            list(result.documents),
        )
        for result in results
    ]
    source = version_of(terms, sources)
    entry = LedgerEntry(read, written, verdicts, code_version(stage), source, limits.of(stage))
    store.write_ledger(collection_id, stage, entry)
    return StageRun(tables, results, perf_counter() - begun, written)


def _asked(check: Check[Frames], frames: Frames, limits: Limits) -> CheckResult[Frames]:
    result = run_check(check, frames, limits)
    if result.passed:
        return result
    behind = documents_behind(check.table_name, result.failing, frames)
    return replace(result, documents=behind)


def _ingestion(
    folder: Path, inputs: dict[str, pl.DataFrame], limits: Limits
) -> dict[str, pl.DataFrame]:
    ingested = ingest(folder, limits)
    return {"documents": ingested.documents, "ingestion_issues": ingested.quality_issues}


def _segmentation(
    folder: Path, inputs: dict[str, pl.DataFrame], limits: Limits
) -> dict[str, pl.DataFrame]:
    segmented = segment(inputs["documents"], limits)
    return {"blocks": segmented.blocks, "segmentation_issues": segmented.quality_issues}


def _normalisation(
    folder: Path, inputs: dict[str, pl.DataFrame], limits: Limits
) -> dict[str, pl.DataFrame]:
    try:
        record_kind = read_collection(folder).record_kind
    except CollectionError:
        # Ingestion quarantined every document of it, so no meeting is left to have a kind.
        record_kind = RecordKind.SUMMARY
    normalised = normalise(inputs["documents"], inputs["blocks"], record_kind)
    issues = [
        inputs["ingestion_issues"],
        inputs["segmentation_issues"],
        normalised.quality_issues,
    ]
    return {
        **normalised._asdict(),
        "quality_issues": pl.concat(issues).sort("quality_issue_id"),
    }


_MAKE: dict[Stage, Callable[[Path, dict[str, pl.DataFrame], Limits], dict[str, pl.DataFrame]]] = {
    Stage.INGESTION: _ingestion,
    Stage.SEGMENTATION: _segmentation,
    Stage.NORMALISATION: _normalisation,
}
