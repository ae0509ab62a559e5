"""The command `gijiroku verify`: whether a release is whole."""

from __future__ import annotations

import argparse

from rich.console import Console

from assets.cli.arguments import EXIT_CHECKS_FAILED, EXIT_OK, Parser
from assets.cli.console import say
from assets.cli.options import add_outputs, release_name
from pipeline.messages import message
from pipeline.messages.printable import printable


def add_options(command: Parser) -> None:
    """Add the release and the options of the command."""
    command.arguments.add_argument(
        "release",
        type=release_name,
        nargs="?",
        metavar="RELEASE",
        default="latest",
        help=message("help_verified_release"),
    )
    add_outputs(command)


def verify(options: argparse.Namespace, console: Console) -> int:
    """Print what is wrong with a release, or that it is whole."""
    from pipeline.release.target import published_release
    from pipeline.release.verify import verify as verify_release

    with published_release(options.outputs, options.release) as (folder, release):
        verification = verify_release(folder)
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
