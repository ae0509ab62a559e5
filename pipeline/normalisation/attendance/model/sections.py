"""Sections of front matter, by the words of their labels."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.lexicons import alternatives, lexicon

_NEAR = (4, 12, 40, 120)
"""Maximum of each class of distance after a label, in characters."""
_LISTING = ("came", "absent")
_ITEMS = "agenda"
_IN_TITLE = "(?![官員係課室部局])"
"""What makes a word for an agenda one for a person or an office: 審議官, 議事係."""
_BETWEEN = "(?:した|する|の|者)*"


def bucket(number: int, limits: tuple[int, ...]) -> int:
    """Count the limits that a number exceeds."""
    return bisect_left(limits, number)


@cache
def says_who_came() -> str:
    """Return the pattern of the labels of attendance lists."""
    sections = [one for one in lexicon("fronts")["section"] if one["name"] in _LISTING]
    return "|".join(re.escape(word) for one in sections for word in one["words"])


def sections_in(bare: str, *, are_whole: bool = False) -> list[tuple[str, int]]:
    """Return each character's section, and its label's class of distance.

    The text has no blanks. The last label before a character counts, but labels of groups do not
    end a list of changes. Where labels `are_whole`, 欠席委員 is one label, of absent persons;
    otherwise its last word counts. The section is empty before the first label.
    """
    labels: list[tuple[int, str]] = [(0, "")]
    for match in _labels(are_whole=are_whole).finditer(bare):
        name = str(match.lastgroup)
        if (labels[-1][1], name) != ("changed", "group"):
            labels.append((match.end() - 1, name))
    ends = [*(begin for begin, _ in labels[1:]), len(bare)]
    return [
        section
        for (begin, name), end in zip(labels, ends, strict=True)
        for section in _after_label(name, end - begin)
    ]


def _after_label(name: str, size: int) -> list[tuple[str, int]]:
    """Return the sections of `size` characters from a label's last one."""
    near = _near_label(name)[:size]
    return near + near[-1:] * (size - len(near))


@cache
def _near_label(name: str) -> list[tuple[str, int]]:
    farthest = _NEAR[-1] + 1 if name else 0
    return [(name, bucket(distance, _NEAR) if name else 0) for distance in range(-1, farthest + 1)]


def sections_of(text: str) -> list[str]:
    """Return the section of each character of a text."""
    bare = "".join(mark for mark in text if not mark.isspace())
    found = iter(sections_in(bare, are_whole=True))
    last = ""
    sections = []
    for mark in text:
        last = last if mark.isspace() else next(found)[0]
        sections.append(last)
    return sections


@cache
def _labels(*, are_whole: bool) -> re.Pattern[str]:
    words = {one["name"]: alternatives(one["words"]) for one in lexicon("fronts")["section"]}
    # 欠席委員 and 欠席した委員 are one label.
    return re.compile(
        "|".join(
            f"(?P<{name}>{word}(?:{_BETWEEN}{words['group']})?)"
            if are_whole and name in _LISTING
            else f"(?P<{name}>{word}{_IN_TITLE if are_whole and name == _ITEMS else ''})"
            for name, word in words.items()
        )
    )
