"""The command `gijiroku`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import asdict, fields, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.evaluation import add_options
from pipeline.limits import LimitError, Limits, described, other_than_default

EXIT_OK, EXIT_CHECKS_FAILED, EXIT_USAGE = 0, 1, 2

SUPERSEDED_COMMAND = "ignore:Function `dev_command` is superseded"
"""The warning that `dagster dev` itself begins with, as a filter of Python's."""


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
    for limit in fields(Limits):
        run.add_argument(
            "--" + limit.name.replace("_", "-"),
            type=type(limit.default),
            metavar="N",
            help=described(limit.name).splitlines()[0],
        )
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
    verify = commands.add_parser("verify", help="say whether a release is whole and unaltered")
    verify.add_argument(
        "release", nargs="?", default="latest", help="folder or version (default: the latest)"
    )
    verify.set_defaults(command=_verify)
    for command in (run, ui, release, diff, verify):
        command.add_argument(
            "--outputs",
            type=_outputs,
            default=Path("outputs"),
            help="releases out: a folder, or the s3:// URL of a bucket",
        )
    inspect = commands.add_parser("inspect", help="show a record as the pipeline sees it")
    inspect.add_argument("file", type=Path, help="a record, in a collection or not")
    inspect.set_defaults(command=_inspect)
    dictionary = commands.add_parser("dictionary", help="print the data dictionary as Markdown")
    dictionary.set_defaults(command=_dictionary)
    add_options(commands.add_parser("evaluate", help="say how right the pipeline reads the gold"))
    return parser


def _told(error: Exception, exit_code: int) -> int:
    """Say on standard error what went wrong, and pass the exit code on."""
    print(f"gijiroku: {error}", file=sys.stderr)
    return exit_code


def _outputs(stated: str) -> Path:
    from pipeline.export.target import local_outputs

    return local_outputs(stated)


def _run(options: argparse.Namespace, console: Console) -> int:
    # Imported late: Dagster takes a second to load, which --help need not wait for.
    from assets.settings import SettingsError
    from assets.workers import processes_wanted, start_workers

    try:
        limits = _limits(options)
    except (LimitError, SettingsError) as error:
        return _told(error, EXIT_USAGE)
    processes = min(options.processes or processes_wanted(), _folders_in(options.corpus))
    with start_workers(processes) if processes > 1 else nullcontext() as workers:
        return _run_with(workers, options, limits, console)


def _limits(options: argparse.Namespace) -> Limits:
    """The limits of the settings, but for those that the command states."""
    from assets.settings import read_settings

    stated = {
        limit.name: value
        for limit in fields(Limits)
        if (value := getattr(options, limit.name)) is not None
    }
    return replace(read_settings().limits, **stated)


def _run_with(
    workers: Executor | None, options: argparse.Namespace, limits: Limits, console: Console
) -> int:
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.report import print_report
    from assets.runs import run_collections, run_release
    from pipeline.collection import CollectionError, collection_ids
    from pipeline.messages import message
    from pipeline.store import Store
    from pipeline.strays import copies, strays

    try:
        # Before the instance is made: a wrong corpus leaves no outputs behind.
        collection_ids(options.corpus)
        names = fill_partitions(open_instance(options.outputs), options.corpus)
    except CollectionError as error:
        return _told(error, EXIT_USAGE)
    found = strays(options.corpus)
    for stray in found:
        console.print(f"ERROR {stray}", style="red", markup=False, soft_wrap=True)
    if not names:
        print(f"gijiroku: {message('corpus_empty', folder=options.corpus)}", file=sys.stderr)
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
            names, options.corpus, options.outputs, workers, force=options.force, limits=limits
        ):
            collections.append(run)
            progress.advance(task)
        task = progress.add_task("release", total=1)
        release = run_release(options.corpus, options.outputs, limits)
        progress.advance(task)
    collections.sort(key=lambda run: names.index(str(run.collection_id)))
    for copy in copies(Store(options.outputs), names):
        console.print(f"WARN {copy}", style="yellow", markup=False, soft_wrap=True)
    print_report(console, collections, release, options.corpus, options.outputs)
    for name, value in other_than_default(asdict(limits)).items():
        console.print(f"this run had another limit than the default: {name} {value}")
    runs = [*collections, release]
    failed = any(check.severity == "ERROR" for run in runs for check in run.failed_checks)
    is_whole = not found and not failed and all(run.success for run in runs)
    return EXIT_OK if is_whole else EXIT_CHECKS_FAILED


def _folders_in(corpus: Path) -> int:
    try:
        return sum(path.is_dir() for path in corpus.iterdir())
    except OSError:
        # What is wrong with it is told where it is read.
        return 0


