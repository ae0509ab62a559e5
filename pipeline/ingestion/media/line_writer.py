"""Lines: blocks, breaks and blanks of a page become lines of text."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What a browser shows as one blank. The ideographic space is a character like others."""

_LINE_ENDS = re.compile("\r\n|\r|\n")


class LineWriter:
    """Collects the lines of a block.

    Attributes
    ----------
    lines
        Those that are ended.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._blank = False
        self._is_apart = False
        self._glue: str | None = None

    def is_at_start(self) -> bool:
        """Whether nothing stands in the present line."""
        return not self._line

    def write(self, text: str) -> None:
        """Add text, each run of blanks as one, none at the start of a line."""
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        bare = text.strip(" ")
        if not bare:
            self._blank = True
            return
        self._append(bare, has_blank=self._blank or text[0] == " ")
        self._blank = text[-1] == " "

    def write_as_it_is(self, text: str) -> None:
        """Add preformatted text with its blanks and line ends."""
        first, *others = _LINE_ENDS.split(text)
        if first:
            self._append(first, has_blank=self._blank)
            self._blank = False
        for line in others:
            self.end_line()
            if line:
                self._line.append(line)

    def glue(self, between: str) -> None:
        """Have what comes next, be it a block, go on in the present line.

        `between` stands there instead of any blanks. Whole lines are not glued.
        """
        if self._line:
            self._glue = between

    def unglue(self) -> None:
        """Have what comes next begin as it would, where nothing has come since `glue`."""
        self._glue = None

    def end_line(self) -> None:
        """End the line, be it empty."""
        self.lines.append("".join(self._line).rstrip(" \t"))
        self._line = []
        self._blank = False
        self._glue = None

    def block(self, is_apart: bool = False) -> None:
        """Begin or end a block: what follows is a line of its own, below an empty one if apart."""
        if self._glue is not None:
            return
        if self._line:
            self.end_line()
        self._blank = False
        self._is_apart = self._is_apart or is_apart

    def add(self, lines: list[str]) -> None:
        """Add whole lines."""
        self.unglue()
        self.block()
        if lines:
            self._begin()
        self.lines.extend(lines)

    def finish(self) -> list[str]:
        """All lines, without empty ones around them."""
        self.unglue()
        self.block()
        lines = self.lines
        while lines and not lines[-1].strip():
            lines.pop()
        start = next((at for at, line in enumerate(lines) if line.strip()), 0)
        return lines[start:]

    def _append(self, text: str, *, has_blank: bool) -> None:
        self._begin()
        if self._line and (self._glue is not None or has_blank):
            self._line.append(" " if self._glue is None else self._glue)
        self._line.append(text)
        self._glue = None

    def _begin(self) -> None:
        if self._is_apart and not self._line and self.lines and self.lines[-1]:
            self.lines.append("")
        self._is_apart = False
