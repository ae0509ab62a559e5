"""The parser of the command line, in the reader's language.

Titles and help are given to argparse as messages. Its errors come from it in English, so each is
known here by its form; one of another form is told as it came.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from assets.cli.console import refuse, wrapped
from pipeline.messages import Message, message

EXIT_OK, EXIT_CHECKS_FAILED, EXIT_USAGE = 0, 1, 2

_KINDS = {
    "int": "call_whole_number",
    "natural": "call_natural_number",
    "float": "call_any_number",
}
_ERRORS: list[tuple[str, Callable[..., Message]]] = [
    (
        r"the following arguments are required: (?P<names>.*)",
        lambda names: message("call_lacks", names=names),
    ),
    (
        r"unrecognized arguments: (?P<names>.*)",
        lambda names: message("call_unknown", names=names),
    ),
    (
        r"argument COMMAND: invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        lambda value, choices: message("call_no_command", value=value, choices=choices),
    ),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        lambda name, value, choices: message(
            "call_choice", name=name, value=value, choices=choices
        ),
    ),
    (
        r"argument (?P<name>.*?): invalid (?P<kind>int|natural|float) value: (?P<value>.*)",
        lambda name, kind, value: message(
            "call_number", name=name, value=value, kind=message(_KINDS[kind])
        ),
    ),
    (
        r"argument (?P<name>.*?): expected one argument",
        lambda name: message("call_one_value", name=name),
    ),
    (
        r"argument (?P<name>.*?): expected at least one argument",
        lambda name: message("call_some_values", name=name),
    ),
    (
        r"argument (?P<name>.*?): ignored explicit argument (?P<value>.*)",
        lambda name, value: message("call_no_value", name=name, value=value),
    ),
    (
        r"ambiguous option: (?P<name>.*) could match (?P<choices>.*)",
        lambda name, choices: message("call_ambiguous", name=name, choices=choices),
    ),
]


def natural(stated: str) -> int:
    """A whole number from 0 on, for the type of an argument."""
    number = int(stated)
    if number < 0:
        raise ValueError(stated)
    return number


class _Formatter(argparse.HelpFormatter):
    """Help with a heading of ours, whose lines are as wide as they look."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, message("usage") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        # Not public, but what every formatter of argparse itself is made by.
        return wrapped(text, width)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are messages. Add to `arguments` and `options` of it."""

    def __init__(self, **stated: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **stated}, add_help=False)
        self.arguments = self.add_argument_group(message("help_arguments"))
        self.options = self.add_argument_group(message("help_options"))
        self.options.add_argument("-h", "--help", action="help", help=message("help_help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, below its usage, and end."""
        self.print_usage(sys.stderr)
        raise SystemExit(refuse(_told(message), EXIT_USAGE))


def _told(error: str) -> Message:
    for pattern, told in _ERRORS:
        if found := re.fullmatch(pattern, error, re.DOTALL):
            return told(**found.groupdict())
    return message("call_wrong", reason=error)
