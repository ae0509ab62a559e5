"""The command `gijiroku`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.arguments import EXIT_USAGE, Parser
from assets.console import refuse, say
from assets.evaluation import add_options, evaluate
from assets.stopping import stopping_at_once, stopping_when_told
from pipeline.limits import (
    DEFAULT_LIMITS,
    LimitError,
    Limits,
    described,
    limits_from,
    other_than_default,
)
from pipeline.messages import LanguageError, MessageError, language, message
from pipeline.messages.printable import printable
from pipeline.run.shortages import refuse_low_limits, shortage

EXIT_OK, EXIT_CHECKS_FAILED = 0, 1

SUPERSEDED_COMMAND = "ignore:Function `dev_command` is superseded"
"""The warning that `dagster dev` itself begins with, as a filter of Python's."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 1 where a check of severity ERROR failed."""
    try:
        language()
    except LanguageError as error:
        return refuse(error, EXIT_USAGE)
    with stopping_when_told():
        options = _parser().parse_args(arguments)
        console = Console(stderr=False, highlight=False)
        try:
            return int(options.command(options, console))
        except Exception as error:
            if isinstance(error, MessageError):
                return refuse(error, EXIT_USAGE)
            if reason := shortage(error, getattr(options, "outputs", None)):
                return refuse(reason, EXIT_USAGE)
            raise


def _parser() -> Parser:
    parser = Parser(prog="gijiroku", description=message("help_gijiroku"))
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", title=message("help_commands")
    )

    def add(name: str, run: Callable[[argparse.Namespace, Console], int], what: str) -> Parser:
        command: Parser = commands.add_parser(name, help=what, description=what)
        command.set_defaults(command=run)
        return command

    run = add("run", _run, message("help_run"))
    run.options.add_argument("--processes", type=int, metavar="N", help=message("help_processes"))
    run.options.add_argument("--force", action="store_true", help=message("help_force"))
    for name, default in DEFAULT_LIMITS:
        run.options.add_argument(
            "--" + name.replace("_", "-"),
            type=type(default),
            metavar="N",
            help=described(name),
        )
    ui = add("ui", _ui, message("help_ui"))
    ui.options.add_argument(
        "--port", type=int, metavar="N", default=3000, help=message("help_port")
    )
    release = add("release", _release, message("help_release"))
    release.options.add_argument("--dry-run", action="store_true", help=message("help_dry_run"))
    diff = add("diff", _diff, message("help_diff"))
    diff.arguments.add_argument("before", metavar="A", help=message("help_before"))
    diff.arguments.add_argument("now", metavar="B", help=message("help_now"))
    for name in ("--csv", "--parquet"):
        diff.options.add_argument(
            name, type=_path, metavar="FILE", help=message("help_changes_file")
        )
    for each in (run, ui, release):
        each.options.add_argument(
            "--corpus",
            type=_path,
            metavar="DIR",
            default=Path("corpus"),
            help=message("help_corpus"),
        )
    verify = add("verify", _verify, message("help_verify"))
    verify.arguments.add_argument(
        "release",
        nargs="?",
        metavar="RELEASE",
        default="latest",
        help=message("help_verified_release"),
    )
    for each in (run, ui, release, diff, verify):
        each.options.add_argument(
            "--outputs",
            type=_outputs,
            metavar="DIR",
            default=Path("outputs"),
            help=message("help_outputs"),
        )
    inspect = add("inspect", _inspect, message("help_inspect"))
    inspect.arguments.add_argument(
        "file", type=Path, metavar="FILE", help=message("help_inspected_file")
    )
    inspect.arguments.add_argument("--annotate", action="store_true", help=message("help_annotate"))
    inspect.arguments.add_argument("--why", type=int, metavar="LINE", help=message("help_why"))
    add("dictionary", _dictionary, message("help_dictionary"))
    add_options(add("evaluate", evaluate, message("help_evaluate")))
    return parser


def _outputs(stated: str) -> Path:
    from pipeline.release.target import URL_PREFIX, local_outputs

    return local_outputs(stated) if stated.startswith(URL_PREFIX) else _path(stated)


