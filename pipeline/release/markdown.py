"""Texts of others in Markdown, escaped so that they appear as written."""

from __future__ import annotations

import re

from pipeline.messages.printable import printable

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#!$]")
_OPENING = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
"""Line starts that make a list, a heading or a table."""

_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def escaped(text: str) -> str:
    """Return a text as one line without meaning in Markdown or HTML."""
    line = _SPECIAL.sub(r"\\\g<0>", printable(" ".join(text.split())))
    opening = _OPENING.match(line)
    if opening is None:
        return line
    end = opening.end() if opening[0].isdigit() else 0
    return f"{line[:end]}\\{line[end:]}"


def link(address: str) -> str:
    """Return an http(s) address as a link, and any other as text."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else escaped(address)
