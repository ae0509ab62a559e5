"""The command `gijiroku run`: reads what has changed, and makes a release of it."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.cli.arguments import EXIT_CHECKS_FAILED, EXIT_OK, EXIT_USAGE, Parser, natural
from assets.cli.console import refuse, say
from assets.cli.options import add_corpus, add_outputs
from assets.cli.stopping import stopping_at_once
from pipeline.limits import (
    DEFAULT_LIMITS,
    Limits,
    described,
    is_switch,
    limits_from,
    other_than_default,
)
from pipeline.messages import message
from pipeline.run.settings import read_settings
from pipeline.run.shortages import refuse_low_limits


def add_options(command: Parser) -> None:
    """Add the options of the command, one for each limit among them."""
    add = command.options.add_argument
    add("--processes", type=natural, metavar="N", help=message("help_processes"))
    add("--force", action="store_true", help=message("help_force"))
    for name, default in DEFAULT_LIMITS:
        if is_switch(name):
            switch = argparse.BooleanOptionalAction
            add(f"--{name}", action=switch, default=None, help=described(name))
            continue
        add(
            "--" + name.replace("_", "-"),
            type=type(default),
            metavar="N",
            help=described(name),
        )
    add_corpus(command)
    add_outputs(command)


def run(options: argparse.Namespace, console: Console) -> int:
    """Read the corpus, make a release, and print what came of both."""
    # Imported late: Dagster takes a second to load, which --help need not wait for.
    from assets.cli.report import print_finding, print_report
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from assets.runs import ReadingError, run_collections, run_release
    from pipeline.ingestion.collection import collection_ids
    from pipeline.run.store import Store
    from pipeline.run.strays import copies, strays
    from schemas.vocabulary import Severity

    refuse_low_limits()
    limits = _limits(options)
    # Before the instance is made: a wrong corpus leaves no outputs behind.
    collection_ids(options.corpus)
    names = fill_partitions(open_instance(options.outputs), options.corpus)
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
    stated = {
        name: value
        for name, value in vars(options).items()
        if name in Limits.model_fields and value is not None
    }
    return limits_from(read_settings().limits.model_dump() | stated)
