"""The command `gijiroku export`: copies of a release in the formats of other tools."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from assets.cli.arguments import EXIT_OK, Parser
from assets.cli.console import say
from assets.cli.options import add_outputs, path, release_name
from pipeline.messages import message

DATABASES = {
    "duckdb": ("help_export_duckdb", "gijiroku.duckdb"),
    "sqlite": ("help_export_sqlite", "gijiroku.sqlite"),
}
"""Formats with a default for the place of the file: the message on each, and the default."""

PLACES = {
    "tei": ("help_export_tei", "FOLDER", "help_export_folder"),
    "conllu": ("help_export_conllu", "FOLDER", "help_export_folder"),
    "popolo": ("help_export_popolo", "FILE", "help_export_file"),
}
"""Formats whose place is stated: the message on each, what the place is, and its message."""


def add_options(command: Parser) -> None:
    """Add the formats, each with its arguments and options."""
    formats = command.add_subparsers(
        required=True, metavar="FORMAT", title=message("help_formats"), dest="format"
    )
    for name, (what, default) in DATABASES.items():
        parser = _add_format(formats, name, what, nargs="?", default="latest")
        parser.options.add_argument(
            "--output",
            dest="place",
            type=path,
            metavar="FILE",
            default=Path(default),
            help=message("help_export_output", default=default),
        )
        parser.options.add_argument(
            "--leave-out",
            action="append",
            metavar="TABLE",
            default=[],
            help=message("help_export_leave_out"),
        )
    for name, (what, kind, what_place) in PLACES.items():
        parser = _add_format(formats, name, what)
        parser.arguments.add_argument("place", type=path, metavar=kind, help=message(what_place))


def _add_format(formats: Any, name: str, what: str, **release: Any) -> Parser:
    """Add a format with what all have: the release, `--force` and the outputs."""
    parser: Parser = formats.add_parser(name, help=message(what), description=message(what))
    parser.arguments.add_argument(
        "release",
        type=release_name,
        metavar="RELEASE",
        help=message("help_exported_release"),
        **release,
    )
    parser.options.add_argument("--force", action="store_true", help=message("help_export_force"))
    add_outputs(parser)
    return parser


def export(options: argparse.Namespace, console: Console) -> int:
    """Write a copy of a release, and print where it is."""
    from pipeline.interchange.published import open_release
    from pipeline.release.target import published_release

    with published_release(options.outputs, options.release) as (folder, release):
        write = _writer(options.format)
        chosen = {"leave_out": options.leave_out} if options.format in DATABASES else {}
        write(open_release(folder), options.place, force=options.force, **chosen)
    say(console, message("exported", release=release, place=options.place))
    return EXIT_OK


def _writer(name: str) -> Callable[..., None]:
    """Return what writes a format: a function of the release, the place and `force`."""
    # Imported late, since each loads polars and most are not asked for.
    match name:
        case "duckdb":
            from pipeline.interchange.duckdb_file import write_duckdb

            return write_duckdb
        case "sqlite":
            from pipeline.interchange.sqlite_file import write_sqlite

            return write_sqlite
        case "tei":
            from pipeline.interchange.tei.corpus import write_tei

            return write_tei
        case "conllu":
            from pipeline.interchange.conllu.write import write_conllu

            return write_conllu
        case "popolo":
            from pipeline.interchange.popolo.write import write_popolo

            return write_popolo
    raise KeyError(name)
