"""Lines of text as PDF or HTML yields them: wrapped, paged, with empty lines."""

from __future__ import annotations

from tests.records.dice import Dice

CLOSING_MARKS = "、。）)」】〕"
PAGE_MARKS = ("- {} -", "－{}－", "―{}―", "{} / 9", "Page {}", "{} ページ")


def wrap(passage: str, width: float) -> list[str]:
    """Cut into lines of `width` full-width characters. Closing marks hang over, Latin words and
    numbers stay whole.
    """
    lines, line, taken = [], "", 0.0
    for index, character in enumerate(passage):
        is_word = index and (passage[index - 1] + character).isascii()
        if taken >= width and character not in CLOSING_MARKS and not is_word:
            lines.append(line)
            line, taken = "", 0.0
        line += character
        taken += 0.5 if character.isascii() else 1
    return [*lines, line]


class Paper:
    """A record in the making.

    Parameters
    ----------
    dice
        Where the pages end, and stray blanks.
    width
        Where lines wrap, in full-width characters; None where they do not.
    page_lines
        Lines of a page once the talk has begun; None where there are no pages.
    """

    def __init__(self, dice: Dice, width: int | None, page_lines: int | None) -> None:
        self.dice = dice
        self.width = width
        self.page_lines = page_lines
        self.page_marks: list[tuple[int, int]] = []
        self.trailing = dice.pick(("", "", "", " ")) if width else ""
        self._mark = dice.pick(PAGE_MARKS)
        self._mark_indent = dice.pick(("", "　" * 16, " " * 30))
        self._feed = dice.pick(("", "\x0c"))
        self._mark_space = dice.between(0, 1)
        self._parts: list[str] = []
        self._length = 0
        self._left: int | None = None

    def text(self) -> str:
        return "".join(self._parts)

    def begin_pages(self) -> None:
        """From now on pages end. The header stands on one page."""
        self._left = self.page_lines

    def line(self, text: str = "", indent: str = "") -> tuple[int, int]:
        """Write a line.

        Returns
        -------
        tuple[int, int]
            Where its visible characters stand.
        """
        if self._left is not None:
            if self._left <= 0:
                self._turn()
            self._left -= 1
        visible = text.strip()
        start = self._length + len(indent) + len(text) - len(text.lstrip())
        self._put(f"{indent}{text}{self.trailing if visible else ''}\n")
        return start, start + len(visible)

    def blank(self, number: int = 1) -> None:
        for _ in range(number):
            self._put("\n")

    def flow(self, text: str, first: str = "", rest: str = "") -> tuple[int, int]:
        """Write a passage, wrapped, with indents of the first line and of the others."""
        if self.width is None:
            return self.line(text, first)
        head, *tail = wrap(text, self.width - len(first))
        if tail:
            tail = wrap(text[len(head) :], self.width - len(rest))
        start, end = self.line(head, first)
        for line in tail:
            _, end = self.line(line, rest)
        return start, end

    def _turn(self) -> None:
        assert self.page_lines is not None
        mark = self._mark.format(len(self.page_marks) + 1)
        self.blank(self._mark_space)
        start = self._length + len(self._mark_indent)
        self._put(f"{self._mark_indent}{mark}\n")
        self.page_marks.append((start, start + len(mark)))
        self._put(self._feed)
        self.blank(self._mark_space)
        self._left = self.page_lines

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