def _ui(options: argparse.Namespace, console: Console) -> int:
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.settings import CORPUS_VARIABLE, OUTPUTS_VARIABLE, SettingsError, read_settings
    from pipeline.collection import CollectionError, collection_ids

    try:
        read_settings()
        collection_ids(options.corpus)
        fill_partitions(open_instance(options.outputs), options.corpus)
    except (CollectionError, SettingsError) as error:
        return _told(error, EXIT_USAGE)
    # The command that is to follow `dagster dev` brings 22 packages more, for Dagster's cloud.
    os.environ["PYTHONWARNINGS"] = ",".join(
        [*filter(None, [os.environ.get("PYTHONWARNINGS")]), SUPERSEDED_COMMAND]
    )
    os.environ[CORPUS_VARIABLE] = str(options.corpus.resolve())
    os.environ[OUTPUTS_VARIABLE] = str(options.outputs.resolve())
    command = ["dagster", "dev", "--workspace", "workspace.yaml", "--port", str(options.port)]
    os.execv(str(Path(sys.executable).with_name("dagster")), command)


def _release(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import print_preview
    from assets.settings import SettingsError, read_settings
    from pipeline.collection import CollectionError, collection_ids
    from pipeline.export.preview import preview_of_corpus
    from pipeline.export.refusal import NotPublishableError
    from pipeline.export.target import fetch_latest
    from pipeline.messages import message

    try:
        limits = read_settings().limits
        if not collection_ids(options.corpus):
            raise CollectionError(message("corpus_empty", folder=options.corpus))
        if options.dry_run:
            fetch_latest(options.outputs)
            print_preview(console, preview_of_corpus(options.corpus, options.outputs, limits))
            return EXIT_OK
    except (CollectionError, SettingsError) as error:
        return _told(error, EXIT_USAGE)
    except NotPublishableError as error:
        return _told(error, EXIT_CHECKS_FAILED)

    from assets.report import print_report, print_stale
    from assets.runs import run_release

    release = run_release(options.corpus, options.outputs, limits)
    print_report(console, [], release, options.corpus, options.outputs)
    print_stale(console, options.corpus, options.outputs, limits)
    failed = any(check.severity == "ERROR" for check in release.failed_checks)
    return EXIT_CHECKS_FAILED if failed or not release.success else EXIT_OK


def _diff(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import UnwritableError, print_difference, release_named
    from pipeline.export.refusal import NotPublishableError
    from pipeline.export.version import NoReleaseError

    try:
        before = release_named(options.outputs, options.before)
        now = release_named(options.outputs, options.now)
        print_difference(console, before, now, csv=options.csv, parquet=options.parquet)
    except (NoReleaseError, UnwritableError, OSError) as error:
        return _told(error, EXIT_USAGE)
    except NotPublishableError as error:
        return _told(error, EXIT_CHECKS_FAILED)
    return EXIT_OK


def _verify(options: argparse.Namespace, console: Console) -> int:
    from pipeline.export.refusal import NotPublishableError
    from pipeline.export.target import published_release
    from pipeline.export.verify import UnverifiableError, verify
    from pipeline.export.version import NoReleaseError

    try:
        with published_release(options.outputs, options.release) as (folder, release):
            verification = verify(folder)
    except (NoReleaseError, UnverifiableError) as error:
        return _told(error, EXIT_USAGE)
    except NotPublishableError as error:
        return _told(error, EXIT_CHECKS_FAILED)
    for fault in verification.faults:
        print(f"{fault.file}: {fault.reason}")
    if verification.faults:
        print(f"{release} is not as it was published. Restore it from a copy.")
        return EXIT_CHECKS_FAILED
    print(
        f"{release} is whole: {verification.file_count} files and "
        f"{verification.row_count} rows verified"
    )
    return EXIT_OK


def _inspect(options: argparse.Namespace, console: Console) -> int:
    from assets.inspect import print_inspection
    from assets.settings import SettingsError, read_settings
    from pipeline.inspection import InspectionError, inspect_file

    try:
        found = inspect_file(options.file, read_settings().limits)
    except (InspectionError, SettingsError) as error:
        return _told(error, EXIT_USAGE)
    print_inspection(console, found)
    failed = any(result.check.severity == "error" for result in found.failed_checks)
    return EXIT_CHECKS_FAILED if failed else EXIT_OK


def _dictionary(options: argparse.Namespace, console: Console) -> int:
    from pipeline.dictionary import data_dictionary

    print(data_dictionary(), end="")
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
