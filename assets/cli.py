"""The command `gijiroku`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

EXIT_OK, EXIT_CHECKS_FAILED, EXIT_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 1 where a check of severity ERROR failed."""
    parser = _parser()
    options = parser.parse_args(arguments)
    console = Console(stderr=False, highlight=False)
    return int(options.command(options, console))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gijiroku", description="From records of Japanese meetings to open datasets."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="read the corpus and publish a release")
    run.add_argument("--processes", type=int, default=None, help="collections at a time")
    run.add_argument("--force", action="store_true", help="read unchanged collections too")
    run.set_defaults(command=_run)
    ui = commands.add_parser("ui", help="open the Dagster UI")
    ui.add_argument("--port", type=int, default=3000, help="port of the UI (default 3000)")
    ui.set_defaults(command=_ui)
    release = commands.add_parser("release", help="publish a release of what has been read")
    release.add_argument(
        "--dry-run",
        action="store_true",
        help="only say what a run would publish of the corpus as it is now, and write nothing",
    )
    release.set_defaults(command=_release)
    diff = commands.add_parser("diff", help="show what differs between two releases")
    diff.add_argument("before", metavar="A", help="version, 'latest', or folder of a release")
    diff.add_argument("now", metavar="B", help="the release that it is compared with")
    diff.add_argument("--csv", type=Path, metavar="FILE", help="write all changes there")
    diff.add_argument("--parquet", type=Path, metavar="FILE", help="write all changes there")
    diff.set_defaults(command=_diff)
    for command in (run, ui, release):
        command.add_argument("--corpus", type=Path, default=Path("corpus"), help="records in")
    for command in (run, ui, release, diff):
        command.add_argument("--outputs", type=Path, default=Path("outputs"), help="releases out")
    dictionary = commands.add_parser("dictionary", help="print the data dictionary as Markdown")
    dictionary.set_defaults(command=_dictionary)
    return parser


def _run(options: argparse.Namespace, console: Console) -> int:
    # Imported late: Dagster takes a second to load, which --help need not wait for.
    from assets.workers import processes_wanted, start_workers

    processes = min(options.processes or processes_wanted(), _folders_in(options.corpus))
    with start_workers(processes) if processes > 1 else nullcontext() as workers:
        return _run_with(workers, options, console)


def _run_with(workers: Executor | None, options: argparse.Namespace, console: Console) -> int:
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.report import print_report
    from assets.runs import run_collections, run_release
    from pipeline.collection import CollectionError, collection_ids

    try:
        # Before the instance is made: a wrong corpus leaves no outputs behind.
        collection_ids(options.corpus)
        names = fill_partitions(open_instance(options.outputs), options.corpus)
    except CollectionError as error:
        print(f"gijiroku: {error}", file=sys.stderr)
        return EXIT_USAGE
    if not names:
        print(f"gijiroku: {options.corpus} holds no collection (a folder each).", file=sys.stderr)
        return EXIT_USAGE
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with progress:
        task = progress.add_task("collections", total=len(names))
        collections = []
        for run in run_collections(
            names, options.corpus, options.outputs, workers, force=options.force
        ):
            collections.append(run)
            progress.advance(task)
        task = progress.add_task("release", total=1)
        release = run_release(options.corpus, options.outputs)
        progress.advance(task)
    collections.sort(key=lambda run: names.index(str(run.collection_id)))
    print_report(console, collections, release, options.outputs)
    runs = [*collections, release]
    failed = any(check.severity == "ERROR" for run in runs for check in run.failed_checks)
    return EXIT_CHECKS_FAILED if failed or not all(run.success for run in runs) else EXIT_OK


def _folders_in(corpus: Path) -> int:
    return sum(path.is_dir() for path in corpus.iterdir()) if corpus.is_dir() else 0


def _ui(options: argparse.Namespace, console: Console) -> int:
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.settings import CORPUS_VARIABLE, OUTPUTS_VARIABLE

    fill_partitions(open_instance(options.outputs), options.corpus)
    os.environ[CORPUS_VARIABLE] = str(options.corpus.resolve())
    os.environ[OUTPUTS_VARIABLE] = str(options.outputs.resolve())
    command = ["dagster", "dev", "--workspace", "workspace.yaml", "--port", str(options.port)]
    os.execv(str(Path(sys.executable).with_name("dagster")), command)


def _release(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import print_preview
    from pipeline.collection import CollectionError, collection_ids
    from pipeline.export.preview import preview_of_corpus
    from pipeline.export.refusal import NotPublishableError

    try:
        if not collection_ids(options.corpus):
            raise CollectionError(f"{options.corpus} holds no collection (a folder each).")
        if options.dry_run:
            print_preview(console, preview_of_corpus(options.corpus, options.outputs))
            return EXIT_OK
    except CollectionError as error:
        print(f"gijiroku: {error}", file=sys.stderr)
        return EXIT_USAGE
    except NotPublishableError as error:
        print(f"gijiroku: {error}", file=sys.stderr)
        return EXIT_CHECKS_FAILED

    from assets.report import print_report, print_stale
    from assets.runs import run_release

    release = run_release(options.corpus, options.outputs)
    print_report(console, [], release, options.outputs)
    print_stale(console, options.corpus, options.outputs)
    failed = any(check.severity == "ERROR" for check in release.failed_checks)
    return EXIT_CHECKS_FAILED if failed or not release.success else EXIT_OK


def _diff(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import NoReleaseError, find_release, print_difference
    from pipeline.export.refusal import NotPublishableError

    try:
        before = find_release(options.before, options.outputs)
        now = find_release(options.now, options.outputs)
        print_difference(console, before, now, csv=options.csv, parquet=options.parquet)
    except (NoReleaseError, OSError) as error:
        print(f"gijiroku: {error}", file=sys.stderr)
        return EXIT_USAGE
    except NotPublishableError as error:
        print(f"gijiroku: {error}", file=sys.stderr)
        return EXIT_CHECKS_FAILED
    return EXIT_OK


def _dictionary(options: argparse.Namespace, console: Console) -> int:
    from pipeline.dictionary import data_dictionary

    print(data_dictionary(), end="")
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
