"""The job that a person fills in: which collections to read, with which limits, and what follows.

Each collection becomes a run of the job for one collection, as it does with `gijiroku run`.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import dagster as dg
from pydantic import Field

from assets.folders import Folders
from assets.limits import RunLimits
from assets.partitions import fill_partitions
from assets.retries import retrying
from assets.runs import JobRun, run_collections, run_release
from pipeline.ingestion.collection import CollectionError
from pipeline.limits import Limits
from pipeline.messages import Message, message, placed
from pipeline.messages.printable import printable
from pipeline.release.dry_run import preview
from pipeline.release.refusal import NotPublishableError
from pipeline.release.target import fetch_latest


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
    release: Literal["none", "dry_run", "publish"] = Field(
        default="none",
        description=(
            "What follows: none, nothing; dry_run, say which release would be made; publish, make "
            "it.\n\n読んだ後にすること（none 何もしない、dry_run 版を示すだけ、publish 公開）"
        ),
    )


@dg.op(description="Read what has changed of the collections named, each in a run of its own.")
def read(
    context: dg.OpExecutionContext, config: Reading, folders: Folders, limits: RunLimits
) -> None:
    """Read collections, and then release, as the config says.

    Raises
    ------
    dagster.Failure
        Where a collection is not in the corpus, a run failed, or nothing may be published.
    """
    with retrying(context, Path(folders.outputs)):
        _read(context, config, folders, limits.limits())


def _read(
    context: dg.OpExecutionContext, config: Reading, folders: Folders, held_to: Limits
) -> None:
    corpus, outputs = Path(folders.corpus), Path(folders.outputs)
    names = _named(config.collections, context.instance, corpus)
    runs = []
    for run in run_collections(
        names, corpus, outputs, force=config.force, limits=held_to, instance=context.instance
    ):
        runs.append(run)
        context.log.info(placed(run.collection_id, _outcome(run)))
    if config.release == "publish" and all(run.success for run in runs):
        runs.append(run_release(corpus, outputs, held_to, instance=context.instance))
        context.log.info(placed(message("of_release"), _outcome(runs[-1])))
    links = {
        run.collection_id or "release": dg.MetadataValue.dagster_run(run.run_id)
        for run in runs
        if run.run_id
    }
    failed = [
        f"{printable(run.collection_id or message('of_release'))}: {reason}"
        for run in runs
        if not run.success
        for reason in run.errors
    ]
    if failed:
        raise dg.Failure("\n".join(failed), metadata=links, allow_retries=False)
    if config.release == "dry_run":
        links |= _dry_run(context, corpus, outputs)
    context.add_output_metadata({"limits": dg.MetadataValue.json(asdict(held_to)), **links})


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


def _outcome(run: JobRun) -> Message:
    if not run.success:
        return message("outcome_failed")
    outcome = message("outcome_done" if run.run_id else "outcome_unchanged")
    names = ", ".join(check.name for check in run.failed_checks)
    return message("outcome_with_checks", outcome=outcome, names=names) if names else outcome


def _dry_run(context: dg.OpExecutionContext, corpus: Path, outputs: Path) -> dict[str, Any]:
    try:
        fetch_latest(outputs)
        coming = preview(corpus, outputs)
    except NotPublishableError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    said: dict[str, Any] = {
        "version": coming.version,
        "is_new": coming.is_new,
        "reason": coming.reason,
        "rows": dg.MetadataValue.json(coming.row_counts),
    }
    context.log.info(message("dry_run_outcome", version=coming.version, reason=coming.reason))
    # Shown with the release too, as something that was seen and not made.
    context.log_event(dg.AssetObservation("release", metadata={"dry_run": True, **said}))
    return said


@dg.job(
    description=(
        "Reads the collections named, all where none is, with the limits of this run; then makes a "
        "release, or says which one it would be."
        "\n\n指定したコレクションを読み、必要ならば公開するか、公開される版を示す。"
    )
)
def read_collections() -> None:
    """Read collections as the launchpad says."""
    read()
