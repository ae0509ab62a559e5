"""The command `gijiroku evaluate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from pipeline.messages import message

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Evaluation

EXIT_OK, EXIT_USAGE = 0, 2


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument(
        "--observed",
        type=Path,
        default=Path("quality/observed"),
        metavar="DIR",
        help="records in observed shapes: gold.jsonl and corpus/ (default quality/observed)",
    )
    command.add_argument(
        "--gold", type=Path, default=Path("quality/gold"), metavar="DIR", help="annotated records"
    )
    command.add_argument("--only", choices=("observed", "gold"), help="one of the two alone")
    command.add_argument(
        "--split",
        choices=("dev", "test", "all"),
        default="all",
        help="part of the gold; measures it alone",
    )
    command.add_argument("--family", metavar="NAME", help="family of the gold; measures it alone")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    command.add_argument(
        "--blocks",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="write the figures between the marks of these Markdown files too",
    )
    command.add_argument(
        "--errors", type=int, metavar="N", default=0, help="show N wrong records and N wrong rows"
    )
    command.add_argument(
        "--look-at-test",
        action="store_true",
        help="show wrong rows of the test part; it is of no use as a test after that",
    )
    command.set_defaults(command=evaluate)


def evaluate(options: argparse.Namespace, console: Console) -> int:
    """Run the pipeline on records whose truth is known and print how right it is."""
    # Imported late: polars takes a moment to load, which --help need not wait for.
    from assets.figures import print_figures, print_observed, print_wrong_records
    from pipeline.evaluation.figures import evaluate as evaluate_gold
    from pipeline.evaluation.figures import quality
    from pipeline.evaluation.gold import GoldError
    from pipeline.evaluation.observed.figures import evaluate_observed, stated_observed
    from pipeline.evaluation.observed.told import caveat, lead, lead_of

    is_part = options.split != "all" or bool(options.family)
    only = options.only or ("gold" if is_part else None)
    if is_part and only == "observed":
        return _refuse(message("evaluate_part_of_gold"))
    if options.split == "test" and options.errors and not options.look_at_test:
        return _refuse(message("evaluate_test_withheld"))
    if (options.json or options.blocks) and only:
        return _refuse(message("evaluate_wants_all"))
    observed = evaluation = None
    try:
        if only != "gold":
            observed = evaluate_observed(options.observed)
        if only != "observed":
            evaluation = evaluate_gold(options.gold, options.split, options.family)
    except GoldError as error:
        return _refuse(str(error))
    stated = None
    if observed and evaluation:
        stated = quality(evaluation, options.gold, observed, options.observed)
    if observed:
        of_observed = stated["observed"] if stated else stated_observed(observed, options.observed)
        said = f"{lead(stated)}\n{caveat()}" if stated else lead_of(of_observed, options.observed)
        print_observed(console, said, of_observed)
        if options.errors:
            print_wrong_records(console, observed, options.errors)
    if evaluation:
        console.print(message("gold_is_of_the_makers"), end="\n\n")
        print_figures(console, evaluation)
        if options.errors:
            _print_wrong_rows(options, console, evaluation)
    return _written(options, console, stated) if stated else EXIT_OK


def _written(options: argparse.Namespace, console: Console, stated: dict[str, Any]) -> int:
    from pipeline.evaluation.blocks import BlockError, with_blocks
    from pipeline.evaluation.figures import write_quality

    try:
        texts = {file: with_blocks(stated, file) for file in options.blocks}
    except (BlockError, OSError) as error:
        return _refuse(str(error))
    if options.json:
        write_quality(stated, options.json)
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    for file in (*filter(None, [options.json]), *texts):
        console.print(f"{file} written")
    return EXIT_OK


def _print_wrong_rows(
    options: argparse.Namespace, console: Console, evaluation: Evaluation
) -> None:
    from assets.figures import print_errors

    records = evaluation.gold.records
    is_withheld = not options.look_at_test and options.split == "all"
    if is_withheld:
        records = records.filter(split="dev")
    console.print(
        f"\nWrong rows{' (those of the test part are not shown)' if is_withheld else ''}:"
    )
    outcomes = evaluation.outcomes.join(records, on="record", how="semi")
    print_errors(console, outcomes, options.errors)


def _refuse(reason: str) -> int:
    print(f"gijiroku: {reason}", file=sys.stderr)
    return EXIT_USAGE
