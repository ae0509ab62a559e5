"""Reading an attendance list: from its text to its persons."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.normalisation.attendance.blanks import WRAP, columns_of, squeezed
from pipeline.normalisation.attendance.brackets import is_note
from pipeline.normalisation.attendance.counted_sections import CountedSection
from pipeline.normalisation.attendance.entry import Entry, attach
from pipeline.normalisation.attendance.family_names_alone import with_family_names
from pipeline.normalisation.attendance.labels import (
    Label,
    names_who_came,
    presence_of,
    read_label,
    says_who,
)
from pipeline.normalisation.attendance.legends import (
    legend_of,
    meaning_at,
    stand_behind,
    without_legends,
)
from pipeline.normalisation.attendance.lines import (
    COMMAS,
    SQUARE,
    Line,
    label_at,
    lines_of_offices,
    visible_lines,
)
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.named_in_brackets import with_names_in_brackets
from pipeline.normalisation.attendance.position_scope import with_posts_before, with_titles
from pipeline.normalisation.attendance.proxies import proxy_in
from pipeline.normalisation.attendance.rewrites import masked
from pipeline.normalisation.attendance.row_parser import between_dots, persons_in
from pipeline.normalisation.attendance.sections import Sections
from pipeline.normalisation.attendance.tables import head_of_table, rows_of_table
from pipeline.normalisation.attendance.words import (
    Word,
    is_appointed,
    is_group,
    is_nobody,
    names_organization,
    word_kind,
)
from schemas.vocabulary import Presence

_TOKEN = re.compile(rf"[{re.escape(COMMAS)}（）()]|[^{re.escape(COMMAS)}（）()]+")
_SAME_OFFICE = re.compile("同[ 　]*(?:課|局|部|室|庁|省|署|所|係)?(?=.)")
_EVERYBODY = "各"
_MORE = re.compile(
    r"(?:(?<![ 　])[ 　]*+(?:他|ほか|外)(?:[ 　]*[0-9０-９一二三四五六七八九十]+[名人])?"
    r"|(?<![※＊*†])[※＊*†]+"
    r"|(?<![ 　])[ 　]*+(?:及び|および|並びに|ならびに|ほか|他|外)"
    r"(?:関係|担当)(?:職員|者|課長|課員|部課長|係員)(?:等|ら)?"
    r"|(?<![ 　])[ 　]*+[〔［\[](?:計|合計|以上)?"
    r"[ 　]*[0-9０-９一二三四五六七八九十]+[ 　]*[名人][〕］\]])$"
)
_OFFICE_FIRST = re.compile(r"[ 　]*([^ 　、，（）()]{2,})[ 　]+[^ 　]")
_SO_FAR = re.compile("以上[、，,は]?[ 　]*(.+)")
_RULE = re.compile("[ 　]*(?:[…‥]{3,}|[・．]{6,}|[―─－-]{6,})[ 　]*")
_SAID_BEFORE = re.compile(r"([^（）()、，：:]{1,12})[）)][ 　]*(?=[^\s、，（）()])")
_NONE = re.compile(
    "[ 　・]*(?:な[ 　]*し|無[ 　]*し|該当者?なし|[（(]?[0０〇零][名人][）)]?)[ 　。]*"
)
_WIDE = 4


class _List:
    """An attendance list while it is read line by line."""

    def __init__(self, text: str, marker: str, group: str | None, meanings: dict[str, str]) -> None:
        outer = read_label(marker) if marker else Label()
        self.text = text
        self.marker = marker
        self.meanings = meanings
        self.masked = masked(text, marker, meanings)
        self.lines = visible_lines(self.masked)
        self.sections = Sections(self.lines, outer, group)
        self.ahead: str | None = None
        self.position_ahead: str | None = None
        self.names_column = self.names_line = 0
        self.found: list[Entry] = []
        self.told = self.told_of_everybody = 0
        self.told_of_offices = (-1, False)

    def read(self) -> list[Entry]:
        beneath = lines_of_offices(self.lines)
        counted = CountedSection(self.text, self.sections.section)
        for number, line in enumerate(self.lines):
            persons = len(self.found)
            if counted.ends_before(line, self.found):
                self.sections.end(line, Presence.UNSTATED)
            if _RULE.fullmatch(line.text):
                self.sections.end(line)
            elif number in beneath and self.found:
                written = self._written(line.start, line.start + len(line.text))
                self.found[-1].office = " ".join(written.strip(SQUARE).split())
            elif not self.sections.opens_group(number, line):
                begin = self.sections.first_person(number, line)
                if _NONE.fullmatch(line.text):
                    self.sections.end_absence()
                elif begin is not None:
                    self._scan(line.text[begin:], line.start + begin, number, line)
            counted.begin(self.sections.section, line.start, persons)
        found = with_names_in_brackets(self._explained(), self.text)
        return with_titles(with_posts_before(found), self.sections.outer_group)

    def _explained(self) -> list[Entry]:
        """Return the persons, glyph meanings added to their brackets."""
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

    def _scan(self, text: str, base: int, number: int, line: Line) -> None:
        """Read the persons of a line, with brackets and commas."""
        waiting: list[Entry] = []
        named = is_behind = False
        enclosing = depth = begun = 0
        presence: str | None = None
        for token in _TOKEN.finditer(text):
            mark = token.group()
            if depth:
                depth += (mark in "（(") - (mark in "）)")
                if depth == 0:
                    self._say(waiting, base + begun, base + token.start(), base + token.end())
                is_behind = depth == 0
            elif mark in COMMAS:
                waiting, named = [], False
            elif mark in "（(" and self._is_said_before(text, token.end(), waiting):
                depth, begun = 1, token.end()
            elif mark in "（(":
                # The text before may be a count, whose brackets list nobody either.
                if (waiting or named) and not names_who_came(text, token.end()):
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
                proxy = proxy_in(run) if waiting and is_behind else None
                if proxy is not None:
                    begin, end = offset + proxy[0], offset + proxy[1]
                    self._say(waiting, begin, end, end)
                    run, offset = run[proxy[1] :], end
                added = self._persons(run, offset, number, line)
                for entry in added:
                    entry.bracketed = enclosing > 0 and presence is None
                    if presence or (entry.bracketed and entry.presence == Presence.PRESENT):
                        entry.presence = presence
                if added and self.ahead:
                    added[0].presence, self.ahead = self.ahead, None
                if added and self.position_ahead:
                    added[0].position, self.position_ahead = self.position_ahead, None
                if added and is_behind:
                    waiting = []  # 青木（市長）坂本（欠席）: the second bracket is of 坂本.
                is_behind = False
                waiting += added if "・" in run else added[-1:]
                named = named or bool(squeezed(run))
                self.found += added
        if depth:
            written = len(text.rstrip(" 　"))
            self._say(waiting, base + begun, base + written, base + len(text))

    def _is_said_before(self, text: str, at: int, waiting: list[Entry]) -> bool:
        """Return whether a bracket precedes its person: （欠席）青木, or 会長（欠席）青木."""
        found = _SAID_BEFORE.match(text, at)
        if found is None or not (presence_of(found[1]) or is_note(found[1])):
            return False
        if waiting and [word_kind(squeezed(one.name_text)) for one in waiting] != [Word.TITLE]:
            return False
        if waiting:
            self.found.remove(waiting[0])
            self.position_ahead = waiting.pop().name_text
        self.ahead = presence_of(found[1])
        return True

    def _say(self, waiting: list[Entry], start: int, end: int, closed: int) -> None:
        """Apply a bracket to the persons before it; （以上委員） to all."""
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

    def _of_name(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of a span before a removed glyph, stripped."""
        ends = (
            at
            for at in range(start, end)
            if self.masked[at] == WRAP and not self.text[at].isspace()
        )
        written = self.text[start : next(ends, end)].rstrip()
        return start + len(written) - len(written.lstrip()), start + len(written)

    def _persons(self, run: str, offset: int, number: int, line: Line) -> list[Entry]:
        everybody = _said_of_everybody(run)
        if everybody:
            run, title = everybody
        added = []
        for start, end in between_dots(run, of_everybody=everybody is not None):
            added += self._cells(run[start:end], offset + start, number, line)
        if everybody:
            # Earlier persons have a position already: 青木、坂本各委員、石田各幹事.
            named: list[Entry] = []
            for entry in reversed(self.found[self.told_of_everybody :] + added):
                is_titled = word_kind(squeezed(entry.name_text)) is Word.PERSON
                if entry.section is not self.sections.section or is_titled:
                    break
                entry.position = title
                named.append(entry)
            with_family_names(named)
            self.told_of_everybody = len(self.found) + len(added)
        return added

    def _cells(self, run: str, offset: int, number: int, line: Line) -> list[Entry]:
        persons, group = persons_in(run)
        if group is not None:
            self.sections.begin(Label(group=self._of(group, offset)), line)
        leads: dict[int, Cell] = {}
        added = []
        for person in persons:
            start, end = offset + person.start, offset + person.end
            start, end = self._of_name(start, end)
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
            if lead is not None and is_appointed(squeezed(lead.text)):
                # The article that members are appointed by is the group of all after it.
                self.sections.begin(Label(group=self._of(lead, offset)), line)
                lead = None
            if lead is not None and word_kind(squeezed(name)) is Word.PERSON:
                # 法務係 志賀係長: the word before a name with a position is an office.
                office, lead = _both(lead, office), None
            stated = self._of(office, offset)
            if office is not None and self._is_group_of(office, lead, number, line):
                word = squeezed(office.text)
                came = self.sections.presence_of_group(word, line, self.names_column)
                self.sections.begin(Label(group=stated, presence=came), line)
                stated = None
            if lead is not None:
                written = replace(lead, text=self._of(lead, offset) or "")
                lead = leads.setdefault(id(lead), written)
                self.sections.ditto = lead
            is_ditto = person.is_ditto and lead is None and word_kind(name) is not Word.PERSON
            if not self.names_column:
                self.names_line = number
                self.names_column = line.indent + columns_of(run[: person.start].lstrip())
            added.append(
                Entry(
                    name,
                    start,
                    end,
                    group=self.sections.group,
                    presence=self.sections.label.presence,
                    office=stated or self._of(person.behind, offset),
                    lead=lead,
                    position=self.sections.title_repeated() if is_ditto else None,
                    line=number,
                    column=start - line.start,
                    indent=line.indent,
                    section=self.sections.section,
                )
            )
        return added

    def _of(self, cell: Cell | None, offset: int) -> str | None:
        """Return a cell as written, without joined line ends."""
        if cell is None:
            return None
        return self._written(offset + cell.start, offset + cell.end)

    def _is_group_of(self, office: Cell, lead: Cell | None, number: int, line: Line) -> bool:
        """Return whether an office before a name is a group."""
        word = squeezed(office.text)
        if is_group(word) or presence_of(word):
            return True
        if word_kind(word) is Word.TITLE and names_organization(word):
            return False  # 北部建設事務所長　青木委員: one person has that position.
        if self._each_has_office(number, line):
            return False  # 架空省 白井課長、見本省 大野補佐: each has an affiliation.
        has_own = self.found and self.found[0].office and self.found[0].indent == line.indent
        stands_left_of_names = (
            not has_own
            and number > self.names_line
            and self.lines[number].indent + _WIDE <= self.names_column
        )
        return lead is None and (
            self.sections.group is None or self.sections.has_office_column or stands_left_of_names
        )

    def _each_has_office(self, number: int, line: Line) -> bool:
        """Return whether each person of a line follows an office."""
        if self.told_of_offices[0] != number:
            offices = [_OFFICE_FIRST.match(entry) for entry in re.split("[、，]", line.text)]
            each = len(offices) > 1 and all(
                found and word_kind(found[1]) is Word.OFFICE for found in offices
            )
            self.told_of_offices = (number, each)
        return self.told_of_offices[1]


