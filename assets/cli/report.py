"""What a run says on the console: a short table, what went wrong, and where the release is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table as RichTable

from assets.cli.console import say
from assets.looking import inspect_command
from assets.runs import FailedCheck, JobRun
from pipeline.files.parquet_files import read_parquet
from pipeline.ingestion.collection import collection_ids
from pipeline.limits import Limits
from pipeline.messages import Message, message
from pipeline.messages.commands import command
from pipeline.messages.printable import printable
from pipeline.release.target import remote_url
from pipeline.run.staleness import stale_stages
from pipeline.run.store import Store
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
        table.add_column(message("column_table"))
        table.add_column(message("column_rows"), justify="right")
        table.add_column(message("column_meaning"), overflow="fold")
        for name, rows in counts.items():
            table.add_row(name, str(rows), _meaning(name))
        console.print(table)
    _print_issues(console, [run.collection_id for run in collections if run.collection_id], outputs)
    runs = [*collections, *([release] if release else [])]
    for check in [check for run in runs for check in run.failed_checks]:
        print_finding(console, Severity.of(check.severity.lower()), _of_check(check))
    _print_commands(console, runs, corpus)
    for run in runs:
        for error in run.errors:
            where = run.collection_id or message("of_release")
            say(console, f"{printable(where)}: {error}", "red")
    if release and release.success:
        said = message(
            "release_new" if release.metadata["is_new"] else "release_unchanged",
            version=release.metadata["version"],
            reason=release.metadata["reason"],
            place=release.metadata.get("bucket") or release.metadata["folder"],
        )
        say(console, said)


def print_finding(console: Console, severity: Severity, words: str) -> None:
    """Print what is wrong behind how severe it is: errors in red, warnings in yellow."""
    style = "red" if severity == Severity.ERROR else "yellow"
    say(console, f"{severity.value.upper()} {words}", style)


def print_stale(console: Console, corpus: Path, outputs: Path, limits: Limits) -> None:
    """Print which collections have changed since what was released of them was read."""
    for name in collection_ids(corpus):
        if stale_stages(corpus / name, Store(outputs), limits):
            folders = ("--corpus", corpus, "--outputs", remote_url(outputs) or outputs)
            said = message("collection_stale", name=name, command=command("run", *folders))
            say(console, said, "yellow")


def _meaning(table_name: str) -> str:
    said = Message(*description(RELEASE_TABLES[table_name]))
    return said.split(". ")[0].split("。")[0].rstrip(".")


def _of_check(check: FailedCheck) -> Message:
    said = message("check_failed", name=check.name, count=check.failing_count)
    if check.collection_id:
        said = message("in_collection", said=said, collection=check.collection_id)
    return said


def _print_commands(console: Console, runs: list[JobRun], corpus: Path) -> None:
    """How to look at the first documents that checks said no of."""
    documents = [
        document for run in runs for check in run.failed_checks for document in check.documents
    ]
    for document in list(dict.fromkeys(documents))[:COMMANDS_SHOWN]:
        say(console, message("to_look_at_it", command=inspect_command(corpus, document)))


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
    found = pl.concat(read_parquet(file) for file in files).sort(
        pl.col("severity") == Severity.WARN.value, "document_id", "line", nulls_last=True
    )
    for issue in found.head(ISSUES_SHOWN).iter_rows(named=True):
        place = issue["document_id"] or issue["collection_id"]
        where = f"{place}:{issue['line']}" if issue["line"] else place
        said = Message(issue["message"], issue["message_ja"])
        print_finding(
            console,
            Severity.of(issue["severity"]),
            printable(f"{where}: {issue['rule']}: {said}"),
        )
    if found.height > ISSUES_SHOWN:
        say(console, message("and_more_issues", count=found.height - ISSUES_SHOWN))
