"""The commands `gijiroku diff` and `gijiroku release --dry-run`: what differs, on the console."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from pipeline.export.changes.changelog import example
from pipeline.export.changes.comparison import Comparison, compare
from pipeline.export.changes.snapshot import published_snapshot
from pipeline.export.changes.summary import DONE
from pipeline.export.preview import Preview
from pipeline.export.version import NoReleaseError, Release, find_release, read_release
from schemas.vocabulary import ChangeCause

STYLES = {"@": "cyan", "-": "red", "+": "green"}


class UnwritableError(ValueError):
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
        raise NoReleaseError(f"{name} is no release: it holds no datapackage.json.")
    release = read_release(folder)
    missing = [key for key in ("version", "resources") if key not in release.descriptor]
    if missing:
        raise NoReleaseError(f"{name} is no release: its datapackage.json has no {missing[0]}.")
    return release


def print_difference(
    console: Console,
    before: Release,
    now: Release,
    *,
    csv: Path | None = None,
    parquet: Path | None = None,
) -> None:
    """Print what differs between two releases, and write the table `changes` where it is wanted.

    Raises
    ------
    UnwritableError
        Where a file cannot be written there.
    NotPublishableError
        Where a release is damaged.
    """
    for file in (csv, parquet):
        if file:
            _refuse(file, before, now)
    found = compare(published_snapshot(before), published_snapshot(now), csv=csv, parquet=parquet)
    kind, reasons = found.reasons.gravest()
    why = "; ".join(reason.en for reason in reasons)
    said = f"{kind}: {why}" if kind else "no row and no column differs"
    console.print(f"{before.version} -> {now.version}: {said}", markup=False, soft_wrap=True)
    print_comparison(console, found)
    for file in (csv, parquet):
        if file:
            console.print(f"changes written to {file}", markup=False, soft_wrap=True)


def print_preview(console: Console, said: Preview) -> None:
    """Print what a release would be."""
    last = f"; the last one is {said.previous}" if said.previous else ""
    if said.is_new:
        text = f"release {said.version} would be published ({said.reason}){last}"
    else:
        text = f"no release would be published: {said.reason} since {said.version}"
    console.print(text, markup=False, soft_wrap=True)
    if said.read_anew:
        console.print(
            f"read aside, as no run has read it as it is now: {', '.join(said.read_anew)}",
            markup=False,
            soft_wrap=True,
        )
    counts = RichTable("table", box=None, pad_edge=False)
    counts.add_column("rows", justify="right")
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
    counts = RichTable("table", box=None, pad_edge=False)
    for english, _ in DONE.values():
        counts.add_column(english, justify="right")
    counts.add_column("corrected columns", overflow="fold")
    for name in summary.table_names:
        columns = [f"{column} ({n})" for column, n in summary.corrected_columns(name).items()]
        changed = [str(summary.row_count(name, change_type)) for change_type in DONE]
        counts.add_row(name, *changed, ", ".join(columns))
    console.print(counts)
    for cause in ChangeCause:
        console.print(f"{summary.cause_count(cause)} because {cause.en}", markup=False)
    for name in summary.table_names:
        console.print(f"\n{name}", style="bold", markup=False)
        for change in summary.examples.filter(table_name=name).iter_rows(named=True):
            for line in example(change):
                console.print(line, style=STYLES[line[0]], markup=False, soft_wrap=True)


def _refuse(file: Path, *releases: Release) -> None:
    if not file.parent.is_dir():
        raise UnwritableError(f"{file} cannot be written: there is no folder {file.parent}.")
    for release in releases:
        if file.resolve().is_relative_to(release.path.resolve()):
            raise UnwritableError(f"{file} is in a release, which is never changed.")
