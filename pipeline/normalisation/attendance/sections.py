"""Sections of a list: the attendee group of each line's persons."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.normalisation.attendance.blanks import WRAP, squeezed
from pipeline.normalisation.attendance.labels import Label, presence_of, read_label, unnumbered
from pipeline.normalisation.attendance.lines import COMMAS, Line, label_at
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.row_parser import begins_with_office, persons_in
from pipeline.normalisation.attendance.words import (
    Word,
    is_body,
    is_group,
    is_members_of_body,
    is_nobody,
    represents_members,
    word_kind,
)
from schemas.vocabulary import Presence

_OFFICE_DOT = re.compile(r"[ 　]*([^ 　・、（(]{2,10})・(?=[^ 　])")
_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_FIRST_CELL = re.compile(r"[ 　|]*([^|\t]+)(?=[|\t])")
"""The first cell of a row of a table, whose cells are separated by bars or tabs."""
_SUMMONED = re.compile(
    r"[^、。：:（）()]{0,30}(?:出席|列席)(?:した|する|を求めた|を求められた)[^、。：:（）()]{0,14}[者員]"
    "(?:の?職?氏名)?"
)
"""A label by the reason for which its persons came."""
_COUNT = re.compile("[（(](?:計|合計)?[0-9０-９一二三四五六七八九十]+[名人][）)]$")
_PRESENCE = re.compile("[（(](?:ご|御)?(?:欠席|オンライン|代理)[）)]")
_OFFICES = ("事務局", "事務局職員")
_NOT_HERE = (Presence.ABSENT, Presence.ONLINE)
_BOTH = 2


class Sections:
    """State of a list while it is read line by line.

    Attributes
    ----------
    label
        The last label, with the presence that applies; `section` is that label as written, the
        same object for all persons after it.
    group
        The group of the next persons, or None; `outer_group` is that of the whole list.
    presence
        The presence that the label of the whole list states.
    column
        The indent of the group's label; persons indented more belong to the group.
    ditto
        The last position before names, which a ditto sign repeats.
    """

    def __init__(self, lines: list[Line], outer: Label, group: str | None) -> None:
        self.lines = lines
        self.label = self.section = outer
        self.presence = outer.presence
        self.group = group if outer.keeps_group else outer.group
        self.outer_group = None if outer.is_title else self.group
        self.column = -1
        self.ditto: Cell | None = None
        self.has_office_column = self._has_office_column()

    def begin(self, label: Label, line: Line) -> None:
        """Begin the section of a label."""
        self.section = label
        if not label.keeps_group:
            self.group, self.column = label.group, line.indent
        self.label = label
        self.ditto = None

    def end(self, line: Line, presence: str | None = None) -> None:
        """End all sections and the outer group, as at a rule (……)."""
        self.outer_group = None
        self.begin(Label(presence=presence), line)

    def end_absence(self) -> None:
        """End the absence that a label states, after the word that it has nobody (なし).

        Whether the persons after it came is not stated.
        """
        if self.label.presence == Presence.ABSENT:
            self.label = replace(self.label, presence=Presence.UNSTATED)

    def opens_group(self, number: int, line: Line) -> bool:
        """Begin the group that a line alone names; return whether it does."""
        goes_on = number > 0 and self.lines[number - 1].text.rstrip().endswith((*COMMAS, "・"))
        if line.indent <= self.column and not goes_on:
            self.group, self.column = self.outer_group, -1
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        word = _COUNT.sub("", squeezed(unnumbered(line.text)))
        words = unnumbered(line.text).split()
        is_one_word = len(words) == 1 or max(map(len, words), default=0) == 1
        if below is None or not words or not is_one_word or any(c in COMMAS for c in line.text):
            return False
        if is_nobody(word):
            return False  # A count after the label: 欠席委員　一名.
        kind = word_kind(word)
        is_office = kind in (Word.OFFICE, Word.TITLE) or is_body(word)
        is_marked = words[0] != line.text.split()[0]
        lists_below = kind is Word.OFFICE and _lists_several(below.text)
        is_alone = lists_below or (is_office and (below.indent > line.indent or is_marked))
        is_summons = _SUMMONED.fullmatch(word) is not None
        known = (
            is_group(word)
            or word.endswith(_OFFICES)
            or presence_of(word) is not None
            or read_label(word).group is None
            or is_summons
            or (number == 0 and is_members_of_body(word))
        )
        if not (is_alone or known) or kind is Word.PERSON:
            return False
        self.begin(read_label(line.text), line)
        lists_below = lists_below or word.endswith(_OFFICES) or is_summons
        if (is_marked or lists_below) and below.indent <= line.indent:
            self.column = -1  # The persons are not indented.
        return True

    def first_person(self, number: int, line: Line) -> int | None:
        """Return where a line's persons begin, or None if it lists nobody.

        Begins the section of the line's label.
        """
        written = label_at(line.text)
        if written is None:
            office = _OFFICE_DOT.match(line.text)
            if office and word_kind(office[1]) is Word.OFFICE:
                self.begin(Label(group=office[1]), line)
                return office.end()
            return self._cell_of_table(line)
        label = read_label(written.replace(WRAP, ""))
        if label.is_audience:
            return None
        if number == line.start == 0 and self.outer_group and _PRESENCE.fullmatch(written.strip()):
            return 0  # 【公益代表】　（欠席）青木委員: the presence of the person after it.
        if self._is_of_one(written, label, number, line):
            return 0
        if number == line.start == 0 and self.presence in _NOT_HERE:
            # 欠席者　　委員：青木: the group right after the label of the whole list.
            label = replace(label, presence=label.presence or self.presence)
        self.begin(label, line)
        return line.text.index(written) + len(written)

    def presence_of_group(self, word: str, line: Line, names_column: int) -> str | None:
        """Return the presence of the persons of a group that begins a line.

        They have that of the label before, but for officials left of the absent persons:
        欠席者　　青木 / 陪席者　　坂本.
        """
        is_beside = line.start == 0 or line.indent >= names_column or represents_members(word)
        is_absent = self.label.presence == Presence.ABSENT
        return presence_of(word) or (self.label.presence if is_beside or not is_absent else None)

    def title_repeated(self) -> str | None:
        """Return the position that a ditto sign repeats, without blanks."""
        return squeezed(self.ditto.text) if self.ditto else None

    def _has_office_column(self) -> bool:
        """Return whether offices before several lines are groups, not affiliations."""
        offices = [line for line in self.lines if begins_with_office(line.text)]
        # In a named group each person may have an affiliation: 東部地区　青木　一郎.
        each_has_own = (
            self.group is not None
            and len(offices) == len(self.lines)
            and len({line.text.split()[0] for line in offices}) == len(offices)
            and all(len(persons_in(line.text)[0]) == 1 for line in offices)
            and not any(mark in COMMAS for line in offices for mark in line.text)
        )
        return len(offices) > 1 and not each_has_own

    def _is_of_one(self, written: str, label: Label, number: int, line: Line) -> bool:
        """Return whether a label is the presence of one person: （欠席）青木.

        The lines before and after it list one person each.
        """
        if not written.endswith(("）", ")")) or label.presence is None:
            return False
        around = self.lines[max(0, number - 1) : number] + self.lines[number + 1 : number + 2]
        behind = line.text[line.text.index(written) + len(written) :]
        return len(around) == _BOTH and all(
            other.indent == line.indent
            and label_at(other.text) is None
            and not any(comma in other.text + behind for comma in COMMAS)
            and len(persons_in(other.text.strip())[0]) == 1
            for other in around
        )

    def _cell_of_table(self, line: Line) -> int:
        """Return where the persons of a table row begin.

        A first cell that names their group begins its section.
        """
        row = _FIRST_CELL.match(line.text)
        if row is None:
            return 0
        first = row[1]
        word = squeezed(first)
        is_known = is_group(word) or is_body(word) or presence_of(word) is not None
        if not (is_known or word_kind(word) is Word.OFFICE):
            return 0
        self.begin(read_label(first), line)
        self.label = replace(self.label, presence=self.label.presence or self.presence)
        return row.end()


def _lists_several(line: str) -> bool:
    """Return whether a line lists several persons between commas.

    Most of them have a position.
    """
    listed = re.split("[、，,]", _BRACKETS.sub("", line))
    titled = sum(any(word_kind(word) is Word.PERSON for word in entry.split()) for entry in listed)
    return len(listed) > 1 and 2 * titled > len(listed)
