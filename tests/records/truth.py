"""What a made-up record says: the meeting as it was, and where its words stand in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from enum import Enum


class Team(Enum):
    """On whose side a person sits."""

    MEMBERS = "members"
    OFFICE = "office"


@dataclass(frozen=True)
class Person:
    """Somebody who is listed. `title` is what one is called by: 委員, 座長, 課長."""

    surname: str
    given: str
    title: str
    team: Team
    presence: str
    leads: bool


@dataclass(frozen=True)
class Utterance:
    """A remark of a person, or a stage direction or interjection (of nobody)."""

    kind: str
    speaker: Person | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """An agenda item with what was said on it."""

    title: str
    talk: tuple[Utterance, ...]


@dataclass(frozen=True)
class Meeting:
    """A meeting as it was."""

    body: str
    session: int
    term: int
    day: date
    start: time
    end: time
    venue: str
    people: tuple[Person, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Row:
    """A row of the list of attendees as the record shows it.

    `separate` says that the position stands apart from the name; where it is glued to the name,
    to leave it open is no error.
    """

    person: Person
    group: str
    name_text: str
    position: str
    presence: str
    separate: bool


@dataclass(frozen=True)
class Remark:
    """A remark as the record shows it. Offsets count code points, the end is exclusive.

    `marker` is all that stands before the text: glyphs, brackets and the label. White space and
    page marks aside, marker and text make up the span.
    """

    kind: str
    marker: str
    label: str
    text: str
    start: int
    end: int
    person: Person | None


@dataclass(frozen=True, repr=False)
class Record:
    """A rendered record with its truth. What the record does not state is None."""

    family: str
    seed: int
    text: str
    session: int | None
    term: int | None
    date: date | None
    starts_at: time | None
    ends_at: time | None
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    page_marks: tuple[tuple[int, int], ...]

    def __repr__(self) -> str:
        return f"render({self.family!r}, {self.seed})"

    def source(self, start: int, end: int) -> str:
        """The text of a span without white space and page marks."""
        kept, position = [], start
        for first, last in self.page_marks:
            if start <= first < end:
                kept.append(self.text[position:first])
                position = last
        return squeezed("".join(kept) + self.text[position:end])


def squeezed(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s", "", text)
