"""The command `gijiroku inspect`: a record as the pipeline sees it."""

from __future__ import annotations

import argparse

from rich.console import Console

from assets.cli.arguments import EXIT_CHECKS_FAILED, EXIT_OK, Parser
from assets.cli.options import record
from pipeline.messages import message
from pipeline.run.settings import read_settings


def add_options(command: Parser) -> None:
    """Add the file, and what else is asked of it."""
    add = command.arguments.add_argument
    add("file", type=record, metavar="FILE", help=message("help_inspected_file"))
    add("--annotate", action="store_true", help=message("help_annotate"))
    add("--why", type=int, metavar="LINE", help=message("help_why"))


def inspect(options: argparse.Namespace, console: Console) -> int:
    """Print what is read of a record, or one part of it."""
    from assets.cli.inspection import print_inspection, print_why
    from pipeline.evaluation.annotation import annotation_of
    from pipeline.run.inspection import inspect_file
    from pipeline.run.why import why

    found = inspect_file(options.file, read_settings().limits)
    if options.annotate:
        console.print(annotation_of(found), end="", markup=False, highlight=False, soft_wrap=True)
        return EXIT_OK
    if options.why is not None:
        print_why(console, why(found, options.why), options.why)
        return EXIT_OK
    print_inspection(console, found)
    failed = any(result.check.severity == "error" for result in found.failed_checks)
    return EXIT_CHECKS_FAILED if failed else EXIT_OK
