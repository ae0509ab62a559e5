"""The command `gijiroku evaluate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

EXIT_OK, EXIT_USAGE = 0, 2


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument(
        "--gold", type=Path, default=Path("quality/gold"), help="annotated records"
    )
    command.add_argument(
        "--split", choices=("dev", "test", "all"), default="all", help="part of it (default all)"
    )
    command.add_argument("--family", metavar="NAME", help="records of one family only")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    command.add_argument("--errors", type=int, metavar="N", default=0, help="show N wrong rows")
    command.add_argument(
        "--look-at-test",
        action="store_true",
        help="show wrong rows of the test part; it is of no use as a test after that",
    )
    command.set_defaults(command=evaluate)


def evaluate(options: argparse.Namespace, console: Console) -> int:
    """Run the pipeline on annotated records and print how right it is."""
    # Imported late: polars takes a moment to load, which --help need not wait for.
    from assets.figures import print_errors, print_figures
    from pipeline.evaluation.figures import evaluate as run
    from pipeline.evaluation.figures import write_quality
    from pipeline.evaluation.gold import GoldError

    shown = options.split
    if options.errors and not options.look_at_test:
        if options.split == "test":
            return _refuse(
                "wrong rows of the test part are not shown, for rules mended after them would make "
                "its figures flatter. Use --split dev, or --look-at-test if you must."
            )
        shown = "dev"
    if options.json and (options.split != "all" or options.family):
        return _refuse("--json wants all records. Leave out --split and --family.")
    try:
        evaluation = run(options.gold, options.split, options.family)
    except GoldError as error:
        return _refuse(str(error))
    print_figures(console, evaluation)
    if options.errors:
        is_withheld = "" if shown == options.split else " (those of the test part are not shown)"
        console.print(f"\nWrong rows{is_withheld}:")
        records = evaluation.gold.records
        if shown != "all":
            records = records.filter(split=shown)
        print_errors(
            console, evaluation.outcomes.join(records, on="record", how="semi"), options.errors
        )
    if options.json:
        write_quality(evaluation, options.gold, options.json)
        console.print(f"\n{options.json} written")
    return EXIT_OK


def _refuse(reason: str) -> int:
    print(f"gijiroku: {reason}", file=sys.stderr)
    return EXIT_USAGE
