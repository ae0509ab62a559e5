"""What is printed: each line as it is, in the reader's language, and safe for a terminal."""

from __future__ import annotations

import re
import sys

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console
from rich.text import Text

from pipeline.messages.printable import printable

ELLIPSIS = "…"
_WORDS = re.compile(r"[!-~]+ ?|[ ]+|[^ -~][、。，．）」』】〕]*")
"""What a line is not broken within: a word of ASCII, or one character of another script."""


def say(console: Console, words: str, style: str = "") -> None:
    """Print a text without wrapping it. Its line ends are ours: those of values are escaped.

    It is a `Text` of rich, since the words of a source may look like markup.
    """
    console.print(Text(_safe(words), style=style), soft_wrap=True)


def say_paragraph(console: Console, words: str) -> None:
    """Print a text in lines of the width of the console, and a blank line behind it."""
    for line in wrapped(words, console.width):
        say(console, line)
    say(console, "")


def refuse(reason: object, exit_code: int) -> int:
    """Say on standard error what went wrong, and pass the exit code on."""
    print(_safe(f"gijiroku: {reason}"), file=sys.stderr)
    return exit_code


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, between words where there are such."""
    lines, line = [], ""
    for word in _WORDS.findall(text):
        if cell_len(line + word.rstrip()) > columns and line:
            lines.append(line.rstrip())
            line = ""
        if not line and lines and not word.strip(" "):
            continue
        for part in chop_cells(word, columns) if cell_len(word) > columns else [word]:
            if line and cell_len(line + part.rstrip()) > columns:
                lines.append(line)
                line = ""
            line += part
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def cut(text: str, columns: int) -> str:
    """Cut a text to so many columns; where something is left out it ends with an ellipsis."""
    if cell_len(text) <= columns:
        return text
    return set_cell_size(text, columns - cell_len(ELLIPSIS)).rstrip() + ELLIPSIS


def padded(text: str, columns: int) -> str:
    """Fill a text with blanks up to so many columns."""
    return text + " " * (columns - cell_len(text))


def _safe(words: str) -> str:
    return "\n".join(map(printable, words.split("\n")))
