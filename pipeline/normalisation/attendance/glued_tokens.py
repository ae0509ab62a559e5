"""Glued tokens: a position or an office, and a name, without a blank between them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.family_and_position import split_name
from pipeline.names.positions import bare_position
from pipeline.names.sudachi import is_family_name
from pipeline.names.written_names import cut_by_dictionary
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    is_position,
    word_kind,
)

_LONGEST_WITH_PERSON = 40
"""Maximum length of an office and a person glued to it, in characters: longer texts are no cells,
and would be cut at each of their offices."""
_OFFICE_END = re.compile("(?<=..)[課部局室係署]")


def title_parted(cells: list[Cell]) -> list[Cell]:
    """Separate a position from the name glued to it.

    委員長青木　一郎君 → 委員長, 青木　一郎君; 会長青木一郎 → 会長, 青木一郎.
    The name has an honorific, or is a known full name after a role of a meeting.
    """
    if not cells or cells[0].kind in (Word.TITLE, Word.SEAT, Word.DITTO):
        return cells
    first, *rest = cells
    if honorific_ending().search(cells[-1].text):
        end = _title_before_name(honorific_ending().sub("", first.text))
    else:
        end = 0 if rest else _role_before_full_name(first.text)
    if not end or len(first.text) != first.end - first.start:
        return cells
    at = first.start + end
    title = Cell(first.text[:end], first.start, at, first.gap, Word.TITLE)
    return [title, Cell(first.text[end:], at, first.end, 0), *rest]


def office_parted(cells: list[Cell]) -> list[Cell]:
    """Separate an office from the person glued to it: 企画課青木係長 → 企画課, 青木係長."""
    parted: list[Cell] = []
    for cell in cells:
        end = _office_before_person(cell.text)
        if not end or len(cell.text) != cell.end - cell.start:
            parted.append(cell)
            continue
        at = cell.start + end
        parted.append(Cell(cell.text[:end], cell.start, at, cell.gap, Word.OFFICE))
        parted.append(Cell(cell.text[end:], at, cell.end, 0, Word.PERSON))
    return parted


@cache
def _office_before_person(word: str) -> int:
    """Return where an office before a known family name with a position ends, or 0.

    The position has no modifiers, and heads no place: 建設部南部土木課長 and 福祉部青葉園長 are
    posts.
    """
    if len(word) > _LONGEST_WITH_PERSON:
        return 0
    heads = tuple(lexicon("speakers")["heads_of_places"])
    for found in _OFFICE_END.finditer(word):
        office, rest = word[: found.end()], word[found.end() :]
        person = split_name(rest)
        is_person = (
            person.family_name is not None
            and person.given_name is None
            and person.position is not None
            and len(person.family_name) > 1
            and is_family_name(person.family_name)
            and bare_position().fullmatch(person.position) is not None
            and not person.position.startswith(heads)
        )
        if is_person and word_kind(office) is Word.OFFICE:
            return found.end()
    return 0


def _role_before_full_name(word: str) -> int:
    """Return where a role before a known full name ends, or 0."""
    role = _roles().match(word)
    return role.end() if role and cut_by_dictionary(word[role.end() :]) else 0


@cache
def _roles() -> re.Pattern[str]:
    roles = lexicon("roles")
    return re.compile(alternatives([*roles["words"], *roles["members"]]))


def _title_before_name(word: str) -> int:
    """Return where the longest position before a family name ends, or 0."""
    return next(
        (
            end
            for end in range(len(word) - 1, 1, -1)
            if is_position(word[:end])
            and any(is_family_name(word[end:stop]) for stop in range(len(word), end, -1))
        ),
        0,
    )