def _path(stated: str) -> Path:
    """A path as it is stated, but never one that a library could take for somebody's home."""
    try:
        stated.encode()
    except UnicodeEncodeError:
        raise SystemExit(refuse(message("path_not_utf8", path=stated), EXIT_USAGE)) from None
    return Path.cwd() / stated if stated.startswith("~") else Path(stated)


def _run(options: argparse.Namespace, console: Console) -> int:
    # Imported late: Dagster takes a second to load, which --help need not wait for.
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.report import print_finding, print_report
    from assets.runs import ReadingError, run_collections, run_release
    from pipeline.ingestion.collection import CollectionError, collection_ids
    from pipeline.run.settings import SettingsError
    from pipeline.run.store import Store
    from pipeline.run.strays import copies, strays
    from schemas.vocabulary import Severity

    refuse_low_limits()
    try:
        limits = _limits(options)
        # Before the instance is made: a wrong corpus leaves no outputs behind.
        collection_ids(options.corpus)
        names = fill_partitions(open_instance(options.outputs), options.corpus)
    except (CollectionError, LimitError, SettingsError) as error:
        return refuse(error, EXIT_USAGE)
    found = strays(options.corpus)
    for stray in found:
        print_finding(console, Severity.ERROR, stray)
    if not names:
        return refuse(message("corpus_empty", folder=options.corpus), EXIT_USAGE)
    with stopping_at_once(), _progress(console) as progress:
        task = progress.add_task(message("progress_collections"), total=len(names))
        try:
            collections = run_collections(
                names,
                options.corpus,
                options.outputs,
                processes=options.processes or 0,
                force=options.force,
                limits=limits,
                listener=lambda _: progress.advance(task),
            )
        except ReadingError as error:
            return refuse(error, EXIT_CHECKS_FAILED)
        task = progress.add_task(message("progress_release"), total=1)
        release = run_release(options.corpus, options.outputs, limits)
        progress.advance(task)
    for copy in copies(Store(options.outputs), names):
        print_finding(console, Severity.WARN, copy)
    print_report(console, collections, release, options.corpus, options.outputs)
    for name, value in other_than_default(limits.model_dump()).items():
        say(console, message("other_limit", name=name, value=value))
    runs = [*collections, release]
    failed = any(check.severity == "ERROR" for run in runs for check in run.failed_checks)
    is_whole = not found and not failed and all(run.success for run in runs)
    return EXIT_OK if is_whole else EXIT_CHECKS_FAILED


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _limits(options: argparse.Namespace) -> Limits:
    """The limits of the settings, but for those that the command states."""
    from pipeline.run.settings import read_settings

    options_stated = vars(options)
    stated = {
        name: options_stated[name]
        for name in Limits.model_fields
        if options_stated[name] is not None
    }
    return limits_from(read_settings().limits.model_dump() | stated)


def _ui(options: argparse.Namespace, console: Console) -> int:
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from pipeline.ingestion.collection import CollectionError, collection_ids
    from pipeline.run.settings import VARIABLES, SettingsError, read_settings

    try:
        read_settings()
        collection_ids(options.corpus)
        fill_partitions(open_instance(options.outputs), options.corpus)
    except (CollectionError, SettingsError) as error:
        return refuse(error, EXIT_USAGE)
    # The command that is to follow `dagster dev` brings 22 packages more, for Dagster's cloud.
    os.environ["PYTHONWARNINGS"] = ",".join(
        [*filter(None, [os.environ.get("PYTHONWARNINGS")]), SUPERSEDED_COMMAND]
    )
    os.environ[VARIABLES["corpus"]] = str(options.corpus.resolve())
    os.environ[VARIABLES["outputs"]] = str(options.outputs.resolve())
    command = ["dagster", "dev", "--workspace", "workspace.yaml", "--port", str(options.port)]
    os.execv(str(Path(sys.executable).with_name("dagster")), command)


