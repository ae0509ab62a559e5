"""Runs of collections from their first stale stage, several in parallel.

The result of a collection is small: counts, first rows and check results. Its tables stay in the
store, so the collections being read bound the memory.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from pipeline.checks import CHECKS, CheckResult, Frames
from pipeline.language.published import PUBLISHED
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import message
from pipeline.run.passing import may_pass
from pipeline.run.shortages import shortage
from pipeline.run.stages import StageRun, run_stage
from pipeline.run.staleness import stages_of, stale_stages
from pipeline.run.store import Store, Verdict
from pipeline.run.stored_words import first_rows
from pipeline.run.workers import WorkerEndedError, submit
from schemas.vocabulary import Stage

FIRST_ROWS = 5
"""Maximum rows of a table that its outcome shows."""

FIRST_CHARACTERS = 200
"""Maximum length of a text in them, in code points."""


@dataclass(frozen=True)
class TableMade:
    """A table that a stage made, by size, first rows and file.

    `digest` is the SHA-256 of the file.
    """

    row_count: int
    first_rows: pl.DataFrame
    file: Path
    digest: str


@dataclass(frozen=True)
class StageOutcome:
    """The outcome of a stage."""

    stage: Stage
    tables: dict[str, TableMade]
    results: list[CheckResult[Frames]]
    seconds: float

    def __reduce__(self) -> tuple[Any, ...]:
        # A check is code, which cannot pass between processes, so its name does.
        answers = [
            {key: value for key, value in vars(result).items() if key != "check"}
            | {"name": result.check.name}
            for result in self.results
        ]
        return _with_checks, (self.stage, self.tables, answers, self.seconds)


def _with_checks(
    stage: Stage, tables: dict[str, TableMade], answers: list[dict[str, Any]], seconds: float
) -> StageOutcome:
    checks = {check.name: check for check in CHECKS[stage]}
    results = [CheckResult(checks[answer.pop("name")], **answer) for answer in answers]
    return StageOutcome(stage, tables, results, seconds)


@dataclass(frozen=True)
class CollectionRun:
    """The outcome of a collection: the stages that ran, and any error.

    `verdicts` are the recorded checks of the stages that ran and of earlier, current ones.
    `details` is the traceback of an unexpected error.
    """

    collection_id: str
    outcomes: list[StageOutcome] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    error: str | None = None
    may_pass: bool = False
    details: str | None = None

    @property
    def success(self) -> bool:
        """Whether all stages ran."""
        return self.error is None


def outcome_of(stage: Stage, run: StageRun, store: Store, collection_id: str) -> StageOutcome:
    """Return the outcome of a stage, without the tables themselves."""
    tables = {
        name: TableMade(
            rows.height,
            _first_rows(name, rows, run.tables, store, collection_id).with_columns(
                cs.string().str.slice(0, FIRST_CHARACTERS)
            ),
            store.path(name, collection_id),
            run.digests[name],
        )
        for name, rows in run.tables.items()
    }
    return StageOutcome(stage, tables, run.results, run.seconds)


def _first_rows(
    table_name: str,
    rows: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    store: Store,
    collection_id: str,
) -> pl.DataFrame:
    if table_name not in PUBLISHED:
        return rows.head(FIRST_ROWS)
    return first_rows(store, table_name, tables, collection_id, FIRST_ROWS)


def run_collection(
    folder: Path,
    store: Store,
    stages: Sequence[Stage],
    limits: Limits = DEFAULT_LIMITS,
    processes: int = 1,
) -> CollectionRun:
    """Run stages on a collection, up to the first failure.

    An error of a stage is part of what is returned, and not raised.

    Parameters
    ----------
    processes
        How many processes may tokenise its texts.
    """
    before = [stage for stage in stages_of(limits) if stage not in stages]
    outcomes: list[StageOutcome] = []
    verdicts = _verdicts(store, folder.name, before)
    for stage in stages:
        try:
            done = run_stage(stage, folder, store, limits, processes)
        except Exception as error:
            reason = shortage(error, store.root)
            return CollectionRun(
                folder.name,
                outcomes,
                verdicts,
                error=reason or "".join(traceback.format_exception_only(error)).strip(),
                may_pass=may_pass(error),
                details=None if reason else traceback.format_exc(),
            )
        outcomes.append(outcome_of(stage, done, store, folder.name))
        verdicts += _verdicts(store, folder.name, [stage])
        if done.blocked:
            failed = [result.check for result in done.results if not result.passed]
            names = ", ".join(check.name for check in failed if check.blocking)
            reason = message("stage_blocked", stage=stage.value, names=names)
            return CollectionRun(folder.name, outcomes, verdicts, reason)
    return CollectionRun(folder.name, outcomes, verdicts)


def run_collections(
    collection_ids: Sequence[str],
    corpus: Path,
    store: Store,
    workers: Executor | None = None,
    *,
    force: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    processes: int = 1,
) -> Iterator[CollectionRun]:
    """Run the stale stages of collections, and yield each as it ends.

    Parameters
    ----------
    workers
        Processes that read several in parallel; None reads them in this process, one by one.
    force
        Whether to run current stages too.
    limits
        Limits of the run; tables made with other limits are stale.
    processes
        How many processes may work at a time. Where there are fewer stale collections, each may
        start some to tokenise its texts.

    Raises
    ------
    WorkerEndedError
        Where a worker ended while it was reading.
    """
    stale = {
        name: list(stages_of(limits)) if force else stale_stages(corpus / name, store, limits)
        for name in collection_ids
    }
    for name in (name for name, stages in stale.items() if not stages):
        yield unchanged(store, name, limits)
    to_run = {name: stages for name, stages in stale.items() if stages}
    share = max(1, processes // max(1, len(to_run)))
    tasks = [(corpus / name, store, stages, limits, share) for name, stages in to_run.items()]
    if workers is None:
        yield from (run_collection(*task) for task in tasks)
        return
    try:
        runs = [submit(workers, run_collection, *task) for task in tasks]
        for run in as_completed(runs):
            yield run.result()
    except BrokenExecutor as error:
        raise WorkerEndedError(message("worker_ended")) from error


def unchanged(store: Store, collection_id: str, limits: Limits = DEFAULT_LIMITS) -> CollectionRun:
    """Return a current collection with its recorded checks."""
    stages = stages_of(limits)
    return CollectionRun(collection_id, verdicts=_verdicts(store, collection_id, stages))


def _verdicts(store: Store, collection_id: str, stages: Sequence[Stage]) -> list[Verdict]:
    entries = [store.read_ledger(collection_id, stage) for stage in stages]
    return [verdict for entry in entries if entry for verdict in entry.verdicts]
