"""Reading a list: from its text to the persons in it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.rosters.blanks import WRAP, columns_of, squeezed
from pipeline.rosters.brackets import is_note
from pipeline.rosters.cells import begins_with_office, between_dots, persons_in
from pipeline.rosters.cutting import Cell
from pipeline.rosters.entry import Entry, attach
from pipeline.rosters.governing import with_titles
from pipeline.rosters.labels import (
    Label,
    names_who_came,
    presence_of,
    read_label,
    says_who,
    unnumbered,
)
from pipeline.rosters.legends import legend_of, meaning_at, stand_behind, without_legends
from pipeline.rosters.lines import (
    COMMAS,
    SQUARE,
    Line,
    label_at,
    lines_of_offices,
    visible_lines,
)
from pipeline.rosters.masking import masked
from pipeline.rosters.tables import head_of_table, rows_of_table
from pipeline.rosters.words import Word, is_body, is_group, is_nobody, word_kind
from schemas.vocabulary import Presence

_TOKEN = re.compile(rf"[{re.escape(COMMAS)}（）()]|[^{re.escape(COMMAS)}（）()]+")
_SAME_OFFICE = re.compile("同[ 　]*(?:課|局|部|室|庁|省|署|所|係)?(?=.)")
_OFFICE_DOT = re.compile(r"[ 　]*([^ 　・、（(]{2,10})・(?=[^ 　])")
_EVERYBODY = re.compile(rf"(.*?)の?[ 　{WRAP}]*各[ 　{WRAP}]*([^ 　]+)[ 　]*$", re.DOTALL)
_MORE = re.compile(
    r"(?:[ 　]*(?:他|ほか|外)(?:[ 　]*[0-9０-９一二三四五六七八九十]+[名人])?|[※＊*†]+)$"
)
_OFFICE_FIRST = re.compile(r"[ 　]*([^ 　、，（）()]{2,})[ 　]+[^ 　]")
_SO_FAR = re.compile("以上[、，,は]?[ 　]*(.+)")
_RULE = re.compile("[ 　]*(?:[…‥]{3,}|[・．]{6,}|[―─－-]{6,})[ 　]*")
_SAID_BEFORE = re.compile(r"([^（）()、，：:]{1,12})[）)][ 　]*(?=[^\s、，（）()])")
_WIDE = 4
_BOTH = 2


class _List:
    """A list while it is read line by line, and what holds for the persons to come."""

    def __init__(self, text: str, marker: str, group: str | None, meanings: dict[str, str]) -> None:
        outer = read_label(marker) if marker else Label()
        self.text = text
        self.marker = marker
        self.meanings = meanings
        self.masked = masked(text, marker, meanings)
        self.label = outer
        self.presence = outer.presence
        self.group = group if outer.keeps_group else outer.group
        self.outer_group = None if outer.is_title else self.group
        self.column = -1
        self.has_left = False
        self.ahead: str | None = None
        self.section = self.label
        self.ditto: Cell | None = None
        self.names_column = self.names_line = 0
        self.found: list[Entry] = []
        self.told = 0
        self.lines = visible_lines(self.masked)
        self.office_column = self._has_office_column()

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

    def read(self) -> list[Entry]:
        if self.label.is_audience:
            return []
        beneath = lines_of_offices(self.lines)
        for number, line in enumerate(self.lines):
            if _RULE.fullmatch(line.text):
                self.outer_group = None
                self._under(Label(), line)
            elif number in beneath and self.found:
                written = self._written(line.start, line.start + len(line.text))
                self.found[-1].office = " ".join(written.strip(SQUARE).split())
            elif not self._opens_group(number, line):
                begin = self._inner_label(number, line)
                if begin is not None:
                    self._scan(line.text[begin:], line.start + begin, number, line)
        return with_titles(self._explained(), self.outer_group)

    def _explained(self) -> list[Entry]:
        """The persons, what glyphs at their names mean put beside what their brackets say."""
        if self.meanings:
            body = self.text[len(self.marker) :]
            behind = stand_behind(without_legends(body), self.meanings)
            for entry in self.found:
                said = [self.meanings.get(written, written) for written in entry.brackets]
                meaning = meaning_at(
                    self.text, entry.start, entry.end, self.meanings, behind=behind
                )
                entry.brackets = [*said, meaning] if meaning else said
        return self.found

    def _opens_group(self, number: int, line: Line) -> bool:
        """Whether a line is nothing but the name of the group below it."""
        goes_on = number > 0 and self.lines[number - 1].text.rstrip().endswith((*COMMAS, "・"))
        if line.indent <= self.column and not goes_on:
            self.group, self.column, self.has_left = self.outer_group, -1, True
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        word = squeezed(unnumbered(line.text))
        words = unnumbered(line.text).split()
        is_one_word = len(words) == 1 or max(map(len, words), default=0) == 1
        if below is None or not words or not is_one_word or any(c in COMMAS for c in line.text):
            return False
        kind = word_kind(word)
        is_office = kind in (Word.OFFICE, Word.TITLE) or is_body(word)
        is_marked = words[0] != line.text.split()[0]
        lists_below = kind is Word.OFFICE and _is_run(below.text)
        is_alone = lists_below or (is_office and (below.indent > line.indent or is_marked))
        known = is_group(word) or presence_of(word) is not None or read_label(word).group is None
        if not (is_alone or known) or kind is Word.PERSON:
            return False
        self._under(read_label(line.text), line)
        if (is_marked or lists_below) and below.indent <= line.indent:
            self.column = -1  # No blank sets it apart from its persons.
        return True

    def _inner_label(self, number: int, line: Line) -> int | None:
        """Where the persons of a line begin, behind its label; null where it lists nobody."""
        written = label_at(line.text)
        if written is None:
            office = _OFFICE_DOT.match(line.text)
            if office and word_kind(office[1]) is Word.OFFICE:
                self._under(Label(group=office[1]), line)
                return office.end()
            return self._cell_of_table(line)
        label = read_label(written)
        if label.is_audience:
            return None
        if self._is_of_one(written, label, number, line):
            return 0
        self._under(label, line)
        return line.text.index(written) + len(written)

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
        first, bar, _ = line.text.lstrip(" 　|").partition("|")
        word = squeezed(first)
        if not bar:
            return 0
        is_known = is_group(word) or is_body(word) or presence_of(word) is not None
        if not (is_known or word_kind(word) is Word.OFFICE):
            return 0
        self._under(read_label(first), line)
        self.label = replace(self.label, presence=self.label.presence or self.presence)
        return line.text.index(first) + len(first)

    def _under(self, label: Label, line: Line) -> None:
        self.section = label
        self.has_left = False
        if not label.keeps_group:
            self.group, self.column = label.group, line.indent
        self.label = label
        self.ditto = None

    def _scan(self, text: str, base: int, number: int, line: Line) -> None:
        """Read the persons of a line, brackets and commas told apart."""
        waiting: list[Entry] = []
        named = False
        enclosing = depth = begun = 0
        presence: str | None = None
        for token in _TOKEN.finditer(text):
            mark = token.group()
            if depth:
                depth += (mark in "（(") - (mark in "）)")
                if depth == 0:
                    self._say(waiting, base + begun, base + token.start(), base + token.end())
            elif mark in COMMAS:
                waiting, named = [], False
            elif mark in "（(" and self._is_said_before(text[token.end() :], waiting):
                depth, begun = 1, token.end()
            elif mark in "（(":
                # What stands before may be nobody, as a count: its brackets list nobody either.
                if (waiting or named) and not names_who_came(text[token.end() :]):
                    depth, begun = 1, token.end()
                else:
                    enclosing += 1
            elif mark in "）)":
                waiting, named = [], False
                enclosing = max(0, enclosing - 1)
                presence = None if not enclosing else presence
            else:
                run, offset = mark, base + token.start()
                inner = label_at(run) if enclosing else None
                if inner is not None:
                    presence = read_label(inner).presence
                    offset += run.index(inner) + len(inner)
                    run = run[run.index(inner) + len(inner) :]
                if waiting and not run[0].isspace() and word_kind(squeezed(run)) is Word.TITLE:
                    # 石田正俊（いしだまさとし）座長: the title stands behind the brackets.
                    waiting[-1].position = squeezed(run)
                    continue
                added = self._persons(run, offset, number, line)
                for entry in added:
                    entry.bracketed = enclosing > 0 and presence is None
                    if presence or (entry.bracketed and entry.presence == Presence.PRESENT):
                        entry.presence = presence
                if added and self.ahead:
                    added[0].presence, self.ahead = self.ahead, None
                if run.startswith("・"):
                    waiting = []  # 青木委員（座長）・坂本委員: each has his own.
                waiting += added if "・" in run else added[-1:]
                named = named or bool(squeezed(run))
                self.found += added
        if depth:
            self._say(waiting, base + begun, base + len(text), base + len(text))

    def _is_said_before(self, behind: str, waiting: list[Entry]) -> bool:
        """Whether a bracket before a name says who came, or is a note: （欠席）青木."""
        found = _SAID_BEFORE.match(behind)
        if waiting or found is None or not (presence_of(found[1]) or is_note(found[1])):
            return False
        self.ahead = presence_of(found[1])
        return True

    def _say(self, waiting: list[Entry], start: int, end: int, closed: int) -> None:
        """Give persons what a bracket says: those before it, or all of the list so far."""
        written = self._written(start, end)
        of_all = _SO_FAR.fullmatch(written)
        if of_all is None or not says_who(of_all[1]):
            attach(waiting, written, closed)
            return
        label = read_label(of_all[1])
        for entry in self.found[self.told :]:
            entry.presence = label.presence or entry.presence
            entry.group = entry.group if label.presence else label.group
        self.told = len(self.found)

    def _written(self, start: int, end: int) -> str:
        if WRAP not in self.masked[start:end]:
            return self.text[start:end].strip()
        return "".join(self.text[at] for at in range(start, end) if self.masked[at] != WRAP).strip()

    def _persons(self, run: str, offset: int, number: int, line: Line) -> list[Entry]:
        everybody = _EVERYBODY.match(run)
        if everybody:
            title = everybody[2].replace(WRAP, "")
            run = everybody[1]
        added = []
        for start, end in between_dots(run, of_everybody=everybody is not None):
            added += self._cells(run[start:end], offset + start, number, line)
        if everybody:
            for entry in reversed(self.found + added):
                is_titled = word_kind(squeezed(entry.name_text)) is Word.PERSON
                if entry.section is not self.section or is_titled:
                    break
                entry.position = title
        return added

    def _cells(self, run: str, offset: int, number: int, line: Line) -> list[Entry]:
        persons, group = persons_in(run)
        if group is not None:
            self._under(Label(group=self._of(group, offset)), line)
        leads: dict[int, Cell] = {}
        added = []
        for person in persons:
            start, end = offset + person.start, offset + person.end
            # A line end before a bracket that several share is of no name.
            end = start + len(self.text[start:end].rstrip())
            name = self._written(start, end)
            more = _MORE.search(name)
            if more and more.start():
                end -= len(name) - more.start()
                name = self._written(start, end)
            if is_nobody(squeezed(name)):
                continue
            same = _SAME_OFFICE.match(name)
            if same and word_kind(squeezed(name[same.end() :])) is Word.PERSON:
                start, name = start + same.end(), name[same.end() :]
            lead, office = person.lead, person.office
            if lead is not None and word_kind(squeezed(name)) is Word.PERSON:
                # 法務係 志賀係長: what stands before somebody with a title is where he works.
                office = replace(office, end=lead.end) if office else lead
                lead = None
            stated = self._of(office, offset)
            if office is not None and self._is_group_of(office, lead, number, line):
                above = self.presence if self.has_left else self.label.presence
                came = presence_of(squeezed(office.text)) or above
                self._under(Label(group=stated, presence=came), line)
                stated = None
            if lead is not None:
                written = replace(lead, text=self._of(lead, offset) or "")
                lead = leads.setdefault(id(lead), written)
                self.ditto = lead
            is_ditto = person.is_ditto and lead is None and word_kind(name) is not Word.PERSON
            if not self.names_column:
                self.names_line = number
                self.names_column = line.indent + columns_of(run[: person.start].lstrip())
            added.append(
                Entry(
                    name,
                    start,
                    end,
                    group=self.group,
                    presence=self.label.presence,
                    office=stated or self._of(person.behind, offset),
                    lead=lead,
                    position=squeezed(self.ditto.text) if is_ditto and self.ditto else None,
                    line=number,
                    column=start - line.start,
                    indent=line.indent,
                    section=self.section,
                )
            )
        return added

    def _of(self, cell: Cell | None, offset: int) -> str | None:
        """A cell as it stands in the list, joined line ends left out."""
        if cell is None:
            return None
        return self._written(offset + cell.start, offset + cell.end)

    def _is_group_of(self, office: Cell, lead: Cell | None, number: int, line: Line) -> bool:
        """Whether an office before a name is the group of those behind it, not his affiliation."""
        word = squeezed(office.text)
        if is_group(word) or presence_of(word):
            return True
        offices = [_OFFICE_FIRST.match(entry) for entry in re.split("[、，]", line.text)]
        if len(offices) > 1 and all(
            found and word_kind(found[1]) is Word.OFFICE for found in offices
        ):
            return False  # 架空省 白井課長、見本省 大野補佐: each has his own.
        has_own = self.found and self.found[0].office and self.found[0].indent == line.indent
        stands_left_of_names = (
            not has_own
            and number > self.names_line
            and self.lines[number].indent + _WIDE <= self.names_column
        )
        return lead is None and (self.group is None or self.office_column or stands_left_of_names)


def _is_run(line: str) -> bool:
    """Whether a line lists several persons with their titles, commas between them."""
    first, *others = re.split("[、，]", line)
    return bool(others) and word_kind(squeezed(first)) is Word.PERSON


def entries(text: str, marker: str = "", group: str | None = None, legend: str = "") -> list[Entry]:
    """Read the persons of a list.

    Parameters
    ----------
    text
        The list as it stands in the source, line ends included, with its label before it.
    marker
        The label that `text` begins with.
    group
        The group that the list belongs to where its own label does not say.
    legend
        What glyphs at names mean, as it is written (see `pipeline/rosters/legends.py`).

    Returns
    -------
    list
        In the order of the list. Brackets that are never closed end with the text.
    """
    meanings = legend_of(legend)
    head = head_of_table(text)
    if head is None:
        return _List(text, marker, group, meanings).read()
    label = read_label(marker) if marker else Label()
    of_list = group if label.keeps_group else label.group
    rows, end = rows_of_table(text, head, label, of_list)
    table = re.sub(r"[^\n]", " ", text[head.start : end])
    around = _List(text[: head.start] + table + text[end:], marker, group, meanings).read()
    return sorted([*around, *rows], key=lambda entry: entry.start)