def _release(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import print_preview
    from pipeline.ingestion.collection import CollectionError, collection_ids
    from pipeline.release.dry_run import preview_of_corpus
    from pipeline.release.refusal import NotPublishableError
    from pipeline.release.target import fetch_latest
    from pipeline.run.settings import SettingsError, read_settings

    try:
        limits = read_settings().limits
        if not collection_ids(options.corpus):
            raise CollectionError(message("corpus_empty", folder=options.corpus))
        if options.dry_run:
            fetch_latest(options.outputs)
            print_preview(console, preview_of_corpus(options.corpus, options.outputs, limits))
            return EXIT_OK
    except (CollectionError, SettingsError) as error:
        return refuse(error, EXIT_USAGE)
    except NotPublishableError as error:
        return refuse(error, EXIT_CHECKS_FAILED)

    from assets.report import print_report, print_stale
    from assets.runs import run_release

    refuse_low_limits()
    with stopping_at_once():
        release = run_release(options.corpus, options.outputs, limits)
    print_report(console, [], release, options.corpus, options.outputs)
    print_stale(console, options.corpus, options.outputs, limits)
    failed = any(check.severity == "ERROR" for check in release.failed_checks)
    return EXIT_CHECKS_FAILED if failed or not release.success else EXIT_OK


def _diff(options: argparse.Namespace, console: Console) -> int:
    from assets.comparison import UnwritableError, print_difference, release_named
    from pipeline.release.refusal import NotPublishableError
    from pipeline.release.version import NoReleaseError

    try:
        before = release_named(options.outputs, options.before)
        now = release_named(options.outputs, options.now)
        print_difference(console, before, now, csv=options.csv, parquet=options.parquet)
    except (NoReleaseError, UnwritableError, OSError) as error:
        return refuse(error, EXIT_USAGE)
    except NotPublishableError as error:
        return refuse(error, EXIT_CHECKS_FAILED)
    return EXIT_OK


def _verify(options: argparse.Namespace, console: Console) -> int:
    from pipeline.release.refusal import NotPublishableError
    from pipeline.release.target import published_release
    from pipeline.release.verify import UnverifiableError, verify
    from pipeline.release.version import NoReleaseError

    try:
        with published_release(options.outputs, options.release) as (folder, release):
            verification = verify(folder)
    except (NoReleaseError, UnverifiableError) as error:
        return refuse(error, EXIT_USAGE)
    except NotPublishableError as error:
        return refuse(error, EXIT_CHECKS_FAILED)
    for fault in verification.faults:
        say(console, f"{printable(fault.file)}: {printable(fault.reason)}")
    if verification.faults:
        say(console, message("fault_of_release", release=release))
        return EXIT_CHECKS_FAILED
    say(
        console,
        message(
            "release_is_whole",
            release=release,
            files=verification.file_count,
            rows=verification.row_count,
        ),
    )
    return EXIT_OK


def _inspect(options: argparse.Namespace, console: Console) -> int:
    from assets.inspect import print_inspection, print_why
    from pipeline.evaluation.annotation import annotation_of
    from pipeline.run.inspection import InspectionError, inspect_file
    from pipeline.run.settings import SettingsError, read_settings
    from pipeline.run.why import WhyError, why

    try:
        found = inspect_file(options.file, read_settings().limits)
    except (InspectionError, SettingsError) as error:
        return refuse(error, EXIT_USAGE)
    if options.annotate:
        console.print(annotation_of(found), end="", markup=False, highlight=False, soft_wrap=True)
        return EXIT_OK
    if options.why is not None:
        try:
            units = why(found, options.why)
        except WhyError as error:
            return refuse(error, EXIT_USAGE)
        print_why(console, units, options.why)
        return EXIT_OK
    print_inspection(console, found)
    failed = any(result.check.severity == "error" for result in found.failed_checks)
    return EXIT_CHECKS_FAILED if failed else EXIT_OK


def _dictionary(options: argparse.Namespace, console: Console) -> int:
    from pipeline.release.metadata.data_dictionary import data_dictionary

    print(data_dictionary(), end="")
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
