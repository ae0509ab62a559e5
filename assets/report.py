"""What a run says on the console: a short table, what went wrong, and where the release is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table as RichTable

from assets.looking import inspect_command
from assets.runs import FailedCheck, JobRun
from pipeline.collection import collection_ids
from pipeline.limits import Limits
from pipeline.staleness import stale_stages
from pipeline.store import Store
from schemas import RELEASE_TABLES
from schemas.table import description
from schemas.vocabulary import Severity, Stage

ISSUES_SHOWN = 20
COMMANDS_SHOWN = 3


def print_report(
    console: Console,
    collections: list[JobRun],
    release: JobRun | None,
    corpus: Path,
    outputs: Path,
) -> None:
    """Print what came out of a run and where it is.

    Parameters
    ----------
    release
        None where no release was tried.
    """
    counts = release.metadata.get("rows") if release and release.success else None
    if counts:
        table = RichTable(box=None, pad_edge=False)
        table.add_column("table")
        table.add_column("rows", justify="right")
        table.add_column("one row is", overflow="fold")
        for name, rows in counts.items():
            table.add_row(
                name, str(rows), description(RELEASE_TABLES[name])[0].split(". ")[0].rstrip(".")
            )
        console.print(table)
    _print_issues(console, [run.collection_id for run in collections if run.collection_id], outputs)
    runs = [*collections, *([release] if release else [])]
    for check in [check for run in runs for check in run.failed_checks]:
        style = "red" if check.severity == "ERROR" else "yellow"
        console.print(_line(check), style=style, markup=False, soft_wrap=True)
    _print_commands(console, runs, corpus)
    for run in runs:
        for error in run.errors:
            where = run.collection_id or "release"
            console.print(f"{where}: {error}", style="red", markup=False, soft_wrap=True)
    if release and release.success:
        state = "new" if release.metadata["is_new"] else "unchanged"
        console.print(
            f"release {release.metadata['version']} ({state}: {release.metadata['reason']}) "
            f"in {release.metadata.get('bucket') or release.metadata['folder']}",
            markup=False,
            soft_wrap=True,
        )


def print_stale(console: Console, corpus: Path, outputs: Path, limits: Limits) -> None:
    """Print which collections have changed since what was released of them was read."""
    for name in collection_ids(corpus):
        if stale_stages(corpus / name, Store(outputs), limits):
            console.print(
                f"{name} has changed since it was read. `gijiroku run` reads and releases it.",
                style="yellow",
                markup=False,
                soft_wrap=True,
            )


def _line(check: FailedCheck) -> str:
    where = f" ({check.collection_id})" if check.collection_id else ""
    return f"{check.severity} check {check.name} failed on {check.failing_count} rows{where}"


def _print_commands(console: Console, runs: list[JobRun], corpus: Path) -> None:
    """How to look at the first documents that checks said no of."""
    documents = [
        document for run in runs for check in run.failed_checks for document in check.documents
    ]
    for document in list(dict.fromkeys(documents))[:COMMANDS_SHOWN]:
        command = inspect_command(corpus, document)
        console.print(f"to look at it: {command}", markup=False, soft_wrap=True)


def _issue_tables(store: Store, collection_id: str) -> list[str]:
    """The table, or the issues of the first stages where a blocking check kept it as it was."""
    entry = store.read_ledger(collection_id, Stage.NORMALISATION)
    is_outdated = entry is not None and store.digests(entry.read, collection_id) != entry.read
    if is_outdated or not store.path("quality_issues", collection_id).exists():
        return ["ingestion_issues", "segmentation_issues"]
    return ["quality_issues"]


def _print_issues(console: Console, collection_ids: list[str], outputs: Path) -> None:
    store = Store(outputs)
    files = [
        path
        for collection_id in collection_ids
        for name in _issue_tables(store, collection_id)
        for path in [store.path(name, collection_id)]
        if path.exists()
    ]
    if not files:
        return
    found = pl.concat(pl.read_parquet(file) for file in files).sort(
        pl.col("severity") == Severity.WARN.value, "document_id", "line", nulls_last=True
    )
    for document, line, rule, severity, message in (
        found.select(
            pl.coalesce("document_id", "collection_id"), "line", "rule", "severity", "message"
        )
        .head(ISSUES_SHOWN)
        .iter_rows()
    ):
        place = f"{document}:{line}" if line else document
        console.print(
            f"{severity.upper()} {place}: {rule}: {message}",
            style="red" if severity == Severity.ERROR.value else "yellow",
            markup=False,
            soft_wrap=True,
        )
    if found.height > ISSUES_SHOWN:
        console.print(f"... and {found.height - ISSUES_SHOWN} more in the table quality_issues")
