"""Office columns: affiliations in a column after the names."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.normalisation.attendance.blanks import columns_of
from pipeline.normalisation.attendance.words import (
    Word,
    is_position,
    names_organization,
    word_kind,
)

_LINE = re.compile(
    r"(?P<person>[^\n、，（）()：:|｜\ufdd0]*[^\s、，（）()：:|｜\ufdd0])"
    r"(?P<gap>[ 　]{2,}|[ 　]*\t[ 　\t]*)(?P<office>[^\s、，（）()：:|｜]{2,})"
    r"(?:[ 　\t]*|[（(][^（()）]*[）)][ 　\t]*)"
)
_FEWEST = 3
_ANY = re.compile(r"[^\s]([ 　]{2,}|\t)[^\s]+[ 　]*(?m:$)")


def with_offices_told(text: str) -> str:
    """Open a bracket before unknown words of an office column.

    青木　一郎　　みどり放送 → 青木　一郎　（みどり放送. The bracket ends with the line. Most words
    of the column must name an organisation: 架空大学, 架空事務所.
    """
    if len(_ANY.findall(text)) < _FEWEST:
        return text
    lines = text.split("\n")
    by_column: dict[tuple[int, int], list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for number, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found:
            before = line[: found.start("office")]
            tabs = before.count("\t")
            column = 0 if tabs else columns_of(before)
            by_column[tabs, column].append((number, found))
    for rows in by_column.values():
        offices = sum(_names_organization(found["office"]) for _, found in rows)
        if len(rows) < _FEWEST or offices * 2 <= len(rows):
            continue
        for number, found in rows:
            office = found["office"]
            # The row parser knows 大学教授, and 税理士; of 架空町長 it does not know the place.
            is_known = is_position(office) or names_organization(office)
            kind = word_kind(office)
            if kind is Word.OFFICE or (kind is Word.TITLE and is_known):
                continue
            at = found.start("office") - 1
            lines[number] = f"{lines[number][:at]}（{lines[number][at + 1 :]}"
    return "\n".join(lines)


def _names_organization(word: str) -> bool:
    return word_kind(word) is Word.OFFICE or (
        word_kind(word) in (Word.TITLE, Word.PERSON) and names_organization(word)
    )
