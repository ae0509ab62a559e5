"""Tables of questions and answers: rows are cut between their two cells."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons.patterns import parts

_ROW = re.compile(r"[ 　]*[|｜][^|｜\n]*(?=[|｜][^|｜\n]*[|｜]?[ 　]*$)")
"""The first of two cells, up to the bar before the second."""


def question_head() -> str:
    """Return the pattern of the head of such a table. It works in Rust and in Python."""
    return f"(?m)^[ 　]*{parts()['question_head']}[ 　]*$"


@cache
def _head() -> re.Pattern[str]:
    return re.compile(question_head())


def cuts_of_cells(text: str) -> list[int]:
    """Find the places between a question and its answer, in a table with a head of both.

    | 意見・質問 | 回答 | / | 支障はないか。 | 支障はない。 | → before the bar of the answer.
    """
    found: list[int] = []
    for head in _head().finditer(text):
        start = head.end() + 1
        for line in text[start:].split("\n"):
            if line.strip()[:1] not in ("|", "｜"):
                break
            row = _ROW.match(line)
            if row:
                found.append(start + row.end())
            start += len(line) + 1
    return found
