"""The command `gijiroku dictionary`: the columns of all tables, as Markdown."""

from __future__ import annotations

import argparse

from rich.console import Console

from assets.cli.arguments import EXIT_OK


def dictionary(options: argparse.Namespace, console: Console) -> int:
    """Print the dictionary."""
    from pipeline.release.metadata.data_dictionary import data_dictionary

    print(data_dictionary(), end="")
    return EXIT_OK
