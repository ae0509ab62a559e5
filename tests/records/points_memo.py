"""論点メモ: bulleted points under bracketed headings, as the family of the seed has them."""

from __future__ import annotations

from bench.corpus import ITEMS, SECTIONS
from tests.records import words
from tests.records.dice import Dice
from tests.records.headers import Header
from tests.records.meetings import paragraphs
from tests.records.moments import numeral, write_day
from tests.records.paper import Paper
from tests.records.truth import Meeting, Person, Remark, Row, Team

MEMBERS, OFFICE = ("構成員", "委員", "TF議員"), ("事務局", "政府", "オブザーバー")


def write_header(dice: Dice, paper: Paper, meeting: Meeting, numbers: str) -> Header:
    session = numeral(meeting.session, numbers)
    paper.line(f"第{session}回{meeting.body}{dice.pick((' ', '　'))}論点メモ")
    paper.blank()
    start, end = (
        f"{numeral(moment.hour, numbers)}：{moment.minute:02}"
        for moment in (meeting.start, meeting.end)
    )
    gap = dice.pick((" ", "　", ""))
    paper.line(f"日{gap}時：{write_day(dice, meeting.day, numbers, slashes=False)}{start}～{end}")
    paper.line(f"場{gap}所：{meeting.venue}")
    paper.line("出席者：")
    paper.blank(dice.between(0, 1))
    rows: list[Row] = []
    for team, labels in ((Team.MEMBERS, MEMBERS), (Team.OFFICE, OFFICE)):
        people = [person for person in meeting.people if person.team is team]
        rows += _group(dice, paper, dice.pick(labels), people)
    paper.blank()
    return Header(meeting.session, None, meeting.day, meeting.start, meeting.end, tuple(rows))


def _group(dice: Dice, paper: Paper, label: str, people: list[Person]) -> list[Row]:
    """A group in a run. The last persons may stand in brackets, which say nothing of presence."""
    written, rows = [], []
    bracketed = len(people) if dice.chance(0.6) else len(people) - 1
    for number, person in enumerate(people):
        title = "委員" if person.leads else person.title
        note, presence = "", person.presence
        if person.leads:
            note = f"（{person.title}）"
        elif number >= bracketed:
            presence = "unstated"
        elif presence == "present" and dice.chance(0.3):
            note = f"（{dice.pick(words.INSTITUTES)}）"
        elif presence != "present":
            note = {"online": "（オンライン）", "absent": "（欠席）", "proxy": "（代理）"}[presence]
        entry = person.surname + title + note
        written.append(f"（{entry}）" if number >= bracketed else entry)
        rows.append(Row(person, label, person.surname + title, title, presence, False))
    paper.flow(f"{label}：{'、'.join(written)}")
    paper.blank(dice.between(0, 1))
    return rows


def write_talk(dice: Dice, paper: Paper, meeting: Meeting, numbers: str) -> list[Remark]:
    paper.line(f"概{dice.pick((' ', '　', ''))}要：")
    paper.begin_pages()
    chair = meeting.people[0]
    remarks: list[Remark] = []
    if dice.chance(0.5):
        paper.line(f"＜{chair.title}挨拶＞")
        remarks += _bullets(dice, paper, chair.title, chair)
    for count, topic in enumerate(meeting.topics, start=1):
        paper.flow(f"＜議題{numeral(count, numbers)}：{topic.title}＞")
        if dice.chance(0.3):
            paper.line(f"【{dice.say(SECTIONS)}】")
        remarks += _bullets(dice, paper, "", None)
        if dice.chance(0.3):
            remarks += _items(dice, paper)
    return remarks


def _bullets(dice: Dice, paper: Paper, label: str, person: Person | None) -> list[Remark]:
    written = []
    for _ in range(dice.between(1, 4)):
        text = "".join(paragraphs(dice, verbatim=False))
        start, end = paper.flow(f"l {text}", dice.pick(("", "", " ")))
        written.append(Remark("remark", "l", label, text, start, end, person))
        paper.blank(dice.between(0, 1))
    return written


def _items(dice: Dice, paper: Paper) -> list[Remark]:
    """A numbered list inside the remark above."""
    written = []
    for digit in "１２３"[: dice.between(2, 3)]:
        text = dice.say(ITEMS)
        start, end = paper.flow(f"{digit}．{text}")
        written.append(Remark("item", f"{digit}．", "", text, start, end, None))
    return written
