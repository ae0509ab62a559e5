"""Sections of absent persons that end before the list does."""

from __future__ import annotations

import re

from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.lines import Line
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.row_parser import persons_in
from pipeline.normalisation.attendance.words import represents_members
from pipeline.text.numerals import to_int
from schemas.vocabulary import Presence

_COUNT = re.compile("([0-9０-９〇一二三四五六七八九十]+)[ 　]*[名人]")
_NOBODY = re.compile(r"(?:な[ 　]*し|無[ 　]*し)[ 　]*\n")


class CountedSection:
    """The section of a list that is read, with the number of persons that its label states.

    欠席委員　一名, one person, a blank line and others: nobody states that these are absent. So
    it is with all after 欠席委員　なし, and with 事務局長　坂本 after ３番　青木 and a blank line.
    """

    def __init__(self, text: str, label: Label) -> None:
        self._text = text
        self._label = label
        self._at = self._before = 0

    def begin(self, label: Label, at: int, persons: int) -> None:
        """Begin the section of a label at an offset, after `persons` persons of the list."""
        if label is not self._label:
            self._label, self._at, self._before = label, at, persons

    def ends_before(self, line: Line, found: list[Entry]) -> bool:
        """Return whether the section ends before a line.

        It is of absent persons, a blank line follows them, and they are as many as its label states
        or the line begins with an official where they are members.
        """
        if self._label.presence != Presence.ABSENT:
            return False
        if len(found) <= self._before:
            return _NOBODY.search(self._text, self._at, line.start) is not None
        if self._text.count("\n", found[-1].end, line.start) <= 1:
            return False
        absent = found[self._before :]
        stated = _COUNT.search(self._text, self._at, absent[0].start)
        count = to_int(stated[1]) if stated else None
        if count is not None:
            return len(absent) >= count
        return _is_official(_lead_of(line)) and not any(_is_official(one.lead) for one in absent)


def _lead_of(line: Line) -> Cell | None:
    persons, _ = persons_in(line.text)
    return persons[0].lead if persons else None


def _is_official(lead: Cell | None) -> bool:
    return lead is not None and not represents_members(squeezed(lead.text))
