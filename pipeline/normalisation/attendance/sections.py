"""The sections of a list: whose group the persons of a line belong to, and where they begin."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.labels import Label, presence_of, read_label, unnumbered
from pipeline.normalisation.attendance.lines import COMMAS, Line, label_at
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.row_parser import begins_with_office, persons_in
from pipeline.normalisation.attendance.words import Word, is_body, is_group, word_kind

_OFFICE_DOT = re.compile(r"[ 　]*([^ 　・、（(]{2,10})・(?=[^ 　])")
_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_FIRST_CELL = re.compile(r"[ 　|]*([^|\t]+)(?=[|\t])")
"""The first cell of a row of a table, whose cells bars or tabs part."""
_BOTH = 2


class Sections:
    """What holds for the persons to come, while a list is read line by line.

    Attributes
    ----------
    label
        What holds of the last label, with who came; `section` is that label as it is written, one
        and the same for all persons below it.
    group
        The group of the persons to come, or null; `outer_group` is that of the whole list.
    presence
        What the label of the whole list says of who came.
    column
        The column in which the label of the group begins; persons to the right of it are in it.
    ditto
        The last title before names, which a sign of repetition stands for.
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

    def end(self, line: Line) -> None:
        """End all sections, that of the whole list too, as a rule across the page does."""
        self.outer_group = None
        self.begin(Label(), line)

    def opens_group(self, number: int, line: Line) -> bool:
        """Whether a line is nothing but the name of the group below it, which begins then."""
        goes_on = number > 0 and self.lines[number - 1].text.rstrip().endswith((*COMMAS, "・"))
        if line.indent <= self.column and not goes_on:
            self.group, self.column = self.outer_group, -1
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        word = squeezed(unnumbered(line.text))
        words = unnumbered(line.text).split()
        is_one_word = len(words) == 1 or max(map(len, words), default=0) == 1
        if below is None or not words or not is_one_word or any(c in COMMAS for c in line.text):
            return False
        kind = word_kind(word)
        is_office = kind in (Word.OFFICE, Word.TITLE) or is_body(word)
        is_marked = words[0] != line.text.split()[0]
        lists_below = kind is Word.OFFICE and _lists_several(below.text)
        is_alone = lists_below or (is_office and (below.indent > line.indent or is_marked))
        known = is_group(word) or presence_of(word) is not None or read_label(word).group is None
        if not (is_alone or known) or kind is Word.PERSON:
            return False
        self.begin(read_label(line.text), line)
        if (is_marked or lists_below) and below.indent <= line.indent:
            self.column = -1  # No blank sets it apart from its persons.
        return True

    def first_person(self, number: int, line: Line) -> int | None:
        """Where the persons of a line begin, behind its label; null where it lists nobody."""
        written = label_at(line.text)
        if written is None:
            office = _OFFICE_DOT.match(line.text)
            if office and word_kind(office[1]) is Word.OFFICE:
                self.begin(Label(group=office[1]), line)
                return office.end()
            return self._cell_of_table(line)
        label = read_label(written)
        if label.is_audience:
            return None
        if self._is_of_one(written, label, number, line):
            return 0
        self.begin(label, line)
        return line.text.index(written) + len(written)

    def title_repeated(self) -> str | None:
        """The title that a sign of repetition stands for, blanks left out."""
        return squeezed(self.ditto.text) if self.ditto else None

    def _has_office_column(self) -> bool:
        """Whether offices set apart before several lines are groups, not affiliations."""
        offices = [line for line in self.lines if begins_with_office(line.text)]
        # In a group that has a name each may have his own: 東部地区　青木　一郎.
        each_has_own = (
            self.group is not None
            and len(offices) == len(self.lines)
            and len({line.text.split()[0] for line in offices}) == len(offices)
            and all(len(persons_in(line.text)[0]) == 1 for line in offices)
            and not any(mark in COMMAS for line in offices for mark in line.text)
        )
        return len(offices) > 1 and not each_has_own

    def _is_of_one(self, written: str, label: Label, number: int, line: Line) -> bool:
        """Whether a label says who came of one person, where each has a line: （欠席）青木."""
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
        """Where the persons of a row of a table begin, behind the cell that names their group."""
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
    """Whether a line lists several persons, commas between them, most with their titles."""
    listed = re.split("[、，,]", _BRACKETS.sub("", line))
    titled = sum(any(word_kind(word) is Word.PERSON for word in entry.split()) for entry in listed)
    return len(listed) > 1 and 2 * titled > len(listed)
