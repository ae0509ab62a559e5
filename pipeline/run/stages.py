"""A run of a stage on a collection: it reads, makes, checks and writes tables.

The stages run one by one, and do not depend on what runs them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import polars as pl

from pipeline.checks import CHECKS, Check, CheckResult, Frames, run_check
from pipeline.checks.documents_of_rows import documents_of_rows
from pipeline.ingestion.source_files import survey
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.run.quarantine_documents import Failure, broken_documents, without_failing
from pipeline.run.stage_tables import (
    COLUMNS_READ,
    READS,
    WRITES,
    Tables,
    Task,
    maker_of,
    of_documents,
    with_known_layouts,
)
from pipeline.run.staleness import code_version, sources_read, stated_digest, version_of
from pipeline.run.store import LedgerEntry, Store, Verdict
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import Stage


@dataclass(frozen=True)
class StageRun:
    """The tables and check results of a run of a stage.

    `digests` are the SHA-256 of its files in the store.
    """

    tables: dict[str, pl.DataFrame]
    results: list[CheckResult[Frames]]
    seconds: float
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether a blocking check failed, which stops later stages."""
        return any(result.check.blocking and not result.passed for result in self.results)


def run_stage(
    stage: Stage,
    folder: Path,
    store: Store,
    limits: Limits = DEFAULT_LIMITS,
    processes: int = 1,
) -> StageRun:
    """Run a stage on the collection in `folder`.

    Its tables are written to the store, whatever its checks result in. The check results are
    recorded beside them, for the export. A document on which the stage fails, or that breaks a
    blocking check, is quarantined, and the stage runs again without it.

    Parameters
    ----------
    processes
        How many processes may tokenise its texts.

    Raises
    ------
    FileNotFoundError
        Where the stage before has not run.
    Exception
        Where the stage fails and no document causes it.
    """
    begun = perf_counter()
    # Hashed before reading, so that a change during the run makes the stage stale.
    own = stated_digest(stage, folder)
    collection_id = folder.name
    read = store.digests(READS[stage], collection_id)
    inputs = _inputs(stage, store, collection_id)
    everything = _documents(stage, folder, inputs)
    make = maker_of(stage, store, collection_id, processes)

    def attempt(names: Sequence[str], kept_out: Mapping[str, Failure]) -> _Attempt:
        within = {*names, *kept_out}
        given = inputs if within.issuperset(everything) else _only(inputs, within)
        tables = make(Task(folder, limits, names, kept_out), given)
        return _checked(stage, given, tables, limits)

    made, _ = without_failing(
        attempt, everything, lambda made: broken_documents(made.results, made.frames)
    )
    tables, results = made.tables, made.results
    # Hashes of the very bytes that were read.
    sources = sources_read(tables, collection_id) if stage is Stage.INGESTION else []
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
    source = version_of(own, sources)
    entry = LedgerEntry(read, written, verdicts, code_version(stage), source, limits.of(stage))
    store.write_ledger(collection_id, stage, entry)
    return StageRun(tables, results, perf_counter() - begun, written)


def ask_again(
    stage: Stage, folder: Path, store: Store, limits: Limits = DEFAULT_LIMITS
) -> list[CheckResult[Frames]]:
    """Run the checks of a stage again on its stored tables.

    Nothing is written.

    Raises
    ------
    FileNotFoundError
        Where the stage has not run on the collection.
    """
    read = _inputs(stage, store, folder.name)
    written = {name: store.read(name, folder.name) for name in WRITES[stage]}
    return _checked(stage, read, written, limits).results


@dataclass(frozen=True)
class _Attempt:
    """The tables of a stage for some documents, and their check results.

    `frames` are the tables that the checks were run on: those made, and those that they are made
    of.
    """

    tables: Tables
    frames: Frames
    results: list[CheckResult[Frames]]


def _inputs(stage: Stage, store: Store, collection_id: str) -> Tables:
    columns = COLUMNS_READ.get(stage, {})
    return {name: store.read(name, collection_id, columns.get(name)) for name in READS[stage]}


def _documents(stage: Stage, folder: Path, inputs: Tables) -> list[str]:
    """Return the documents of a collection that a stage may quarantine, in order."""
    if stage is Stage.LANGUAGE:
        # Their issues are written by then. What remains is a fault of the code.
        return []
    if stage is Stage.INGESTION:
        return [f"{folder.name}/{name}" for name, _ in survey(folder).files]
    return inputs["documents"]["document_id"].to_list()


def _only(inputs: Tables, names: Collection[str]) -> Tables:
    """Return the rows of these documents, and rows without a document."""
    return {name: rows.filter(of_documents(names).fill_null(True)) for name, rows in inputs.items()}


def _checked(stage: Stage, inputs: Tables, tables: Tables, limits: Limits) -> _Attempt:
    found = [
        rows
        for name, rows in {**inputs, **tables}.items()
        if name.endswith("_issues") and name != "quality_issues"
    ]
    nothing = empty(TABLES["quality_issues"])
    quality_issues = tables.get("quality_issues", pl.concat([nothing, *found]))
    frames = with_known_layouts({**inputs, **tables, "quality_issues": quality_issues})
    return _Attempt(tables, frames, [_asked(check, frames, limits) for check in CHECKS[stage]])


def _asked(check: Check[Frames], frames: Frames, limits: Limits) -> CheckResult[Frames]:
    result = run_check(check, frames, limits)
    if result.passed:
        return result
    behind = documents_of_rows(check.table_name, result.failing, frames)
    return replace(result, documents=behind)
