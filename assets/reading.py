"""The job that reads many collections in one run, several in parallel.

The command `gijiroku run` runs it, and a person may configure it in the launchpad. It reports to
Dagster as the assets do: a materialisation for each table and an evaluation for each check, with
their partition.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import dagster as dg
from pydantic import Field

from assets.folders import Folders
from assets.limits import RunLimits
from assets.partitions import fill_partitions
from assets.retries import MAX_RETRIES, another_try, retrying
from assets.stages import events_of
from pipeline.ingestion.collection import CollectionError
from pipeline.messages import Message, message, placed
from pipeline.messages.printable import printable
from pipeline.run import collections
from pipeline.run.collections import CollectionRun, run_collections
from pipeline.run.workers import WorkerEndedError, processes_wanted, start_workers

Listener = Callable[[CollectionRun], None]
"""Function called with each collection as it ends."""


Event = dg.AssetMaterialization | dg.AssetCheckEvaluation | dg.Output[None]


def nobody(_: CollectionRun) -> None:
    """Ignore a collection."""


class Reading(dg.Config):
    """What a person fills in."""

    collections: list[str] = Field(
        default=[],
        description=(
            "Folders of the corpus to read; none named means all.\n\n"
            "読むコレクション。空ならばすべて"
        ),
    )
    force: bool = Field(
        default=False,
        description="Read what has not changed too.\n\n変わっていないものも読み直す",
    )
    processes: int = Field(
        default=0,
        ge=0,
        description=(
            "How many collections to read at a time; 0, as many as there are processors.\n\n"
            "同時に読むコレクションの数。0 ならばプロセッサーの数"
        ),
    )


@dg.op(description="Read what has changed of the collections named, several side by side.")
def read(
    context: dg.OpExecutionContext,
    config: Reading,
    folders: Folders,
    limits: RunLimits,
    listener: dg.ResourceParam[Listener],
) -> Iterator[Event]:
    """Read the configured collections, and yield the events of each.

    Raises
    ------
    dagster.Failure
        Where a collection is not in the corpus, or could not be read to its end.
    dagster.RetryRequested
        Where the error of a collection may pass by itself.
    """
    held_to, corpus = limits.limits(), Path(folders.corpus)
    runs: list[CollectionRun] = []
    with retrying(context, Path(folders.outputs)):
        names = _named(config.collections, context.instance, corpus)
        wanted = config.processes or processes_wanted()
        processes = min(wanted, len(names))
        try:
            with (
                start_workers(processes, collections.__name__)
                if processes > 1
                else nullcontext() as workers
            ):
                for run in run_collections(
                    names,
                    corpus,
                    folders.store(),
                    workers,
                    force=config.force,
                    limits=held_to,
                    processes=wanted,
                ):
                    runs.append(run)
                    if not _is_tried_again(run, context):
                        listener(run)
                    yield from events_of(run, corpus, held_to)
                    _log(context, run)
        except WorkerEndedError as error:
            raise dg.Failure(error.reason, allow_retries=False) from error
    if any(_is_tried_again(run, context) for run in runs):
        raise another_try(context)
    if failed := [run for run in runs if not run.success]:
        reasons = [f"{printable(run.collection_id)}: {run.error}" for run in failed]
        raise dg.Failure("\n".join(reasons), allow_retries=False)
    yield dg.Output(None, metadata={"collections": dg.MetadataValue.md(_table(runs))})


def _named(collections: list[str], instance: dg.DagsterInstance, corpus: Path) -> list[str]:
    try:
        present = fill_partitions(instance, corpus)
    except CollectionError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if not present:
        raise dg.Failure(message("corpus_empty", folder=corpus), allow_retries=False)
    unknown = [name for name in collections if name not in present]
    if unknown:
        raise dg.Failure(
            message(
                "collections_unknown",
                setting="ops.read.config.collections",
                names=", ".join(unknown),
                corpus=corpus,
                present=", ".join(present),
            ),
            allow_retries=False,
        )
    return [name for name in present if name in collections] or present


def _is_tried_again(run: CollectionRun, context: dg.OpExecutionContext) -> bool:
    return run.may_pass and context.retry_number < MAX_RETRIES


def _log(context: dg.OpExecutionContext, run: CollectionRun) -> None:
    said = placed(run.collection_id, _outcome(run))
    if run.success:
        context.log.info(said)
    else:
        context.log.error("\n".join([said, str(run.error), run.details or ""]).strip())


def _outcome(run: CollectionRun) -> Message:
    if not run.success:
        return message("outcome_failed")
    outcome = message("outcome_done" if run.outcomes else "outcome_unchanged")
    names = ", ".join(verdict.name for verdict in run.verdicts if not verdict.passed)
    return message("outcome_with_checks", outcome=outcome, names=names) if names else outcome


def _table(runs: Sequence[CollectionRun]) -> str:
    lines = [f"| {printable(run.collection_id)} | {_outcome(run)} |" for run in runs]
    return "\n".join(["| collection | |", "| --- | --- |", *lines])


@dg.job(
    description=(
        "Reads the collections named, all where none is, with the limits of this run: what has "
        "changed of them, several side by side, in one run."
        "\n\n指定したコレクションのうち変わったものを、一つの実行で並行して読む。"
    )
)
def read_collections() -> None:
    """Read the configured collections."""
    read()
