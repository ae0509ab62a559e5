"""The command `gijiroku export`: copies of a release in the formats of other tools."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from assets.cli.arguments import EXIT_OK, Parser
from assets.cli.console import say
from assets.cli.options import add_outputs, path
from pipeline.messages import message

DATABASES = {"duckdb": "gijiroku.duckdb", "sqlite": "gijiroku.sqlite"}
"""Formats with a default for the place of the file."""

PLACES = {"tei": "FOLDER", "conllu": "FOLDER", "popolo": "FILE"}
"""Formats whose place is stated, with what it is."""


def add_options(command: Parser) -> None:
    """Add the formats, each with its arguments and options."""
    formats = command.add_subparsers(
        required=True, metavar="FORMAT", title=message("help_formats"), dest="format"
    )
    for name in [*DATABASES, *PLACES]:
        what = message(f"help_export_{name}")
        parser: Parser = formats.add_parser(name, help=what, description=what)
        if name in DATABASES:
            parser.arguments.add_argument(
                "release",
                nargs="?",
                metavar="RELEASE",
                default="latest",
                help=message("help_exported_release"),
            )
            parser.options.add_argument(
                "--output",
                dest="place",
                type=path,
                metavar="FILE",
                default=Path(DATABASES[name]),
                help=message("help_export_output", default=DATABASES[name]),
            )
        else:
            parser.arguments.add_argument(
                "release", metavar="RELEASE", help=message("help_exported_release")
            )
            parser.arguments.add_argument(
                "place",
                type=path,
                metavar=PLACES[name],
                help=message(f"help_export_{PLACES[name].lower()}"),
            )
        parser.options.add_argument(
            "--force", action="store_true", help=message("help_export_force")
        )
        add_outputs(parser)


def export(options: argparse.Namespace, console: Console) -> int:
    """Write a copy of a release, and print where it is."""
    from pipeline.interchange.published import open_release
    from pipeline.release.target import published_release

    with published_release(options.outputs, options.release) as (folder, release):
        write = _writer(options.format)
        write(open_release(folder), options.place, force=options.force)
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
