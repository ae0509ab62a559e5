"""Who speaks, as the label of a remark says it."""

from __future__ import annotations

from collections.abc import Callable

from tests.records.dice import Dice
from tests.records.truth import Meeting, Person, Team

Label = tuple[str, Person | None]
"""A label, and the person that it means, where it means one without doubt."""
GLYPHS = (("◎", "○", "●"), ("▲", "△", "■"), ("◆", "◇", "■"))
"""Glyphs of the chair, of the members and of the office."""


def name(person: Person) -> Label:
    return person.surname + person.title, person


def surname(person: Person) -> Label:
    return person.surname, person


def role(person: Person) -> Label:
    """The chair by the title alone."""
    return (person.title, person) if person.leads else name(person)


def office(person: Person) -> Label:
    """The office by its name, and who of it spoke in brackets."""
    if person.team is Team.MEMBERS:
        return name(person)
    return f"事務局（{person.surname}{person.title}）", person


def role_of_name(person: Person) -> Label:
    return f"{person.title}（{person.surname}{person.given}君）", person


def nobody(_: Person) -> Label:
    return "", None


def coded(dice: Dice, meeting: Meeting) -> Callable[[Person], Label]:
    """Members as 委員１ or Ａ委員; who they are is not told. The office has two or more people."""
    letters = dice.chance(0.5)
    members = [person for person in meeting.people if person.team is Team.MEMBERS]
    places = dict(zip(dice.shuffled(members), range(len(members)), strict=True))

    def label(person: Person) -> Label:
        if person.leads:
            return role(person)
        if person.team is Team.OFFICE:
            return "事務局", None
        place = places[person]
        return (
            f"{'ＡＢＣＤＥＦＧＨ'[place]}委員" if letters else f"委員{'１２３４５６７８'[place]}"
        ), None

    return label


def speakers(dice: Dice, meeting: Meeting, form: str) -> Callable[[Person], Label]:
    """How the record names who speaks."""
    if form == "code":
        return coded(dice, meeting)
    return {
        "name": name,
        "surname": surname,
        "role": role,
        "office": office,
        "role_of_name": role_of_name,
        "nobody": nobody,
    }[form]


def glyph_of(person: Person, glyphs: tuple[str, str, str]) -> str:
    """The glyph that stands for a person's part."""
    if person.leads:
        return glyphs[0]
    return glyphs[1] if person.team is Team.MEMBERS else glyphs[2]


def legend(meeting: Meeting, glyphs: tuple[str, str, str]) -> str:
    """`（発言の記号　◎…委員長　○…委員　●…事務局）`"""
    parts = zip(glyphs, (meeting.people[0].title, "委員", "事務局"), strict=True)
    return f"（発言の記号　{'　'.join(f'{glyph}…{part}' for glyph, part in parts)}）"
