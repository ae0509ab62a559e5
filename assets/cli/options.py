"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path

from assets.cli.arguments import EXIT_USAGE, Parser
from assets.cli.console import refuse
from pipeline.messages import message
from pipeline.run.settings import read_settings


def fill_in(options: argparse.Namespace) -> None:
    """Take the folders that the call leaves out from the settings.

    Raises
    ------
    SettingsError
        Where one is left out and the settings cannot be read.
    """
    for name, read in (("corpus", path), ("outputs", outputs)):
        if getattr(options, name, "stated") is None:
            setattr(options, name, read(getattr(read_settings(), name)))


def add_corpus(command: Parser) -> None:
    """Add the option of the folder with the collections."""
    command.options.add_argument(
        "--corpus",
        type=path,
        metavar="DIR",
        help=message("help_corpus"),
    )


def add_outputs(command: Parser) -> None:
    """Add the option of the place of the releases."""
    command.options.add_argument(
        "--outputs",
        type=outputs,
        metavar="DIR",
        help=message("help_outputs"),
    )


def path(stated: str) -> Path:
    """A path as it is stated, but never one that a library could take for somebody's home."""
    _refuse_empty(stated)
    try:
        stated.encode()
    except UnicodeEncodeError:
        raise SystemExit(refuse(message("path_not_utf8", path=stated), EXIT_USAGE)) from None
    return Path.cwd() / stated if stated.startswith("~") else Path(stated)


def record(stated: str) -> Path:
    """A record as it is stated; its name may be no UTF-8, since it is only looked at."""
    _refuse_empty(stated)
    return Path(stated)


def release_name(stated: str) -> str:
    """The name or the folder of a release, as it is stated."""
    _refuse_empty(stated)
    return stated


def _refuse_empty(stated: str) -> None:
    # Python takes it for the present folder, and it comes of a variable of the shell that is unset.
    if not stated:
        raise SystemExit(refuse(message("value_empty"), EXIT_USAGE))


def outputs(stated: str) -> Path:
    """A folder as it is stated, or that of a bucket."""
    from pipeline.release.target import URL_PREFIX, local_outputs

    return local_outputs(stated) if stated.startswith(URL_PREFIX) else path(stated)
