"""Headers: labels of every form before the day, the place, the attendees and the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tests.records import words
from tests.records.attendance import write_attendance
from tests.records.dice import Dice
from tests.records.moments import numeral, write_day, write_hours
from tests.records.paper import Paper
from tests.records.titles import write_title
from tests.records.truth import Meeting, Row

BELOW = "\n"
"""Between a label and its value: the value stands on the next line."""
LABELS = {
    "numbered": ("{n}．{label}", "　"),
    "numbered_blank": ("{n}　{label}", "　　"),
    "numbered_below": ("{n}．{label}", BELOW),
    "ordinal": ("第{n}　{label}", "　　"),
    "colon": ("{label}：", ""),
    "colon_blank": ("{label}：", "　"),
    "colon_half": ("{label}: ", ""),
    "blank": ("{label}", "　　"),
    "below": ("{label}", BELOW),
    "circle": ("○{label}", "　"),
    "circle_colon": ("○{label}：", ""),
    "circle_below": ("○ {label}", BELOW),
    "square": ("■{label}", "　"),
    "tortoise": ("〔{label}〕", "　"),
    "lenticular": ("【{label}】", ""),
    "angle": ("＜{label}＞", BELOW),
    "one": ("一　{label}", "　　"),
    "glued": ("{n} {label}", ""),
    "table": ("{label}", " "),
    "none": ("", ""),
}
"""What a label looks like, and what stands between it and its value."""
WORDS = {
    "day": ("日時", "日　時", "開催日時", "日　　時"),
    "place": ("場所", "場　所", "開催場所", "会　場"),
    "people": ("出席者", "出　席　者"),
    "agenda": ("議題", "議　題", "次第", "会議次第"),
    "papers": ("配付資料", "配布資料", "資　料"),
    "talk": ("議事", "議　事", "会議の内容", "議事の経過", "議事録"),
}
ITEM_NUMBERS = ("（{n}）", "({n}) ", "{n}．", "{n}　", "・", "ア　")


@dataclass(frozen=True)
class Header:
    """What a header states, and how its agenda is numbered."""

    session: int | None
    term: int | None
    day: date
    starts_at: time | None
    ends_at: time | None
    rows: tuple[Row, ...]


class Labels:
    """The labels of one record."""

    def __init__(self, dice: Dice, paper: Paper, form: str, numbers: str) -> None:
        self.pattern, self.gap = LABELS[form]
        self.form, self.numbers = form, numbers
        self.indent = dice.pick(("　　", "  ", "　")) if self.gap == BELOW else "　　"
        self._dice, self._paper, self._count = dice, paper, 0

    def label(self, kind: str) -> str:
        """The next label, as it stands in the text."""
        self._count += 1
        word = self._dice.pick(WORDS[kind])
        return self.pattern.format(n=numeral(self._count, self.numbers), label=word)

    def field(self, kind: str, values: list[str]) -> None:
        """Write a label with its value, the further lines of the value indented."""
        label = self.label(kind)
        if self.form == "table":
            self.row(label, "　".join(values))
            return
        if not label:
            lead = "於：" if kind == "place" and self._dice.chance(0.5) else ""
            indent = self._dice.pick(("", "　　　　"))
            for number, value in enumerate(values):
                self._paper.line((lead if number == 0 else "") + value, indent)
            return
        if self.gap == BELOW:
            self._paper.line(label)
            rest = values
        else:
            first, *rest = values
            self._paper.line(f"{label}{self.gap}{first}")
        for value in rest:
            self._paper.line(value, self.indent)

    def row(self, label: str, value: str) -> None:
        """Write a row of a table of two columns."""
        self._paper.line(f"| {label} | {value} |")

    def items(self, kind: str, items: list[str]) -> None:
        """Write a label with a list below it."""
        if self.form == "table":
            self.field(kind, items)
            return
        self.heading(kind)
        for item in items:
            self._paper.line(item, self.indent)

    def heading(self, kind: str) -> None:
        """Write a label that stands alone on its line."""
        self._paper.line(self.label(kind).rstrip() or self._dice.pick(WORDS[kind]))


def write_header(
    dice: Dice,
    paper: Paper,
    meeting: Meeting,
    numbers: str,
    *,
    labels: str,
    attendance: str,
    verbatim: bool,
) -> Header:
    """Write everything down to the line before the talk.

    `labels` is one of `LABELS`, `attendance` a form of `tests.records.attendance`.
    """
    _write_menu(dice, paper)
    title = write_title(dice, meeting, numbers, verbatim=verbatim)
    indent = dice.pick(("", "", "　　　", "          "))
    for line in title.lines:
        paper.line(line, indent)
    paper.blank(dice.between(1, 2))
    style = Labels(dice, paper, labels, numbers)
    spaced = dice.chance(0.3) and labels != "table"
    hours = write_hours(dice, meeting.start, meeting.end, numbers)
    day = write_day(dice, meeting.day, numbers)
    below = dice.chance(0.2)
    values = (
        [day, hours.line]
        if below and hours.line
        else [(day + _between(dice) + hours.line).rstrip()]
    )
    style.field("day", [*values, *(f"{label}　{hour}" for label, hour in hours.labelled)])
    paper.blank(spaced)
    style.field("place", [meeting.venue])
    paper.blank(spaced)
    rows = write_attendance(dice, paper, meeting, attendance, numbers, style)
    paper.blank(spaced)
    number = dice.pick(ITEM_NUMBERS if "numbered" not in labels else ITEM_NUMBERS[:2])
    agenda = [
        number.replace("ア", "アイウエ"[count - 1]).format(n=numeral(count, numbers)) + topic.title
        for count, topic in enumerate(meeting.topics, start=1)
    ]
    style.items("agenda", agenda)
    if dice.chance(0.3):
        paper.blank(spaced)
        titles = [topic.title.removesuffix("について") for topic in meeting.topics]
        papers = [f"資料{numeral(n, numbers)}　{title}" for n, title in enumerate(titles, start=1)]
        style.items("papers", papers)
    paper.blank()
    if labels != "none" or dice.chance(0.5):
        style.heading("talk")
        paper.blank()
    return Header(title.session, title.term, meeting.day, hours.start, hours.end, tuple(rows))


def _between(dice: Dice) -> str:
    return dice.pick(("　", " ", "　　", ""))


def _write_menu(dice: Dice, paper: Paper) -> None:
    """What a page shows above the title, an other day among it."""
    if paper.width is None and dice.chance(0.4):
        paper.line(dice.pick(words.MENU))
        if dice.chance(0.4):
            paper.line(f"更新日：{dice.between(2001, 2025)}年{dice.between(1, 12)}月15日")
        paper.blank()
    elif dice.chance(0.1):
        paper.line(words.NOTICE)
