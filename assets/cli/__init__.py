"""The command `gijiroku`: the parser, one file a command, and what they print by."""

from assets.cli.main import main

__all__ = ["main"]
