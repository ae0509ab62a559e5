"""The command `gijiroku evaluate`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from assets.cli.arguments import EXIT_OK, EXIT_USAGE, Parser
from assets.cli.console import refuse, say, say_paragraph
from assets.cli.options import path
from pipeline.messages import message

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Evaluation


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add = command.options.add_argument
    add(
        "--observed",
        type=path,
        metavar="DIR",
        default=Path("quality/observed"),
        help=message("help_observed"),
    )
    add("--gold", type=path, metavar="DIR", default=Path("quality/gold"), help=message("help_gold"))
    add("--only", choices=("observed", "gold"), help=message("help_only"))
    add("--split", choices=("dev", "test", "all"), default="all", help=message("help_split"))
    add("--family", metavar="NAME", help=message("help_family"))
    add("--json", type=path, metavar="FILE", help=message("help_json"))
    add(
        "--blocks",
        type=path,
        metavar="FILE",
        nargs="+",
        default=[],
        help=message("help_blocks"),
    )
    add("--errors", type=int, metavar="N", default=0, help=message("help_errors"))
    add("--look-at-test", action="store_true", help=message("help_look_at_test"))


def evaluate(options: argparse.Namespace, console: Console) -> int:
    """Run the pipeline on records whose truth is known and print how right it is."""
    # Imported late: polars takes a moment to load, which --help need not wait for.
    from assets.cli.figures import print_figures, print_observed, print_wrong_records
    from pipeline.evaluation.figures import evaluate as evaluate_gold
    from pipeline.evaluation.figures import quality
    from pipeline.evaluation.gold import has_part
    from pipeline.evaluation.observed.figures import evaluate_observed, stated_observed
    from pipeline.evaluation.observed.told import caveat, lead, lead_of

    is_part = options.split != "all" or bool(options.family)
    only = options.only or ("gold" if is_part else None)
    if is_part and only == "observed":
        return refuse(message("evaluate_part_of_gold"), EXIT_USAGE)
    if options.split == "test" and options.errors and not options.look_at_test:
        return refuse(message("evaluate_test_withheld"), EXIT_USAGE)
    if (options.json or options.blocks) and only:
        return refuse(message("evaluate_wants_all"), EXIT_USAGE)
    # The figures that are stated are those of the test part.
    is_stated = not only and has_part(options.gold, "test")
    if (options.json or options.blocks) and not is_stated:
        return refuse(message("evaluate_wants_test", folder=options.gold), EXIT_USAGE)
    observed = evaluation = None
    if only != "gold":
        observed = evaluate_observed(options.observed)
    if only != "observed":
        evaluation = evaluate_gold(options.gold, options.split, options.family)
    stated = None
    if observed and evaluation and is_stated:
        stated = quality(evaluation, options.gold, observed, options.observed)
    if observed:
        of_observed = stated["observed"] if stated else stated_observed(observed, options.observed)
        said = [lead(stated), caveat()] if stated else [lead_of(of_observed, options.observed)]
        for words in said:
            say_paragraph(console, words)
        print_observed(console, of_observed)
        if options.errors:
            print_wrong_records(console, observed, options.errors)
    if evaluation:
        say_paragraph(console, message("gold_is_of_the_makers"))
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
        return refuse(error, EXIT_USAGE)
    if options.json:
        write_quality(stated, options.json)
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    for file in (*filter(None, [options.json]), *texts):
        say(console, message("figures_written", file=file))
    return EXIT_OK


def _print_wrong_rows(
    options: argparse.Namespace, console: Console, evaluation: Evaluation
) -> None:
    from assets.cli.figures import print_errors

    records = evaluation.gold.records
    is_withheld = not options.look_at_test and options.split == "all"
    if is_withheld:
        records = records.filter(split="dev")
    say(console, "")
    say(console, message("wrong_rows_of_dev") if is_withheld else message("wrong_rows"))
    outcomes = evaluation.outcomes.join(records, on="record", how="semi")
    print_errors(console, outcomes, options.errors)
