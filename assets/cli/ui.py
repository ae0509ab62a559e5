"""The command `gijiroku ui`: becomes Dagster's own, on the folders that are stated."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

from assets.cli.arguments import EXIT_USAGE, Parser
from assets.cli.console import refuse
from assets.cli.options import add_corpus, add_outputs
from pipeline.messages import message
from pipeline.run.settings import VARIABLES, read_settings

WORKSPACE = "workspace.yaml"
"""The file that Dagster is started by, in the folder of the project."""

SUPERSEDED_COMMAND = "ignore:Function `dev_command` is superseded"
"""The warning that `dagster dev` itself begins with, as a filter of Python's."""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.options.add_argument(
        "--port", type=int, metavar="N", default=3000, help=message("help_port")
    )
    add_corpus(command)
    add_outputs(command)


def ui(options: argparse.Namespace, console: Console) -> int:
    """Become the UI of Dagster."""
    from assets.instance import open_instance
    from assets.partitions import fill_partitions
    from pipeline.ingestion.collection import collection_ids

    # Before the outputs are made: Dagster itself would say it after them, and of its own option.
    if not Path(WORKSPACE).is_file():
        return refuse(message("ui_elsewhere", folder=Path.cwd(), file=WORKSPACE), EXIT_USAGE)
    read_settings()
    collection_ids(options.corpus)
    fill_partitions(open_instance(options.outputs), options.corpus)
    # The command that is to follow `dagster dev` brings 22 packages more, for Dagster's cloud.
    os.environ["PYTHONWARNINGS"] = ",".join(
        [*filter(None, [os.environ.get("PYTHONWARNINGS")]), SUPERSEDED_COMMAND]
    )
    os.environ[VARIABLES["corpus"]] = str(options.corpus.resolve())
    os.environ[VARIABLES["outputs"]] = str(options.outputs.resolve())
    command = ["dagster", "dev", "--workspace", WORKSPACE, "--port", str(options.port)]
    os.execv(str(Path(sys.executable).with_name("dagster")), command)
