"""Entries: the persons of an attendance list."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.name_cutting import Cell


@dataclass(slots=True)
class Entry:
    """A listed person. `start` and `end` are offsets in the text of the list.

    `family_name` is set where the list has family names alone: 青木、坂本の各委員.
    """

    name_text: str
    start: int
    end: int
    bracketed: bool = False
    brackets: list[str] = field(default_factory=list)
    group: str | None = None
    presence: str | None = None
    position: str | None = None
    family_name: str | None = None
    office: str | None = None
    lead: Cell | None = None
    line: int = 0
    column: int = 0
    indent: int = 0
    section: Label = field(default_factory=Label)


def attach(persons: list[Entry], written: str, end: int) -> None:
    """Add a bracket that ends at `end` to persons.

    The span of a single person is extended to `end`.
    """
    for person in persons:
        person.brackets.append(written)
    if len(persons) == 1:
        persons[0].end = end
