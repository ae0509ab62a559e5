"""Positions of quoted words in a record, in visible characters.

White space and the borders of table cells are layout and no part of the speech. So positions are
counted in visible characters, for the truth and for what the pipeline reads alike.
"""

from __future__ import annotations

from bisect import bisect_left

import polars as pl

_BLANK = r"[\s|│]"
_CLOSING = frozenset("）」〕】")
"""Brackets that may come between the last words of a remark and the line end."""


def visible(text: pl.Expr) -> pl.Expr:
    """Return a text without white space and cell borders."""
    return text.str.replace_all(_BLANK, "")


def visible_count(text: pl.Expr) -> pl.Expr:
    """Count the visible characters of a text."""
    return visible(text).str.len_chars().cast(pl.Int64)


class VisibleText:
    """The visible characters of a text, with their places in it.

    Parameters
    ----------
    text
        A whole document.
    """

    def __init__(self, text: str) -> None:
        self._source = text
        self._places = [at for at, character in enumerate(text) if not _is_blank(character)]
        self._text = "".join(text[at] for at in self._places)

    def find(self, words: str, start: int = 0) -> int:
        """Return where words begin at or after `start`; -1 for none.

        Positions are in visible characters.
        """
        return self._text.find(without_blanks(words), start)

    def find_end(self, words: str, start: int) -> int:
        """Return where words at or after `start` end a line.

        The same words may occur inside the remark too. Where they end no line, their first
        occurrence counts. -1 if not found.
        """
        sought = without_blanks(words)
        first = self._text.find(sought, start)
        at = first
        while at >= 0:
            if self._ends_line(at + len(sought)):
                return at + len(sought)
            at = self._text.find(sought, at + 1)
        return first + len(sought) if first >= 0 else -1

    def char_start(self, at: int) -> int:
        """Return the code point of the text at the visible character `at`."""
        return self._places[at]

    def count_before(self, at: int) -> int:
        """Return the number of visible characters before the code point `at`."""
        return bisect_left(self._places, at)

    def line(self, at: int) -> int:
        """Return the line, from 1, of the visible character `at`."""
        return self._source.count("\n", 0, self._places[at]) + 1

    def _ends_line(self, end: int) -> bool:
        if end >= len(self._places):
            return True
        between = self._source[self._places[end - 1] + 1 : self._places[end]]
        return any(mark in between for mark in "\n|│") or self._text[end] in _CLOSING


def without_blanks(words: str) -> str:
    """Return words without white space and cell borders."""
    return "".join(character for character in words if not _is_blank(character))


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "|│"
