"""Sections of absent persons that end with the number of persons that they state."""

from __future__ import annotations

import re

from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import Label
from pipeline.text.numerals import to_int
from schemas.vocabulary import Presence

_COUNT = re.compile("([0-9０-９〇一二三四五六七八九十]+)[ 　]*[名人]")
_NOBODY = re.compile(r"(?:な[ 　]*し|無[ 　]*し)[ 　]*\n")


class CountedSection:
    """The section of a list that is read, with the number of persons that its label states.

    欠席委員　一名, one person, a blank line and others: nobody states that these are absent. So
    it is with all after 欠席委員　なし.
    """

    def __init__(self, text: str, label: Label) -> None:
        self._text = text
        self._label = label
        self._at = self._before = 0

    def begin(self, label: Label, at: int, persons: int) -> None:
        """Begin the section of a label at an offset, after `persons` persons of the list."""
        if label is not self._label:
            self._label, self._at, self._before = label, at, persons

    def ends_before(self, line: int, found: list[Entry]) -> bool:
        """Return whether the section ends before the line that begins at an offset.

        It is of absent persons, has as many as its label states, and a blank line follows them.
        """
        if self._label.presence != Presence.ABSENT:
            return False
        if len(found) <= self._before:
            return _NOBODY.search(self._text, self._at, line) is not None
        stated = _COUNT.search(self._text, self._at, found[self._before].start)
        count = to_int(stated[1]) if stated else None
        return (
            count is not None
            and len(found) - self._before >= count
            and self._text.count("\n", found[-1].end, line) > 1
        )
