"""Words of a page, line by line, as PDFium names its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from pipeline.ingestion.media.pdf_pieces import HYPHEN

_END = "\r\n"
_END_AFTER_HYPHEN = re.compile("(?<=\x02)(?!\r\n)|\r\n")
_WORD = re.compile("[^ ]+")


class Words(NamedTuple):
    """Words: where each begins and its last character is, the first one of each line, and by the
    number of the word where the blank before it is, and the one at the end of its line.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    line_starts: list[int]
    blanks: dict[int, int]
    tails: dict[int, int]


def words_of(text: str) -> Words:
    """The words of a page, line by line."""
    words = Words([], [], [], [], {}, {})
    texts, starts, ends, line_starts, blanks, tails = words
    # PDFium takes a hyphen at the end of a line for one that cuts a word, and goes on behind it.
    lines = _lines_with_hyphens(text) if HYPHEN.search(text) else _lines(text)
    for start, line in lines:
        if not line or line.isspace():
            continue
        line_starts.append(len(texts))
        if " " not in line:
            texts.append(line)
            starts.append(start)
            ends.append(start + len(line) - 1)
            continue
        for word in _WORD.finditer(line):
            if word.start():
                blanks[len(texts)] = start + word.start() - 1
            texts.append(word[0])
            starts.append(start + word.start())
            ends.append(start + word.end() - 1)
        if line[-1] == " ":
            tails[len(texts) - 1] = start + len(line) - 1
    return words


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """Where each line begins, and the line."""
    lines = text.split(_END)
    lengths = [len(line) + len(_END) for line in lines]
    return zip(accumulate(lengths, initial=0), lines, strict=False)


def _lines_with_hyphens(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in _END_AFTER_HYPHEN.split(text):
        yield at, line
        at += len(line)
        at += 2 if text.startswith(_END, at) else 0
