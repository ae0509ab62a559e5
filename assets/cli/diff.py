"""The command `gijiroku diff`: what differs between two releases."""

from __future__ import annotations

import argparse

from rich.console import Console

from assets.cli.arguments import EXIT_OK, EXIT_USAGE, Parser
from assets.cli.console import refuse
from assets.cli.options import add_outputs, path, release_name
from pipeline.messages import message
from pipeline.run.shortages import shortage


def add_options(command: Parser) -> None:
    """Add the releases and the options of the command."""
    command.arguments.add_argument(
        "before", type=release_name, metavar="A", help=message("help_before")
    )
    command.arguments.add_argument("now", type=release_name, metavar="B", help=message("help_now"))
    for name in ("--csv", "--parquet"):
        command.options.add_argument(
            name, type=path, metavar="FILE", help=message("help_changes_file")
        )
    command.options.add_argument("--force", action="store_true", help=message("help_diff_force"))
    add_outputs(command)


def diff(options: argparse.Namespace, console: Console) -> int:
    """Print what differs, and write the table of changes where it is wanted."""
    from assets.cli.comparison import print_difference, release_named

    try:
        before = release_named(options.outputs, options.before)
        now = release_named(options.outputs, options.now)
        print_difference(
            console, before, now, csv=options.csv, parquet=options.parquet, force=options.force
        )
    except OSError as error:
        reason = error.strerror or error
        said = message("not_read_or_written", path=error.filename or "-", reason=reason)
        return refuse(shortage(error, options.outputs) or said, EXIT_USAGE)
    return EXIT_OK
