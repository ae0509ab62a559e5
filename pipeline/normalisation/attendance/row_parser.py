"""Cells: persons who stand side by side in a line, with nothing but blanks between them.

Names may be spread (`石　川　　浩`), and so may titles, and columns may stand closer together
than the parts of a name. So words are told first (titles, offices, seats, dittos); what is left
between them is cut into names where that gives the likeliest lengths at the widest gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.names.family_and_position import LONGEST_UNKNOWN_NAME, split_name
from pipeline.names.sudachi import is_family_name, is_given_name, is_known_name, is_word
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.name_cutting import WIDE, Cell, names_of
from pipeline.normalisation.attendance.spread_tokens import cells_of
from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    names_organization,
    word_kind,
)

_BETWEEN_DOTS = re.compile("(?:[^・]|(?<=[ァ-ヺー])・(?=[ァ-ヺー]))+")
"""Dots between katakana are none between persons: ジョン・スミス is one."""
_LONGEST_NAME = 7


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a line: `lead` is the title before the name, `office` what stands there else,
    `behind` the office at the end of the line.
    """

    start: int
    end: int
    lead: Cell | None = None
    office: Cell | None = None
    is_ditto: bool = False
    behind: Cell | None = None


@lru_cache(maxsize=1 << 16)
def persons_in(text: str) -> tuple[tuple[Person, ...], Cell | None]:
    """Read the persons of a stretch of text between two delimiters.

    The same persons meet again and again, so what was read is kept.

    Returns
    -------
    tuple
        The persons, and the cell before them that names their group, where there is one.
    """
    cells = cells_of(text)
    behind = _office_at_end(cells)
    found: list[Person] = []
    group: Cell | None = None
    at = 0
    while at < len(cells):
        lead, office, is_ditto, group_here, at = _leads(cells, at)
        if group_here is not None and not found:
            group = group_here
        stop = at
        leads_first = lead is not None or is_ditto
        while stop < len(cells) and not (stop > at and _opens(cells, stop, leads_first)):
            stop += 1
        names = [cell for cell in cells[at:stop] if cell.kind is not Word.SEAT]
        for start, end in names_of(names):
            found.append(Person(start, end, lead, office, is_ditto))
            # An office holds for one person of a line, a title for all up to the next.
            office = None
        at = max(stop, at)
        if not names:
            break
    if found:
        found[-1] = replace(found[-1], behind=behind)
    return tuple(found), group


def _office_at_end(cells: list[Cell]) -> Cell | None:
    """Take off where somebody works, at the end of words: 石田　正俊　架空大学　教授."""
    first = len(cells)
    while first > 1 and cells[first - 1].kind in (Word.OFFICE, Word.TITLE):
        first -= 1
    office = cells[first:]
    before = cells[first - 1].kind if first else None
    is_office = (
        bool(office)
        and office[0].gap > 0
        and before in (Word.NAME, Word.PERSON, Word.COURTESY)
        and (office[0].kind is Word.OFFICE or names_organization(office[0].text))
    )
    if not is_office:
        return None
    del cells[first:]
    return replace(office[0], end=office[-1].end)


def begins_with_office(text: str) -> bool:
    """Whether a line begins with an office, set well apart from what stands behind it."""
    cells = cells_of(text)
    return len(cells) > 1 and cells[0].kind is Word.OFFICE and cells[1].gap >= WIDE


def _leads(cells: list[Cell], at: int) -> tuple[Cell | None, Cell | None, bool, Cell | None, int]:
    """What stands before a name: title, office, ditto, and the group if the line names one."""
    lead: Cell | None = None
    office: Cell | None = None
    group: Cell | None = None
    is_ditto = False
    while at < len(cells) - 1:
        cell = cells[at]
        if cell.kind is Word.DITTO:
            is_ditto = True
        elif cell.kind is Word.TITLE and lead and (office or names_organization(cell.text)):
            # 委員　架空大学教授　石田　正俊: what he is elsewhere.
            office = replace(cell, start=office.start) if office else cell
        elif cell.kind is Word.TITLE:
            if lead is not None:
                group = lead
            lead = cell
        elif cell.kind is Word.OFFICE:
            if office is not None:
                office = replace(cell, text=f"{office.text} {cell.text}", start=office.start)
            else:
                office = cell
        elif at == 0 and _is_post_of(cells):
            lead = replace(cell, kind=Word.TITLE)
        elif cell.kind is not Word.SEAT:
            if _is_office_of(cells, at):
                office = replace(cell, kind=Word.OFFICE)
            else:
                break
        at += 1
    return lead, office, is_ditto, group, at


