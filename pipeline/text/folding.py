"""Folding: the view of a document that patterns match on.

Programs write the same character in many forms: ⻑ for 長, a no-break space for a space, が as か
and a combining mark, a carriage return for a line feed. The view has one form of each, and leaves
out characters without width. It is for matching alone: spans count characters of the source, and
published text is copied from the source.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import NamedTuple

LINE_END = r"\r\n?\f*|\n\f+|\f+(?:\r\n?|\n)?|[\x0b\x85\u2028\u2029]"
"""Pattern of one line end as other programs write it. A line end and the form feeds beside it are
one."""

NO_WIDTH = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
"""Characters without width, as the inside of a character class: controls, joiners, byte order
marks, variation selectors of the basic plane, and the noncharacters that `attendance/blanks.py`
uses as placeholders."""

_NO_WIDTH_OF_OTHER_PLANES = r"\U000e0000-\U000e01ef"
_LAST_OF_BASIC = "\uffff"
_MOST_MARKS = 8
"""Maximum number of marks that are composed with a character; further ones are left out."""

INVISIBLE = rf"\s\x1c-\x1f\u2800\u3164\uffa0{NO_WIDTH}{_NO_WIDTH_OF_OTHER_PLANES}"
"""White space and characters without width, as the inside of a character class."""

_MARKS = r"\u0300-\u036f\u3099\u309a\uff9e\uff9f"
"""Combining marks and half-width marks of kana, as the inside of a character class."""

_COMPATIBLE = (
    *((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)),
    *((0xFE10, 0xFE18), (0xFE32, 0xFE44), (0xFE47, 0xFE48), (0xFE50, 0xFE6B), (0xFF61, 0xFF9D)),
)
"""Code points whose common form is that of NFKC: KangXi radicals, compatibility ideographs,
vertical and small forms, half-width kana."""


class View(NamedTuple):
    """A text as patterns see it.

    `runs` are the spans of the source that the view leaves out: the place of each in the view, and
    its length in characters.
    """

    text: str
    runs: list[tuple[int, int]]


@cache
def common_forms() -> dict[str, str]:
    """Map characters to their common forms: ⻑ → 長.

    Each form is one character.
    """
    file = resources.files(__package__) / "folding.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    forms: dict[str, str] = {**tables["radicals"]}
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and form != chr(code):
                forms[chr(code)] = form
    return {**forms, **tables["signs"]}


@cache
def unusual() -> str:
    """Return a pattern of the characters that the view replaces.

    It works in Rust and in Python.
    """
    return f"[{_of_the_basic_plane()}{_of_other_planes()}]"


def _of_the_basic_plane() -> str:
    forms = "".join(re.escape(form) for form in sorted(common_forms()) if form <= _LAST_OF_BASIC)
    return rf"\r\x0b\f\x85\u2028\u2029{NO_WIDTH}{_MARKS}{forms}"


def _of_other_planes() -> str:
    forms = "".join(form for form in sorted(common_forms()) if form > _LAST_OF_BASIC)
    return rf"{_NO_WIDTH_OF_OTHER_PLANES}{forms}"


def fold(text: str) -> View:
    """Fold one text into its view.

    The view has one form of each character, `\\n` at line ends, and no characters without width.
    A character and its marks become one composed character where there is one (か and its mark →
    が); else the marks are left out. After a blank or a line end a mark is a character of its own,
    or it would be lost with the blank.
    """
    pieces = [""]
    runs: list[tuple[int, int]] = []
    length = done = 0
    # A class that goes beyond the basic plane takes Python's engine fifty times as long.
    is_basic = max(text, default="") <= _LAST_OF_BASIC
    for stretch in _unusual_or_line_feed(is_basic=is_basic).finditer(text):
        if stretch.group() == "\n":
            continue
        for found in _units().finditer(text, stretch.start(), stretch.end()):
            pieces.append(text[done : found.start()])
            length += found.start() - done
            done = found.end()
            written = found.group()
            kept = "\n" if found["end"] else common_forms().get(written, "")
            if kept:
                pieces.append(kept)
                length += 1
            elif marks := re.sub(f"[^{_MARKS}]", "", written):
                while len(pieces) > 1 and not pieces[-1]:
                    pieces.pop()
                base = pieces[-1][-1:]
                if not base.isspace():
                    pieces[-1] = pieces[-1][:-1]
                    pieces.append(_composed(base, marks[:_MOST_MARKS]))
                else:
                    kept = marks[0]
                    pieces.append(kept)
                    length += 1
            if len(written) > len(kept):
                runs.append((length, len(written) - len(kept)))
    pieces.append(text[done:])
    return View("".join(pieces), runs)


@cache
def _unusual_or_line_feed(*, is_basic: bool) -> re.Pattern[str]:
    return re.compile(f"[\n{_of_the_basic_plane()}{'' if is_basic else _of_other_planes()}]+")


@cache
def _units() -> re.Pattern[str]:
    """Return a pattern of what becomes one character or none.

    A line end, marks, or an unusual character.
    """
    return re.compile(rf"(?P<end>{LINE_END}|\n)|[{NO_WIDTH}{_NO_WIDTH_OF_OTHER_PLANES}{_MARKS}]+|.")


def _composed(base: str, marks: str) -> str:
    # NFKC turns the half-width marks of kana into combining ones: ｶﾞ → ガ.
    return unicodedata.normalize("NFC", base + unicodedata.normalize("NFKC", marks))[: len(base)]
