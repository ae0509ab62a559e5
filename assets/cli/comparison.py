"""The commands `gijiroku diff` and `gijiroku release --dry-run`: what differs, on the console."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from assets.cli.console import say
from pipeline.interchange.placing import new_file
from pipeline.limits import EXAMPLES_SHOWN
from pipeline.messages import Message, MessageError, joined, message, placed
from pipeline.messages.printable import printable
from pipeline.release.diff.changelog import example
from pipeline.release.diff.comparison import Comparison, compare
from pipeline.release.diff.snapshot import published_snapshot
from pipeline.release.diff.summary import DONE
from pipeline.release.dry_run import Preview
from pipeline.release.release_folder import refuse_in_release
from pipeline.release.version import NoReleaseError, Release, find_release, read_release
from schemas.vocabulary import ChangeCause

STYLES = {"@": "cyan", "-": "red", "+": "green"}


class UnwritableError(MessageError, ValueError):
    """A file should be written where none can be; the message says why."""


def release_named(outputs: Path, name: str) -> Release:
    """A release by its version, by `latest`, or by its folder.

    Raises
    ------
    NoReleaseError
        Where there is none.
    NotPublishableError
        Where it is damaged.
    """
    folder = find_release(outputs, name)
    if not (folder / "datapackage.json").is_file():
        raise NoReleaseError(message("release_without_descriptor", name=name))
    release = read_release(folder)
    missing = [key for key in ("version", "resources") if key not in release.descriptor]
    if missing:
        raise NoReleaseError(message("release_descriptor_lacks", name=name, key=missing[0]))
    return release


def print_difference(
    console: Console,
    before: Release,
    now: Release,
    *,
    csv: Path | None = None,
    parquet: Path | None = None,
    force: bool = False,
) -> None:
    """Print what differs between two releases, and write the table `changes` where it is wanted.

    Raises
    ------
    InReleaseError
        Where a file would be written into a release.
    PlaceTakenError
        Where there is a file and `force` is false, or something that is no file.
    UnwritableError, UnwritablePlaceError
        Where a file cannot be written there.
    NotPublishableError
        Where a release is damaged.
    """
    for file in (csv, parquet):
        if file:
            _refuse(file)
    with ExitStack() as places:
        written = {
            name: places.enter_context(new_file(file, force=force))
            for name, file in (("csv", csv), ("parquet", parquet))
            if file
        }
        found = compare(published_snapshot(before), published_snapshot(now), **written)
    kind, reasons = found.reasons.gravest()
    said = placed(kind, joined("; ", (reason.as_message() for reason in reasons)))
    if not kind:
        said = message("nothing_differs")
    say(console, placed(f"{before.version} -> {now.version}", said))
    print_comparison(console, found)
    for file in (csv, parquet):
        if file:
            say(console, message("changes_written", file=file))


def print_preview(console: Console, said: Preview) -> None:
    """Print what a release would be."""
    stated = {"version": said.version, "reason": said.reason}
    if not said.is_new:
        say(console, message("none_would_be_published", **stated))
    elif said.previous:
        say(console, message("next_would_be_published", previous=said.previous, **stated))
    else:
        say(console, message("first_would_be_published", **stated))
    if said.read_anew:
        say(console, message("read_aside", names=", ".join(said.read_anew)))
    counts = RichTable(message("column_table"), box=None, pad_edge=False)
    counts.add_column(message("column_rows"), justify="right")
    for name, rows in said.row_counts.items():
        counts.add_row(name, str(rows))
    console.print(counts)
    if said.comparison:
        print_comparison(console, said.comparison)


def print_comparison(console: Console, found: Comparison) -> None:
    """Print how many rows of which table changed and why, and the first of them."""
    summary = found.summary
    if not summary.table_names:
        return
    done = {kind: Message(*said) for kind, said in DONE.items()}
    counts = RichTable(message("column_table"), box=None, pad_edge=False)
    for said in done.values():
        counts.add_column(said, justify="right")
    counts.add_column(message("column_corrected"), overflow="fold")
    for name in summary.table_names:
        columns = [f"{column} ({n})" for column, n in summary.corrected_columns(name).items()]
        changed = [str(summary.row_count(name, change_type)) for change_type in DONE]
        counts.add_row(name, *changed, ", ".join(columns))
    console.print(counts)
    for cause in ChangeCause:
        reason = Message(cause.en, cause.ja)
        say(console, message("count_by_cause", count=summary.cause_count(cause), cause=reason))
    for name in summary.table_names:
        say(console, "")
        say(console, name, "bold")
        for change in summary.examples.filter(table_name=name).iter_rows(named=True):
            for line in example(change, done, message("missing_value")):
                say(console, printable(line), STYLES[line[0]])
    if summary.is_cut:
        say(console, message("first_changes_shown", count=EXAMPLES_SHOWN))


def _refuse(file: Path) -> None:
    refuse_in_release(file)
    if not file.parent.is_dir():
        raise UnwritableError(message("unwritable_no_folder", file=file, folder=file.parent))
