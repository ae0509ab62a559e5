"""What is said to people comes from the table of messages: no literal of the code is printed."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assets
import pipeline
from pipeline.messages import MessageError
from schemas import RELEASE_TABLES

ROOT = Path(__file__).parents[3]
SOURCES = [
    file for folder in ("pipeline", "assets") for file in sorted((ROOT / folder).rglob("*.py"))
]

OF_NO_LANGUAGE = {*RELEASE_TABLES, "gijiroku", "gijiroku.toml", "limits"}
"""Names, which are the same for every reader."""

PRINTING = {"print": 0, "say": 1, "_say": 1, "_head": 1, "refuse": 0, "add_column": 0, "Table": 0}
PRINTING |= {
    "say_paragraph": 1,
    "print_finding": 2,
    "RichTable": 0,
    "Failure": 0,
    "SkipReason": 0,
    "add_argument_group": 0,
}
"""Functions that print, or give to Dagster what it shows, with the place of the words."""

SPOKEN_OPTIONS = {"help", "title"}
"""Options of any function that are shown."""


@pytest.fixture(scope="module")
def errors() -> set[str]:
    """The names of our errors whose message is read by people: of all modules, imported here."""
    for package in (pipeline, assets):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name not in ("pipeline.release.remote", "assets.definitions"):
                importlib.import_module(module.name)
    found, waiting = set(), [MessageError]
    while waiting:
        error = waiting.pop()
        found.add(error.__name__)
        waiting += error.__subclasses__()
    return found


def words_of(node: ast.expr) -> Iterator[str]:
    """The words that stand in an expression itself, not in what it calls."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from re.findall(r"[\w.]*[^\W\d_][\w.]*", node.value)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from words_of(part)
    elif isinstance(node, ast.BinOp):
        yield from words_of(node.left)
        yield from words_of(node.right)
    elif isinstance(node, ast.IfExp):
        yield from words_of(node.body)
        yield from words_of(node.orelse)


def spoken(tree: ast.AST, errors: set[str]) -> Iterator[tuple[int, str]]:
    """The words said to people that stand in the code, with their lines."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        places = {0} if name in errors else {PRINTING[name]} if name in PRINTING else set()
        given = [argument for at, argument in enumerate(node.args) if at in places]
        given += [option.value for option in node.keywords if option.arg in SPOKEN_OPTIONS]
        for argument in given:
            for word in words_of(argument):
                if word not in OF_NO_LANGUAGE:
                    yield node.lineno, word


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_is_said_to_people_is_a_message(file: Path, errors: set[str]) -> None:
    assert list(spoken(ast.parse(file.read_text(encoding="utf-8")), errors)) == []


def test_the_errors_for_people_are_known(errors: set[str]) -> None:
    assert {"NotPublishableError", "LimitError", "GoldError", "SettingsError"} <= errors
    assert {"InspectionError", "NoReleaseError", "UnwritableError", "BusyError"} <= errors
    assert {"CollectionError", "UndecodableError", "BlockError"} <= errors


@pytest.mark.parametrize(
    "source",
    [
        'raise LimitError("too much")',
        'raise LimitError(f"{name} is too much")',
        'raise dg.Failure("it broke")',
        'console.print(f"{count} rows")',
        'say(console, "all is well")',
        'say_paragraph(console, "all is well")',
        'print_finding(console, Severity.WARN, f"{path} is odd")',
        'say(console, "rows" if many else "row")',
        'say(console, prefix + " of it")',
        'table.add_column("rows")',
        'parser.add_argument("--force", help="read all")',
        'raise NoReleaseError("版がありません")',
    ],
)
def test_a_literal_is_found(source: str, errors: set[str]) -> None:
    assert list(spoken(ast.parse(source), errors))


@pytest.mark.parametrize(
    "source",
    [
        'raise LimitError(message("limit_unknown", name=name, known="a b"))',
        'say(console, f"{place}: {reason}", "bold red")',
        'say(console, f"remarks ({count})")',
        'raise ValueError("a fault of the code")',
        'parser.add_argument("--force", metavar="N", help=message("help_force"))',
    ],
)
def test_a_message_or_a_name_is_none(source: str, errors: set[str]) -> None:
    assert list(spoken(ast.parse(source), errors)) == []
