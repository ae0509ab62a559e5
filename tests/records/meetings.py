"""Meetings that never were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from tests.records import words
from tests.records.dice import Dice
from tests.records.truth import Meeting, Person, Team, Topic, Utterance

FIRST_DAY, DAYS = date(1990, 1, 4), 34 * 365


def meeting(
    dice: Dice, *, verbatim: bool, chairs: Sequence[tuple[str, str]] = words.CHAIRS
) -> Meeting:
    """A random meeting of three to seven members and two to four officials."""
    people = _people(dice, dice.pick(chairs))
    present = [person for person in people if person.presence in ("present", "online")]
    # A record of one remark could be of any family: the first topic has three or more.
    topics = tuple(
        _topic(dice, title, present, verbatim, least=1 if number else 3)
        for number, title in enumerate(_titles(dice))
    )
    if verbatim:
        topics = _opened_and_closed(dice, topics, people[0])
    start, end = _hours(dice)
    return Meeting(
        body=dice.say(words.BODIES),
        session=dice.between(1, 60),
        term=dice.between(1, 12),
        day=FIRST_DAY + timedelta(days=dice.between(0, DAYS)),
        start=start,
        end=end,
        venue=_venue(dice),
        people=tuple(people),
        topics=topics,
    )


def _hours(dice: Dice) -> tuple[time, time]:
    """Between nine and nine; some meetings end at noon."""
    start = dice.between(9 * 12, 18 * 12) * 5 + (dice.between(0, 4) if dice.chance(0.3) else 0)
    end = start + dice.between(9, 34) * 5 + (dice.between(0, 4) if dice.chance(0.3) else 0)
    if start < 11 * 60 and dice.chance(0.3):
        end = 12 * 60
    return time(*divmod(start, 60)), time(*divmod(end, 60))


def _titles(dice: Dice) -> list[str]:
    return list(dict.fromkeys(dice.say(words.TOPICS) for _ in range(dice.between(1, 3))))


def _people(dice: Dice, titles: tuple[str, str]) -> list[Person]:
    """The chair first. No family name begins another, so that a label means one person."""
    members = [*titles, *["委員"] * dice.between(1, 5)]
    officials = dice.shuffled(words.OFFICIALS)[: dice.between(2, 4)]
    surnames: list[str] = []
    for name in dice.shuffled(words.SURNAMES):
        if not any(name.startswith(other) or other.startswith(name) for other in surnames):
            surnames.append(name)
        if len(surnames) == len(members) + len(officials):
            break
    people = []
    for number, title in enumerate([*members, *officials]):
        team = Team.MEMBERS if number < len(members) else Team.OFFICE
        presence = "present"
        if title == "委員" and number > 2:  # the chair, the deputy and one member are there
            presence = dice.pick(
                ("present",) * 6 + ("online", "online", "absent", "absent", "proxy")
            )
        given = dice.pick(words.GIVEN_NAMES)
        people.append(Person(surnames[number], given, title, team, presence, number == 0))
    return people


def _venue(dice: Dice) -> str:
    room = f"{dice.pick(words.BUILDINGS)}{dice.pick(('　', ' ', ''))}{dice.pick(words.ROOMS)}"
    return room + dice.pick(("", f"（{dice.between(1, 9)}階）", "※WEB会議併用"))


def _topic(dice: Dice, title: str, present: list[Person], verbatim: bool, least: int) -> Topic:
    talk: list[Utterance] = []
    for _ in range(dice.between(least, 5)):
        # Nobody speaks twice in a row: such a remark would be one.
        last = next((u.speaker for u in reversed(talk) if u.speaker), None)
        speaker = dice.pick([person for person in present if person != last])
        talk.append(Utterance("remark", speaker, paragraphs(dice, verbatim)))
        if verbatim and dice.chance(0.15):
            kind, said = dice.pick(
                (
                    ("stage", dice.pick(words.STAGE_DIRECTIONS)),
                    ("interjection", dice.pick(words.INTERJECTIONS)),
                )
            )
            talk.append(Utterance(kind, None, (said,)))
    return Topic(title, tuple(talk))


def paragraphs(dice: Dice, verbatim: bool) -> tuple[str, ...]:
    shapes = words.SPOKEN if verbatim else words.NOTED
    number = dice.pick((1, 1, 1, 2, 3))
    return tuple(
        "".join(dict.fromkeys(dice.say(shapes) for _ in range(dice.between(1, 4))))
        for _ in range(number)
    )


def _opened_and_closed(dice: Dice, topics: tuple[Topic, ...], chair: Person) -> tuple[Topic, ...]:
    """The chair speaks first and last, and names the day of the next meeting."""
    first, last = topics[0], topics[-1]
    opening = Utterance("remark", chair, (words.OPENING + dice.say(words.SPOKEN),))
    talk = first.talk[1:] if first.talk[0].speaker == chair else first.talk
    topics = (Topic(first.title, (opening, *talk)), *topics[1:])
    next_meeting = words.NEXT_MEETING.format(
        month=dice.between(1, 12), day=dice.between(1, 28), hour=dice.between(1, 5)
    )
    spoken = [said for said in topics[-1].talk if said.speaker]
    if spoken and spoken[-1].speaker == chair:
        return topics
    closing = Utterance("remark", chair, (next_meeting,))
    return (*topics[:-1], Topic(last.title, (*topics[-1].talk, closing)))
