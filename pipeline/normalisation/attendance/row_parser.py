"""Row parser: persons side by side in a line, separated by blanks.

Names may be spread (`石　川　　浩`), and so may positions, and columns may be closer together than
the parts of a name. So words are classified first (positions, offices, seats, ditto signs); the
words between them are cut into names of the likeliest lengths, at the widest gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.names.family_and_position import LONGEST_UNKNOWN_NAME, split_name
from pipeline.names.sudachi import (
    is_common_noun,
    is_family_name,
    is_given_name,
    is_known_name,
    is_word,
)
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
"""Text between the dots that separate persons; ジョン・スミス is one person."""
_LONGEST_NAME = 7
_OF_PLACE = re.compile("[一-龥々ヶ]{2,4}")
"""A family name that the dictionary has as a place alone, or not at all."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a line.

    `lead` is the position before the name, `office` the office before it, and `behind` the office
    at the end of the line.
    """

    start: int
    end: int
    lead: Cell | None = None
    office: Cell | None = None
    is_ditto: bool = False
    behind: Cell | None = None


@lru_cache(maxsize=1 << 16)
def persons_in(text: str) -> tuple[tuple[Person, ...], Cell | None]:
    """Read the persons of a text between two delimiters.

    委員　架空大学教授　石田　正俊 → name 石田　正俊, lead 委員, office 架空大学教授. Results are
    cached, since many meetings have the same persons.

    Returns
    -------
    tuple
        The persons, and the cell before them that names their group, or None.
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
            # An office applies to one person of a line, a position to all up to the next.
            office = None
        at = max(stop, at)
        if not names:
            break
    if found:
        found[-1] = replace(found[-1], behind=behind)
    return tuple(found), group


def _office_at_end(cells: list[Cell]) -> Cell | None:
    """Remove and return the office at the end: 石田　正俊　架空大学　教授."""
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
    """Return whether a line begins with an office and a wide gap."""
    cells = cells_of(text)
    return len(cells) > 1 and cells[0].kind is Word.OFFICE and cells[1].gap >= WIDE


def _leads(cells: list[Cell], at: int) -> tuple[Cell | None, Cell | None, bool, Cell | None, int]:
    """Read the words before a name.

    Returns position, office, whether there is a ditto sign, the group (or None), and the index of
    the first cell of the name.
    """
    lead: Cell | None = None
    office: Cell | None = None
    group: Cell | None = None
    is_ditto = False
    while at < len(cells) - 1:
        cell = cells[at]
        if cell.kind is Word.DITTO:
            is_ditto = True
        elif cell.kind is Word.TITLE and lead and (office or names_organization(cell.text)):
            # 委員　架空大学教授　石田　正俊: the position in another organisation.
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
    """Return whether an unknown word precedes a name with its position."""
    following = cells[at + 1]
    return (
        cells[at].kind is Word.NAME
        and len(cells[at].text) > 1
        and following.kind is Word.PERSON
        and following.gap > 0
        and not _goes_on(cells[at], following)
    )


def _is_post_of(cells: list[Cell]) -> bool:
    """Return whether the first word, like a person, is a position.

    西浜市長　　　　阿比留　健: 西浜 could be a family name, but a wide gap and a name follow.
    """
    post, first, *rest = cells
    name = "".join(cell.text for cell in cells[1:] if cell.kind is Word.NAME)
    if post.kind is not Word.PERSON or not 1 < len(name) <= _LONGEST_NAME:
        return False
    # The gap after the longest position of a column may be as narrow as those inside the name.
    least = 1 if names_organization(post.text) else WIDE
    if first.gap < least:
        return False
    is_name = all(cell.kind in (Word.NAME, Word.COURTESY) for cell in cells[1:])
    is_close = all(cell.gap < max(first.gap, WIDE) for cell in rest)
    return is_name and is_close and (len(rest) > 0 or is_known_name(name))


def _goes_on(before: Cell, cell: Cell) -> bool:
    """Return whether a name continues in the next word: 青木　一郎委員.

    That word has a known given name and a position. The first is a known family name, or unknown
    to the dictionary, or the second is no family name: 青峰 誠也委員.
    """
    if cell.kind is not Word.PERSON or before.kind is not Word.NAME:
        return False
    given_name = split_name(cell.text).family_name or ""
    is_short = 1 < len(before.text) <= LONGEST_UNKNOWN_NAME
    is_full = is_given_name(given_name) and (
        is_family_name(before.text)
        or (is_short and not is_word(before.text))
        or (is_short and len(given_name) > 1 and not is_family_name(given_name))
    )
    # 大豆生田 敬委員: a name of a place, or a word that the dictionary does not have.
    return is_full or (
        cell.gap == 1
        and _OF_PLACE.fullmatch(before.text) is not None
        and not is_family_name(given_name)
        and not is_common_noun(before.text)
    )


def _opens(cells: list[Cell], at: int, leads_first: bool) -> bool:
    """Return whether another person begins with this cell."""
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
        # Where positions are not before the names, this one belongs to the name before it.
        return leads_first or honorific_ending().search(before.text) is not None
    # A position after a name ends the person.
    return before.kind is Word.TITLE


def between_dots(run: str, *, of_everybody: bool = False) -> list[tuple[int, int]]:
    """Return the spans of names between middle dots.

    青木委員・坂本委員 → 青木委員, 坂本委員. Each name has a position, or one follows all of them;
    otherwise the span is that of the whole run.
    """
    if "・" in run:
        parts = [part for part in _BETWEEN_DOTS.finditer(run) if squeezed(part.group())]
        # An office may precede each: 地域課 竹原課長・山室係長.
        last_words = [squeezed(part.group().split()[-1]) for part in parts]
        kinds = {word_kind(word) for word in last_words}
        is_names = kinds <= {Word.PERSON, Word.NAME}
        # A dot after a bracket separates persons: 青木課長（座長）・坂本・石田.
        if kinds == {Word.PERSON} or (is_names and (of_everybody or run.startswith("・"))):
            return [part.span() for part in parts]
    return [(0, len(run))]
