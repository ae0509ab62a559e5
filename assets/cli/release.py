"""The command `gijiroku release`: makes a release of what has been read, or says which."""

from __future__ import annotations

import argparse

from rich.console import Console

from assets.cli.arguments import EXIT_CHECKS_FAILED, EXIT_OK, Parser
from assets.cli.options import add_corpus, add_outputs
from assets.cli.stopping import stopping_at_once
from pipeline.messages import message
from pipeline.run.settings import read_settings
from pipeline.run.shortages import refuse_low_limits


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.options.add_argument("--dry-run", action="store_true", help=message("help_dry_run"))
    add_corpus(command)
    add_outputs(command)


def release(options: argparse.Namespace, console: Console) -> int:
    """Make a release and print what came of it; with `--dry-run` print what would."""
    from assets.cli.comparison import print_preview
    from pipeline.ingestion.collection import CollectionError, collection_ids
    from pipeline.release.dry_run import preview_of_corpus
    from pipeline.release.target import fetch_latest

    limits = read_settings().limits
    if not collection_ids(options.corpus):
        raise CollectionError(message("corpus_empty", folder=options.corpus))
    if options.dry_run:
        fetch_latest(options.outputs)
        print_preview(console, preview_of_corpus(options.corpus, options.outputs, limits))
        return EXIT_OK

    from assets.cli.report import print_report, print_stale
    from assets.runs import run_release

    refuse_low_limits()
    with stopping_at_once():
        made = run_release(options.corpus, options.outputs, limits)
    print_report(console, [], made, options.corpus, options.outputs)
    print_stale(console, options.corpus, options.outputs, limits)
    failed = any(check.severity == "ERROR" for check in made.failed_checks)
    return EXIT_CHECKS_FAILED if failed or not made.success else EXIT_OK
