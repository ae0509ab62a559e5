"""Texts of others in Markdown: shown as they are written, whatever they look like."""

from __future__ import annotations

import re

from pipeline.messages.printable import printable

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#!$]")
_OPENING = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
"""What makes a list, a heading or a table of a line that begins with it."""

_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def escaped(text: str) -> str:
    """Write a text in one line that means nothing else in Markdown or HTML."""
    line = _SPECIAL.sub(r"\\\g<0>", printable(" ".join(text.split())))
    opening = _OPENING.match(line)
    if opening is None:
        return line
    end = opening.end() if opening[0].isdigit() else 0
    return f"{line[:end]}\\{line[end:]}"


def link(address: str) -> str:
    """Write an address as a link, or as a text where it is none that a page should lead to."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else escaped(address)