def _both(lead: Cell, office: Cell | None) -> Cell:
    """Return the cell of two words before a name, whichever is first."""
    if office is None:
        return lead
    return replace(office, start=min(lead.start, office.start), end=max(lead.end, office.end))


def _said_of_everybody(run: str) -> tuple[str, str] | None:
    """Separate persons from the position of all: 青木、坂本の各　委員."""
    if _EVERYBODY not in run:
        return None
    run = run.rstrip(" 　")
    begin = max(run.rfind(" "), run.rfind("　")) + 1
    before = run[:begin].rstrip(f" 　{WRAP}")
    at = len(before) - 1 if before.endswith(_EVERYBODY) else run.find(_EVERYBODY, begin)
    title = run[at + 1 :].lstrip(" 　").replace(WRAP, "")
    if at < 0 or not title:
        return None
    return run[:at].rstrip(f" 　{WRAP}").removesuffix("の"), title


def entries(text: str, marker: str = "", group: str | None = None, legend: str = "") -> list[Entry]:
    """Read the persons of an attendance list.

    Parameters
    ----------
    text
        The list as written in the source, with line ends and its label.
    marker
        The label that `text` begins with.
    group
        The attendee group of the list where its own label has none.
    legend
        The legend of glyphs as written (see `legends.py`).

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
