"""The parser of `gijiroku`, and how a command ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from rich.console import Console

from assets.cli import dictionary, diff, evaluate, export, inspect, release, run, ui, verify
from assets.cli.arguments import EXIT_CHECKS_FAILED, EXIT_USAGE, Parser
from assets.cli.console import refuse
from assets.cli.options import fill_in
from assets.cli.stopping import stopping_when_told
from pipeline.messages import LanguageError, Message, MessageError, language, message
from pipeline.release.refusal import NotPublishableError
from pipeline.run.shortages import shortage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 1 where a check of severity ERROR failed.

    A command raises what is wrong with its call as an error with a message, and it is told here.
    """
    try:
        language()
    except LanguageError as error:
        return refuse(error, EXIT_USAGE)
    with stopping_when_told():
        options = make_parser().parse_args(arguments)
        console = Console(stderr=False, highlight=False)
        try:
            fill_in(options)
            return int(options.command(options, console))
        except Exception as error:
            if isinstance(error, NotPublishableError):
                return refuse(error, EXIT_CHECKS_FAILED)
            if isinstance(error, MessageError):
                return refuse(error, EXIT_USAGE)
            if reason := shortage(error, getattr(options, "outputs", None)):
                return refuse(reason, EXIT_USAGE)
            raise


def make_parser() -> Parser:
    """Make the parser, with the options of every command."""
    parser = Parser(prog="gijiroku", description=message("help_gijiroku"))
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", title=message("help_commands")
    )

    def add(
        name: str,
        what: Message,
        do: Callable[[argparse.Namespace, Console], int],
        add_options: Callable[[Parser], None] | None = None,
    ) -> None:
        command: Parser = commands.add_parser(name, help=what, description=what)
        command.set_defaults(command=do)
        if add_options:
            add_options(command)

    add("run", message("help_run"), run.run, run.add_options)
    add("ui", message("help_ui"), ui.ui, ui.add_options)
    add("release", message("help_release"), release.release, release.add_options)
    add("diff", message("help_diff"), diff.diff, diff.add_options)
    add("verify", message("help_verify"), verify.verify, verify.add_options)
    add("export", message("help_export"), export.export, export.add_options)
    add("inspect", message("help_inspect"), inspect.inspect, inspect.add_options)
    add("dictionary", message("help_dictionary"), dictionary.dictionary)
    add("evaluate", message("help_evaluate"), evaluate.evaluate, evaluate.add_options)
    return parser
