"""Made-up bodies: lists of their meetings over years, and who stands behind each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import polars as pl

from pipeline.linking.link import READ
from quality.linking.people import MINISTRIES, VARIANTS, People, Person, a_year_later
from schemas import TABLES
from schemas.table import polars_schema

BODIES = 10
YEARS = 4
MEETINGS = 5
"""Bodies of a made-up corpus, years of each, and meetings a year."""

_SHARED = 0.08
"""Share of members who sit in another body too."""


@dataclass(frozen=True)
class Style:
    """How the lists of a body are written: what they give, and how often a row lacks it."""

    has_given: bool
    has_affiliation: bool
    lacks_given: float
    shortens: float
    variants: float


class Corpus(NamedTuple):
    """Made-up tables; `truth` has `attendance_id` and `person`, who the row is about."""

    meetings: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame
    truth: pl.DataFrame


def corpus(seed: int, bodies: int = BODIES, years: int = YEARS) -> Corpus:
    """Make the tables of some bodies, the same for the same seed.

    In them are homonyms, marriages, promotions, transfers, variant kanji, missing given names,
    chairs that change, persons in several bodies, and others of the same full name.
    """
    dice = Random(seed)
    people = People(dice)
    known: list[Person] = []
    meetings: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    truth: list[tuple[str, int]] = []
    for number in range(bodies):
        collection, body = f"council-{number % 4}", f"第{number}架空審議会"
        members = [_seat(people, known, dice) for _ in range(dice.randint(8, 14))]
        officials = [people.official() for _ in range(dice.randint(4, 8))]
        style = _style(dice)
        for year in range(years):
            if year:
                members = [_stays(person, people, dice, 0.12) for person in members]
                officials = [_stays(person, people, dice, 0.35) for person in officials]
            for at in range(MEETINGS):
                day = date(2018 + year, 4, 1) + timedelta(days=70 * at + number)
                meeting_id = f"{collection}/{day}/{body}"
                meetings.append(
                    {
                        "meeting_id": meeting_id,
                        "collection_id": collection,
                        "body": body,
                        "date": day,
                    }
                )
                present = [
                    *_seated(members, dice, chair=year % len(members)),
                    *(person for person in officials if dice.random() < 0.85),
                ]
                for ordinal, person in enumerate(present, start=1):
                    key = f"{meeting_id}/a-{ordinal:02}-{person.number}"
                    rows.append(
                        {
                            "attendance_id": key,
                            "meeting_id": meeting_id,
                            "document_id": f"{meeting_id}.txt",
                            "ordinal": ordinal,
                            "line_start": ordinal,
                            **_written(person, style, dice),
                        }
                    )
                    truth.append((key, person.number))
        known += members
    return Corpus(
        _frame("meetings", meetings),
        _frame("attendance", rows),
        _frame("remarks", []),
        pl.DataFrame(truth, schema={"attendance_id": pl.String, "person": pl.Int64}, orient="row"),
    )


def _frame(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = polars_schema(TABLES[name])
    return pl.DataFrame(
        [{key: row.get(key) for key in READ[name]} for row in rows],
        schema={key: schema[key] for key in READ[name]},
    )


def _style(dice: Random) -> Style:
    return Style(
        has_given=dice.random() < 0.65,
        has_affiliation=dice.random() < 0.75,
        lacks_given=dice.choice([0.0, 0.0, 0.1]),
        shortens=dice.choice([0.0, 0.5, 1.0]),
        variants=dice.choice([0.0, 0.3]),
    )


def _seat(people: People, known: list[Person], dice: Random) -> Person:
    """Draw a member: often somebody new, at times one of another body or a namesake of one."""
    if known and dice.random() < _SHARED:
        return dice.choice(known)
    if known and dice.random() < 0.03:
        return people.namesake(dice.choice(known))
    return people.member()


def _stays(person: Person, people: People, dice: Random, leaves: float) -> Person:
    """Return who holds a seat a year later."""
    if dice.random() < leaves:
        return people.official() if person.is_official else people.member()
    return a_year_later(person, dice)


def _seated(members: list[Person], dice: Random, chair: int) -> list[Person]:
    """Return the members who come; one has the chair, and another may be the deputy."""
    titles = {chair: "会長", (chair + 1) % len(members): "副会長"}
    return [
        replace(person, position=titles.get(place, "委員"))
        for place, person in enumerate(members)
        if dice.random() < 0.9
    ]


def _written(person: Person, style: Style, dice: Random) -> dict[str, object]:
    family = "".join(
        VARIANTS.get(character, character) if dice.random() < style.variants else character
        for character in person.family
    )
    has_given = style.has_given and dice.random() >= style.lacks_given
    given = person.given if has_given else None
    is_short = dice.random() < style.shortens
    organization = MINISTRIES.get(person.organization, person.organization)
    affiliation = organization if is_short else person.organization
    return {
        "name_text": f"{family}{given or ''}{person.position}",
        "family_name": family,
        "given_name": given,
        "position": person.position,
        "affiliation": affiliation if style.has_affiliation or person.is_official else None,
    }
