"""Blocks of figures in Markdown files, written so that nobody copies figures.

    <!-- figures NAME: written by make quality -->
    ...
    <!-- end of figures -->

NAME is `lead` (one sentence), `all` (a table over all forms) or `forms` (a table by form).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.evaluation.observed.told import caveat, form_name, forms_of, lead, lines
from pipeline.messages import Message, MessageError, message

JAPANESE = ".ja.md"
"""Ending of the names of files with blocks in Japanese."""

_BLOCK = re.compile(
    r"(?P<begin><!-- figures (?P<name>\w+): [^\n]* -->\n).*?(?P<end><!-- end of figures -->)",
    re.DOTALL,
)
_COLUMNS = ("column_counted", "column_value", "column_interval")


class BlockError(MessageError, ValueError):
    """A file without a valid block; the message gives reason and remedy."""


def with_blocks(quality: Mapping[str, Any], file: Path) -> str:
    """Return the text of a file with its blocks filled from `quality.json`.

    Raises
    ------
    BlockError
        Where the file has no block, or one of an unknown name.
    """
    tongue = "ja" if file.name.endswith(JAPANESE) else "en"

    def say(words: Message) -> str:
        return words.ja if tongue == "ja" else words.en

    def filled(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in _MAKE:
            known = ", ".join(_MAKE)
            raise BlockError(message("block_unknown", file=file, name=name, known=known))
        return f"{found['begin']}\n{_MAKE[name](quality, say)}\n\n{found['end']}"

    text, count = _BLOCK.subn(filled, file.read_text(encoding="utf-8"))
    if not count:
        raise BlockError(message("block_missing", file=file))
    return text


Say = Callable[[Message], str]


def _lead(quality: Mapping[str, Any], say: Say) -> str:
    return f"{say(lead(quality))}\n\n{say(caveat())}"


def _all(quality: Mapping[str, Any], say: Say) -> str:
    columns = (*_COLUMNS, "column_wrong", "column_made")
    return _table(
        [say(message("column_figure")), *(say(message(name)) for name in columns)],
        [
            [say(line.name), line.counted, line.value, line.interval, line.wrong, line.made]
            for line in lines(quality["observed"])
        ],
    )


def _forms(quality: Mapping[str, Any], say: Say) -> str:
    observed = quality["observed"]
    forms = forms_of(observed)
    count = sum(n for _, n in forms)
    return _table(
        [
            say(message("column_figure")),
            *(say(message(name)) for name in _COLUMNS),
            *(say(form_name(form)) for form, _ in forms),
        ],
        [
            [say(message("figure_records")), str(count), "", "", *(str(n) for _, n in forms)],
            *(
                [say(line.name), line.counted, line.value, line.interval, *line.by_form]
                for line in lines(observed)
                if line.by_form
            ),
        ],
    )


def _table(header: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


_MAKE: dict[str, Callable[[Mapping[str, Any], Say], str]] = {
    "lead": _lead,
    "all": _all,
    "forms": _forms,
}
