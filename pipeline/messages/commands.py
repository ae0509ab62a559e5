"""Commands in messages, in a form that runs in the reader's folder."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from pipeline.messages.printable import printable

COMMAND = "gijiroku"


def command(*arguments: object) -> str:
    """Write a call of our command in one line for a shell."""
    return " ".join([_program(COMMAND), *(quoted(str(argument)) for argument in arguments)])


def pip_command(*arguments: object) -> str:
    """Write a call of the pip that installed our command."""
    return " ".join([_program("pip"), *(quoted(str(argument)) for argument in arguments)])


def file_argument(file: Path) -> str:
    """Write the path of a file as an argument.

    It is relative to the current folder for files inside it, else absolute.
    """
    full, here = file.absolute(), Path.cwd()
    path = str(full.relative_to(here) if full.is_relative_to(here) else full)
    # A leading hyphen would make it an option.
    return f"./{path}" if path.startswith("-") else path


def quoted(argument: str) -> str:
    r"""Quote an argument for a shell.

    `a b` becomes `'a b'`, and a line end `"$(printf '\012')"`. Unprintable characters are left to
    printf, which every shell has, so that the argument can be copied.
    """
    if printable(argument) == argument:
        return shlex.quote(argument)
    written = "".join(map(_of_printf, argument))
    return f"\"$(printf '{written}')\""


def _of_printf(character: str) -> str:
    if character in "\\%":
        return character * 2
    if character == "'" or printable(character) != character:
        return "".join(f"\\{byte:03o}" for byte in os.fsencode(character))
    return character


def _program(name: str) -> str:
    """Return how a shell finds a program of the running Python.

    It is the name where PATH leads to the program, else its path, else a module of this Python.
    """
    called = Path(sys.argv[0])
    beside = Path(sys.executable).with_name(name)
    for script in (called, beside):
        if script.name != name or not script.is_file():
            continue
        found = shutil.which(name)
        if found and Path(found).samefile(script):
            return name
        path = file_argument(script)
        return shlex.quote(path if "/" in path else f"./{path}")
    module = {COMMAND: "assets.cli"}.get(name, name)
    return f"{shlex.quote(sys.executable)} -m {module}"
