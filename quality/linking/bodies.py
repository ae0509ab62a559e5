"""Made-up bodies: lists of their meetings over years, and who stands behind each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import polars as pl

from pipeline.linking.link import READ
from quality.linking.people import MINISTRIES, UNITS, VARIANTS, People, Person, a_year_later
from schemas import TABLES
from schemas.table import polars_schema

BODIES = 10
YEARS = 4
MEETINGS = 5
"""Bodies of a made-up corpus, years of each, and meetings a year."""

_SHARED = 0.08
"""Share of members who sit in another body too."""


@dataclass(frozen=True)
class Shares:
    """How often lists give what a person is known by.

    Of bodies, `given` is the share whose lists give given names; `affiliation` are shares of
    members with an affiliation, each drawn as often as it is there. `of_towns` is whether officials
    are those of a town, who have an office in place of a ministry; then `office` is the share of
    bodies whose lists name it, and `attends` that of officials who attend another body too.
    """

    given: float
    affiliation: tuple[float, ...]
    of_towns: bool = False
    office: float = 0.0
    attends: float = 0.0


CHOSEN = Shares(0.65, (1.0, 1.0, 1.0, 0.0))
"""Lists of councils of ministries, rich in affiliations; chosen, and not observed."""
OBSERVED = Shares(0.71, (*[0.0] * 52, *[0.25] * 8, *[0.75] * 3), True, 0.53, 0.3)
"""As the 63 lists of the records in observed shapes: 45 give most given names, 52 no affiliation, 8
some and 3 most; 133 of 250 officials have an office that the position names. How many officials
attend several bodies was chosen."""


@dataclass(frozen=True)
class Style:
    """How the lists of a body are written: what they give, and how often a row lacks it."""

    number: int
    has_given: bool
    affiliation: float
    names_office: bool
    lacks_given: float
    shortens: float
    variants: float


class Corpus(NamedTuple):
    """Made-up tables; `truth` has `attendance_id` and `person`, who the row is about."""

    meetings: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame
    truth: pl.DataFrame


def corpus(seed: int, bodies: int = BODIES, years: int = YEARS, shares: Shares = CHOSEN) -> Corpus:
    """Make the tables of some bodies, the same for the same seed.

    In them are homonyms, marriages, promotions, transfers, variant kanji, missing given names,
    chairs that change, persons in several bodies, and others of the same full name.
    """
    dice = Random(seed)
    people = People(dice)
    known: list[Person] = []
    attending: dict[str, list[Person]] = {}
    careers: dict[tuple[int, int], Person] = {}
    meetings: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    truth: list[tuple[str, int]] = []
    for number in range(bodies):
        collection, body = f"council-{number % 4}", f"第{number}架空審議会"
        members = [_seat(people, known, dice) for _ in range(dice.randint(8, 14))]
        pool = attending.setdefault(collection, [])
        officials = _officials(people, pool, dice, shares)
        style = _style(number, dice, shares)
        for year in range(years):
            if year:
                members = [
                    people.member() if dice.random() < 0.12 else a_year_later(person, dice)
                    for person in members
                ]
                officials = [
                    _official(people, of_towns=shares.of_towns)
                    if dice.random() < 0.35
                    else careers.setdefault((person.number, year), a_year_later(person, dice))
                    for person in officials
                ]
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


def _style(number: int, dice: Random, shares: Shares) -> Style:
    return Style(
        number=number,
        has_given=dice.random() < shares.given,
        affiliation=shares.affiliation[int(dice.random() * len(shares.affiliation))],
        names_office=shares.of_towns and dice.random() < shares.office,
        lacks_given=dice.choice([0.0, 0.0, 0.1]),
        shortens=dice.choice([0.0, 0.5, 1.0]),
        variants=dice.choice([0.0, 0.3]),
    )


def _official(people: People, *, of_towns: bool) -> Person:
    return people.town_official() if of_towns else people.official()


def _officials(people: People, pool: list[Person], dice: Random, shares: Shares) -> list[Person]:
    """Draw the officials of a body; some of them attend others of the collection, the `pool`."""
    found: list[Person] = []
    for _ in range(dice.randint(4, 8)):
        others = [person for person in pool if person not in found]
        if others and shares.attends and dice.random() < shares.attends:
            found.append(dice.choice(others))
        else:
            found.append(_official(people, of_towns=shares.of_towns))
    pool += [person for person in found if person not in pool]
    return found


def _seat(people: People, known: list[Person], dice: Random) -> Person:
    """Draw a member: often somebody new, at times one of another body or a namesake of one."""
    if known and dice.random() < _SHARED:
        return dice.choice(known)
    if known and dice.random() < 0.03:
        return people.namesake(dice.choice(known))
    return people.member()


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
    position = person.position
    if person.organization in UNITS:
        is_stated = False
        if style.names_office:
            position = person.organization + position.removeprefix("課")
    else:
        is_stated = person.is_official or _states(person, style)
    return {
        "name_text": f"{family}{given or ''}{position}",
        "family_name": family,
        "given_name": given,
        "position": position,
        "affiliation": affiliation if is_stated else None,
    }


def _states(person: Person, style: Style) -> bool:
    """Whether a body states the affiliation of a member, which it then does in each meeting."""
    return Random(f"{style.number} {person.number}").random() < style.affiliation
