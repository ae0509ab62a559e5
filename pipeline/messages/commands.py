"""Commands in messages, in a form that runs from where the reader stands."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from pipeline.messages.printable import printable

COMMAND = "gijiroku"


def command(*arguments: object) -> str:
    """Write a call of our command in one line, ready to be copied into a shell."""
    return " ".join([_program(COMMAND), *(quoted(str(argument)) for argument in arguments)])


def pip_command(*arguments: object) -> str:
    """Write a call of the pip that our command was installed with."""
    return " ".join([_program("pip"), *(quoted(str(argument)) for argument in arguments)])


def file_argument(file: Path) -> str:
    """Write the path of a file as an argument: from here where it is below, else in full."""
    full, here = file.absolute(), Path.cwd()
    path = str(full.relative_to(here) if full.is_relative_to(here) else full)
    # Else it would be taken for an option.
    return f"./{path}" if path.startswith("-") else path


def quoted(argument: str) -> str:
    r"""Quote an argument for a shell: `a b` as `'a b'`, a line end as `"$(printf '\012')"`.

    What cannot be printed is left to printf, which every shell has, so that it can be copied.
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
    """The program of this name that belongs to the running Python, as a shell finds it from here.

    By its name where the PATH leads to it, else by its path, else as a module of this Python.
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
