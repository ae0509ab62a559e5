"""The command `gijiroku evaluate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from assets.arguments import EXIT_USAGE, Parser
from assets.console import refuse, say
from pipeline.messages import message

EXIT_OK = 0


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.options.add_argument(
        "--gold",
        type=Path,
        metavar="DIR",
        default=Path("quality/gold"),
        help=message("help_gold"),
    )
    command.options.add_argument(
        "--split", choices=("dev", "test", "all"), default="all", help=message("help_split")
    )
    command.options.add_argument("--family", metavar="NAME", help=message("help_family"))
    command.options.add_argument("--json", type=Path, metavar="FILE", help=message("help_json"))
    command.options.add_argument(
        "--errors", type=int, metavar="N", default=0, help=message("help_errors")
    )
    command.options.add_argument(
        "--look-at-test", action="store_true", help=message("help_look_at_test")
    )


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
            return refuse(message("test_part_not_shown"), EXIT_USAGE)
        shown = "dev"
    if options.json and (options.split != "all" or options.family):
        return refuse(message("json_wants_all"), EXIT_USAGE)
    try:
        evaluation = run(options.gold, options.split, options.family)
    except GoldError as error:
        return refuse(error, EXIT_USAGE)
    print_figures(console, evaluation)
    if options.errors:
        is_withheld = shown != options.split
        say(console, "")
        say(console, message("wrong_rows_of_dev") if is_withheld else message("wrong_rows"))
        records = evaluation.gold.records
        if shown != "all":
            records = records.filter(split=shown)
        print_errors(
            console, evaluation.outcomes.join(records, on="record", how="semi"), options.errors
        )
    if options.json:
        write_quality(evaluation, options.gold, options.json)
        say(console, "")
        say(console, message("figures_written", file=options.json))
    return EXIT_OK
