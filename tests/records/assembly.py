"""Records of assemblies and of the Diet: kanji numerals, padded names with 君, rules of dashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.corpus import shapes
from tests.records.dice import Dice
from tests.records.families import CIRCLES, FAMILIES, Family
from tests.records.headers import Header
from tests.records.labels import Label, role_of_name
from tests.records.moments import clock, numeral, write_day
from tests.records.paper import Paper
from tests.records.talk import Talk
from tests.records.truth import Meeting, Person, Row, Team

CHAIRS = (("委員長", "副委員長"),)
RULES = ("─" * 13, "─" * 20, "――――――――", "──────◇──────")
DIET_BODIES = shapes("place の do に関する特別委員会\nplace thing 委員会")
DIET = Family(
    tuple(f"{circle}{{}}" for circle in CIRCLES[:2]),
    ("　",),
    headings=("　　　　　─────────────",),
    stage_brackets=("〔{}〕",),
    verbatim=(True,),
    goes_on=True,
)


def padded(person: Person) -> str:
    """The name in a field of five characters, 君 behind it."""
    name = person.surname + person.given
    return f"{person.surname}{'　' * max(1, 6 - len(name))}{person.given}君"


class Assembly:
    """Writes the record of a committee: of a council, of the upper or of the lower house."""

    def __init__(self, dice: Dice, paper: Paper, meeting: Meeting, house: str) -> None:
        self.dice, self.paper, self.house = dice, paper, house
        if house != "council":
            meeting = replace(meeting, body=dice.say(DIET_BODIES))
        self.meeting = meeting
        self.rule = dice.pick(RULES)
        self.rows: list[Row] = []
        self.seats = {person: number for number, person in enumerate(meeting.people, start=1)}

    def write_header(self) -> Header:
        paper, meeting = self.paper, self.meeting
        session = self._title()
        if self.house == "council" and self.dice.chance(0.2):
            self._index()
        paper.line(write_day(self.dice, meeting.day, "kanji"), self.dice.pick(("", "　")))
        opens = "開会" if self.house == "upper" else "開議"
        paper.line(clock(meeting.start, "kanji", halves=True) + opens, "　　　")
        self._rule()
        {"council": self._council, "upper": self._upper, "lower": self._lower}[self.house]()
        self._rule()
        paper.line(self.dice.pick(("本日の会議に付した事件", "本日の会議に付した案件")), "　")
        for topic in meeting.topics:
            paper.line(topic.title.removesuffix("について") + "に関する件", "　　")
        self._rule()
        rows = tuple(self.rows)
        return Header(session, None, meeting.day, meeting.start, meeting.end, rows)

    def talk(self) -> Talk:
        family = DIET if self.house != "council" else FAMILIES["role_and_name"]
        talk = Talk(self.dice, self.paper, self.meeting, "assembly", family, "kanji")
        talk.speaker = self.speaker()
        return talk

    def speaker(self) -> Callable[[Person], Label]:
        def council(person: Person) -> Label:
            if person.title != "委員":
                return role_of_name(person)
            seat = numeral(self.seats[person], "kanji")
            return f"{seat}番（{person.surname}{person.given}君）", person

        def upper(person: Person) -> Label:
            name = f"{person.surname}{person.given}君"
            if person.leads:
                return f"委員長（{name}）", person
            return (f"政府参考人（{name}）" if person.team is Team.OFFICE else name), person

        def lower(person: Person) -> Label:
            role = "委員長" if person.leads else "委員"
            return person.surname + ("政府委員" if person.team is Team.OFFICE else role), person

        return {"council": council, "upper": upper, "lower": lower}[self.house]

    def close(self) -> None:
        """The hour of the end, and who signs."""
        self.paper.line(clock(self.meeting.end, "kanji", halves=True) + "散会", "　　　　")
        if self.house == "council":
            self.paper.blank()
            chair = self.meeting.people[0]
            self.paper.line(f"委員長　　{chair.surname}　{chair.given}", "　" * 12)

    def _title(self) -> int | None:
        meeting, paper = self.meeting, self.paper
        number = numeral(meeting.term, "kanji")
        if self.house == "council":
            session = meeting.session % 4 + 1
            year = meeting.day.year - (2018 if meeting.day.year > 2018 else 1988)
            era = "令和" if meeting.day.year > 2018 else "平成"
            written = "元" if year == 1 else numeral(year, "kanji")
            paper.line(f"{era}{written}年第{numeral(session, 'kanji')}回定例会", "　　　")
            paper.line(f"架空町議会産業建設委員会会議録　第{number}号", "　　　")
            return session
        house = "参議院" if self.house == "upper" else "衆議院"
        diet = numeral(100 + meeting.session, "kanji")
        paper.line(f"第{diet}回国会　{house}　{meeting.body}会議録　第{number}号", "　")
        return None

    def _index(self) -> None:
        """Who speaks, as search sites print it above the record. Nobody speaks here yet."""
        label = self.speaker()
        spoken = [said.speaker for topic in self.meeting.topics for said in topic.talk]
        self.paper.line("発言者一覧")
        for number, person in enumerate(dict.fromkeys(filter(None, spoken)), start=1):
            self.paper.line(f"{number}：○{label(person)[0]}", " ")
        self.paper.blank()

    def _rule(self) -> None:
        self.paper.line(self.rule, "　" * 5)

    def _people(self, *presences: str) -> list[Person]:
        members = [person for person in self.meeting.people if person.team is Team.MEMBERS]
        return [person for person in members if person.presence in presences]

    def _list(self, person: Person, group: str, position: str, presence: str) -> None:
        row = Row(person, group, padded(person), position, presence, True)
        self.rows.append(row)

    def _council(self) -> None:
        there, absent = self._people("present", "online", "proxy"), self._people("absent")
        for label, people in (("出席委員", there), ("欠席委員", absent)):
            if not people:
                continue
            self.paper.line(f"{label}（{numeral(len(people), 'kanji')}名）", "　")
            for person in people:
                seat = f"{numeral(self.seats[person], 'kanji')}番"
                shown = seat if person.title == "委員" else person.title
                self.paper.line(f"{shown}{'　' * (6 - len(shown))}{padded(person)}", "　　")
                position = "" if person.title == "委員" else person.title
                presence = "absent" if label == "欠席委員" else "present"
                self._list(person, label, position, presence)
        self._officials("説明のため出席した者", 0)

    def _officials(self, label: str, indent: int) -> None:
        self.paper.line(label, "　")
        for person in self.meeting.people:
            if person.team is Team.OFFICE:
                gap = "　" * (8 - len(person.title))
                self.paper.line(f"{person.title}{gap}{padded(person)}", "　" * (2 + indent))
                self._list(person, label, person.title, "present")

    def _upper(self) -> None:
        chair, *others = self._people("present", "online", "proxy", "absent")
        self.paper.line("出席者は左のとおり。", "　")
        self.paper.line(f"委員長{'　' * 7}{padded(chair)}", "　　")
        self._list(chair, "", "委員長", "present")
        for label, people in (("理　事", others[:1]), ("委　員", others[1:])):
            if people:
                self.paper.line(label, "　　")
            for person in people:
                self.paper.line(padded(person), "　" * 12)
                self._list(person, label, "", "present")
        self._officials("政府参考人", 4)

    def _lower(self) -> None:
        chair, *others = self._people("present", "online", "proxy", "absent")
        self.paper.line("出席委員", "　")
        self.paper.line(f"委員長　{padded(chair)}", "　　")
        self._list(chair, "出席委員", "委員長", "present")
        for left in range(0, len(others), 2):
            pair = others[left : left + 2]
            self.paper.line("　　".join(padded(person) for person in pair), "　" * 6)
            for person in pair:
                self._list(person, "出席委員", "", "present")
        self._officials("出席政府委員", 4)