def _is_office_of(cells: list[Cell], at: int) -> bool:
    """Whether an unknown word stands before somebody whose name and title are one word."""
    following = cells[at + 1]
    return (
        cells[at].kind is Word.NAME
        and len(cells[at].text) > 1
        and following.kind is Word.PERSON
        and following.gap > 0
        and not _goes_on(cells[at], following)
    )


def _is_post_of(cells: list[Cell]) -> bool:
    """Whether what looks like a name and a title is the post of a name set well apart from it.

    西浜市長　　　　阿比留　健: where he works could be a family name.
    """
    post, first, *rest = cells
    name = "".join(cell.text for cell in cells[1:] if cell.kind is Word.NAME)
    if post.kind is not Word.PERSON or not 1 < len(name) <= _LONGEST_NAME:
        return False
    # The longest post of a column is set apart by no more than the parts of the name.
    least = 1 if names_organization(post.text) else WIDE
    if first.gap < least:
        return False
    is_name = all(cell.kind in (Word.NAME, Word.COURTESY) for cell in cells[1:])
    is_close = all(cell.gap < max(first.gap, WIDE) for cell in rest)
    return is_name and is_close and (len(rest) > 0 or is_known_name(name))


def _goes_on(before: Cell, cell: Cell) -> bool:
    """Whether a name goes on in a word with its title: 青木　一郎委員.

    Of a word that the dictionary does not know at all, the given name is witness enough.
    """
    if cell.kind is not Word.PERSON or before.kind is not Word.NAME:
        return False
    given_name = split_name(cell.text).family_name or ""
    return is_given_name(given_name) and (
        is_family_name(before.text)
        or (1 < len(before.text) <= LONGEST_UNKNOWN_NAME and not is_word(before.text))
    )


def _opens(cells: list[Cell], at: int, leads_first: bool) -> bool:
    """Whether another person begins with this cell."""
    cell, before = cells[at], cells[at - 1]
    if cell.kind in (Word.SEAT, Word.DITTO):
        return True
    if cell.kind is Word.COURTESY:
        return False
    if before.kind in (Word.PERSON, Word.COURTESY):
        return True
    if cell.kind in (Word.OFFICE, Word.PERSON):
        is_apart = cell.gap >= 1 and at + 1 <= len(cells) and len(before.text) > 1
        return is_apart and not _goes_on(before, cell)
    if cell.kind is Word.TITLE and at + 1 < len(cells):
        # Behind the names of a list without titles before them, it belongs to the name.
        return leads_first or honorific_ending().search(before.text) is not None
    # A title behind a name ends the person.
    return before.kind is Word.TITLE


def between_dots(run: str, *, of_everybody: bool = False) -> list[tuple[int, int]]:
    """The names between middle dots, where each of them has a title, or one stands behind all."""
    if "・" in run:
        parts = [part for part in _BETWEEN_DOTS.finditer(run) if squeezed(part.group())]
        # An office may stand before each: 地域課 竹原課長・山室係長.
        last_words = [squeezed(part.group().split()[-1]) for part in parts]
        kinds = {word_kind(word) for word in last_words}
        is_names = kinds <= {Word.PERSON, Word.NAME}
        # Behind a bracket a dot parts persons: 青木課長（座長）・坂本・石田.
        if kinds == {Word.PERSON} or (is_names and (of_everybody or run.startswith("・"))):
            return [part.span() for part in parts]
    return [(0, len(run))]
