"""Page marks at the ends of lines: numbers of pages that lost the line end before them."""

from __future__ import annotations

import re

_DASH = "[－―–‐-]"
_PAGE = rf"(?P<mark>{_DASH}[ 　]?(?P<page>[0-9０-９]{{1,3}})[ 　]?{_DASH})"
_ON_ITS_LINE = re.compile(rf"(?m)^[ 　]*{_PAGE}[ 　]*$")


def may_be_page_mark_at_end() -> str:
    """Return a pattern for the number of a page at the end of a line.

    It works in Rust and in Python.
    """
    return rf"(?m)[^ 　\n][ 　]+{_PAGE}[ 　]*$"


_AT_END = re.compile(rf"(?m)(?<=[ 　]){_PAGE}[ 　]*$")


def page_marks_at_ends(text: str) -> list[int]:
    """Find page marks after words, where a page beside theirs has its mark on a line of its own.

    - 1 - / …保証ができません - 2 - → before - 2 -.
    """
    marks = list(_AT_END.finditer(text))
    on_lines = list(_ON_ITS_LINE.finditer(text)) if marks else []
    pages = {int(mark["page"]) for mark in on_lines}
    own = {mark.start("mark") for mark in on_lines}
    return [
        mark.start("mark")
        for mark in marks
        if mark.start("mark") not in own and pages & {int(mark["page"]) - 1, int(mark["page"]) + 1}
    ]
