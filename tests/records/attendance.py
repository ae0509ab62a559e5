"""Lists of attendees in every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from tests.records import words
from tests.records.dice import Dice
from tests.records.moments import numeral
from tests.records.paper import Paper
from tests.records.truth import Meeting, Person, Row, Team

if TYPE_CHECKING:
    from tests.records.headers import Labels

MEMBERS = ("委員", "委　員", "構成員", "出席委員", "検討会委員")
OFFICE = ("事務局", "事 務 局", "市側", "説明のため出席した者")
ABSENT = ("欠席委員", "欠席", "欠席者")
ONLINE = ("オンライン", "オンライン参加", "オンライン出席")
GROUP_LABELS = ("{}：", "（{}）", "【{}】", "{}　")
PRESENCE_WORDS = {
    "online": ("オンライン", "オンライン参加", "WEB"),
    "absent": ("欠席",),
    "proxy": tuple(f"代理：{name}課長" for name in ("久米", "皆川", "戸田")),
}


class Group(NamedTuple):
    """Persons listed under one label."""

    label: str
    people: list[Person]


def groups(dice: Dice, meeting: Meeting, *, apart: bool) -> list[Group]:
    """The groups of a list; with `apart`, absent and online members have groups of their own."""
    members = [person for person in meeting.people if person.team is Team.MEMBERS]
    office = [person for person in meeting.people if person.team is Team.OFFICE]
    found = [Group(dice.pick(MEMBERS if apart else MEMBERS[:3]), members)]
    if apart:
        there, online, absent = (
            [person for person in members if person.presence in presences]
            for presences in (("present", "proxy"), ("online",), ("absent",))
        )
        found = [
            Group(found[0].label, there),
            Group(dice.pick(ONLINE), online),
            Group(dice.pick(ABSENT), absent),
        ]
    found.append(Group(dice.pick(OFFICE), office))
    return [group for group in found if group.people]


def spread(dice: Dice, person: Person) -> str:
    """A full name, padded so that the names of a list have one width."""
    surname, given = person.surname, person.given
    shape = dice.pick(("padded", "padded", "wide", "one"))
    if shape == "one":
        return f"{surname}　{given}"
    if shape == "wide" and len(surname) < 3 and len(given) < 3:
        return f"{'　'.join(surname)}　　{'　'.join(given)}"
    return f"{surname}{'　' * max(1, 5 - len(surname) - len(given))}{given}"


def _stated(dice: Dice, person: Person, *, apart: bool) -> str:
    """What the bracket behind a name says of presence."""
    if person.presence == "present" or (apart and person.presence != "proxy"):
        return ""
    return f"（{dice.pick(PRESENCE_WORDS[person.presence])}）"


def _row(person: Person, group: str, name: str, position: str, *, separate: bool) -> Row:
    return Row(person, group, name, position, person.presence, separate)


def _titled(group: Group) -> Iterable[Row]:
    """Rows of persons whose title is glued to the family name."""
    for person in group.people:
        name = person.surname + person.title
        yield _row(person, group.label, name, person.title, separate=False)


def _run(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """`委員：青木座長、白井委員（欠席）`, the absent also as a group in brackets."""
    label_form = dice.pick(GROUP_LABELS)
    on_its_line = "：" not in label_form and (label_form.endswith("　") or dice.chance(0.5))
    comma = dice.pick(("、", "、", "、", "，"))
    indent = dice.pick(("", "　　", "  "))
    affiliated = dice.chance(0.3)
    others = dice.pick(("　他", "、ほか")) if dice.chance(0.1) else ""
    rows: list[Row] = []
    for group in found:
        listed = list(_titled(group))
        written = []
        for row in listed:
            note = _stated(dice, row.person, apart=apart)
            if affiliated and not note and row.person.team is Team.MEMBERS and dice.chance(0.3):
                note = f"（{dice.pick(words.INSTITUTES)}）"
            written.append(row.name_text + note)
        if group.people[0].team is Team.OFFICE:
            written[-1] += others
        label = label_form.format(group.label)
        if on_its_line:
            paper.line(label.strip(), indent)
            paper.flow(comma.join(written), indent + "　", indent + "　")
        else:
            paper.flow(label + comma.join(written), indent, indent + "　　　")
        rows += listed
    return rows


def _lines(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """A group label, then a person a line: `青木座長` or `青木　文乃（座長）`."""
    label_form = dice.pick(("{}", "（{}）", "【{}】", "＜{}＞"))
    full, honorific = dice.chance(0.6), dice.pick(("", "", "氏", " 君"))
    indent = dice.pick(("　　", "　", "  "))
    rows: list[Row] = []
    for group in found:
        paper.line(label_form.format(group.label), indent[:-1])
        for titled in _titled(group):
            row, person = titled, titled.person
            if full and person.team is Team.MEMBERS:
                name = spread(dice, person) + honorific
                row = _row(person, group.label, name, "", separate=True)
            role = f"（{person.title}）" if row is not titled and person.title != "委員" else ""
            paper.line(row.name_text + role + _stated(dice, person, apart=apart), indent + "　")
            rows.append(row)
    return rows


def _columns(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """A title column and a name column, 同 or 〃 where the title is that of the line above."""
    honorific = dice.pick(("", "", "　君", "君"))
    same = dice.pick(("同", "〃", None))
    rows: list[Row] = []
    for group in found:
        paper.line(group.label, "　")
        width = max(len(person.title) for person in group.people) + 2
        above = ""
        for person in group.people:
            shown = same if same and person.title == above else person.title
            above = person.title
            name = spread(dice, person) + honorific
            title = shown + "　" * (width - len(shown))
            paper.line(f"{title}{name}{_stated(dice, person, apart=apart)}", "　　")
            rows.append(_row(person, group.label, name, person.title, separate=True))
    return rows


def _seats(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """Two members a line, with or without seat numbers; officials in a run."""
    numbered = dice.chance(0.5)
    honorific = dice.pick(("", "君"))
    rows: list[Row] = []
    seat = 0
    for group in found:
        if group.people[0].team is Team.OFFICE:
            rows += _run(dice, paper, [group], apart=apart)
            continue
        paper.line(group.label, "　")
        cells = []
        for person in group.people:
            seat += 1
            name = spread(dice, person) + honorific
            number = f"{numeral(seat, 'full')}番　" if numbered else ""
            cells.append(number + name + _stated(dice, person, apart=apart))
            rows.append(_row(person, group.label, name, "", separate=True))
        for left in range(0, len(cells), 2):
            paper.line("　　　".join(cells[left : left + 2]), "　　")
    return rows


def _bars(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """`【委員】青木 文乃(座長)|白井 修`"""
    bar = dice.pick(("|", "｜", " ・ ", "、"))
    rows: list[Row] = []
    for group in found:
        if group.people[0].team is Team.OFFICE:
            rows += _run(dice, paper, [group], apart=apart)
            continue
        cells = []
        for person in group.people:
            name = f"{person.surname} {person.given}"
            role = f"（{person.title}）" if person.title != "委員" else ""
            cells.append(name + role + _stated(dice, person, apart=apart))
            rows.append(_row(person, group.label, name, "", separate=True))
        paper.flow(f"【{group.label}】{bar.join(cells)}", "", "　")
    return rows


def _each(dice: Dice, paper: Paper, found: list[Group], *, apart: bool) -> list[Row]:
    """`（委員）青木座長、白井、鳥越　各委員`"""
    rows: list[Row] = []
    for group in found:
        plain = [person for person in group.people if person.title == "委員"]
        if len(plain) < 2 or any(_stated(dice, person, apart=apart) for person in plain):
            rows += _run(dice, paper, [group], apart=apart)
            continue
        first = [row for row in _titled(group) if row.position != "委員"]
        others = [
            _row(person, group.label, person.surname, "委員", separate=False) for person in plain
        ]
        names = "、".join(row.name_text for row in [*first, *others])
        paper.flow(f"（{group.label}）{names}{dice.pick(('　', ' '))}各委員", "", "　")
        rows += [*first, *others]
    return rows


def _cells(dice: Dice, labels: Labels, found: list[Group]) -> list[Row]:
    """`| 出席委員 | 青木座長、白井委員 |`: a row of the table for each group."""
    rows: list[Row] = []
    for group in found:
        listed = list(_titled(group))
        notes = [_stated(dice, person, apart=True) for person in group.people]
        names = [row.name_text + note for row, note in zip(listed, notes, strict=True)]
        labels.row(group.label, "、".join(names))
        rows += listed
    return rows


FORMS: dict[str, Callable[..., list[Row]]] = {
    "run": _run,
    "lines": _lines,
    "columns": _columns,
    "seats": _seats,
    "bars": _bars,
    "each": _each,
}


def write_attendance(
    dice: Dice, paper: Paper, meeting: Meeting, form: str, numbers: str, labels: Labels
) -> list[Row]:
    """Write the list of attendees in one of `FORMS`, or their number only (`count`)."""
    if form == "count":
        number = numeral(len(meeting.people), numbers)
        labels.field("people", [f"{number}{dice.pick(('人', '名'))}"])
        return []
    if labels.form == "table":
        return _cells(dice, labels, groups(dice, meeting, apart=True))
    labels.heading("people")
    # Online members in a group of their own would be called absent where it is a plain list.
    apart = dice.chance(0.5)
    return FORMS[form](dice, paper, groups(dice, meeting, apart=apart), apart=apart)
