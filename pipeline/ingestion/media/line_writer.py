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
        self._glued = False

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
        self._begin()
        if self._line and (self._blank or text[0] == " "):
            self._line.append(" ")
        self._line.append(bare)
        self._blank = text[-1] == " "
        self._glued = False

    def write_as_it_is(self, text: str) -> None:
        """Add preformatted text with its blanks and line ends."""
        first, *others = _LINE_ENDS.split(text)
        if first:
            self._begin()
            self._line.append(first)
        for line in others:
            self.end_line()
            if line:
                self._line.append(line)

    def glue(self, between: str) -> None:
        """Have what comes next, be it a block, go on in the present line."""
        if self._line:
            self._line.append(between)
            self._glued = True

    def end_line(self) -> None:
        """End the line, be it empty."""
        self.lines.append("".join(self._line).rstrip(" \t"))
        self._line = []
        self._blank = self._glued = False

    def block(self, is_apart: bool = False) -> None:
        """Begin or end a block: what follows is a line of its own, below an empty one if apart."""
        if self._glued:
            return
        if self._line:
            self.end_line()
        self._blank = False
        self._is_apart = self._is_apart or is_apart

    def add(self, lines: list[str]) -> None:
        """Add whole lines."""
        self.block()
        if lines:
            self._begin()
        self.lines.extend(lines)

    def finish(self) -> list[str]:
        """All lines, without empty ones around them."""
        self._glued = False
        self.block()
        lines = self.lines
        while lines and not lines[-1].strip():
            lines.pop()
        start = next((at for at, line in enumerate(lines) if line.strip()), 0)
        return lines[start:]

    def _begin(self) -> None:
        if self._is_apart and not self._line and self.lines and self.lines[-1]:
            self.lines.append("")
        self._is_apart = False
