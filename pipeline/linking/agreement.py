"""Agreement: what speaks for and against two clusters being about one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.linking.entries import BEGINS
from pipeline.linking.ties import office_of


class Entry(NamedTuple):
    """A name as a body lists it, of one family name.

    `is_repeated` is true where a meeting lists it twice and nothing shows that it is one person.
    """

    given: str | None
    affiliation: str | None
    position: str | None
    is_seat: bool
    meetings: frozenset[str]
    row_count: int
    is_repeated: bool = False

    @property
    def office(self) -> str | None:
        """The unit that the position names: 総務課 of 総務課長."""
        return None if self.is_seat or self.position is None else office_of(self.position)


@dataclass(eq=False)
class Cluster:
    """Entries that are about one person."""

    entries: list[int]
    givens: set[str]
    affiliations: set[str]
    positions: set[str]
    seats: set[str]
    offices: set[str]
    meetings: set[str]
    row_count: int
    order: tuple[str, ...]
    rules: dict[int, str] = field(default_factory=dict)

    @property
    def information(self) -> int:
        """How many of given name, affiliation and office are known."""
        return bool(self.givens) + bool(self.affiliations) + bool(self.positions)


def may_be_one(one: Cluster, other: Cluster) -> bool:
    """Whether nothing in the records makes two persons of them."""
    return one.meetings.isdisjoint(other.meetings) and _same_given(one, other)


def may_stay_one(one: Cluster, other: Cluster) -> bool:
    """Whether they may be one person who has not gone to another organisation."""
    return may_be_one(one, other) and _affiliations_fit(one, other)


def _same_given(one: Cluster, other: Cluster) -> bool:
    return all(_is_given(a, b) for a in one.givens for b in other.givens)


def _is_given(one: str, other: str) -> bool:
    """Whether two given names are one; of some a list has the beginning alone."""
    return (
        one == other
        or (one.endswith(BEGINS) and other.startswith(one.removesuffix(BEGINS)))
        or (other.endswith(BEGINS) and one.startswith(other.removesuffix(BEGINS)))
    )


def _agree_on_given(one: Cluster, other: Cluster) -> bool:
    return bool(one.givens and other.givens and _same_given(one, other))


def _affiliations_fit(one: Cluster, other: Cluster) -> bool:
    return (
        not one.affiliations
        or not other.affiliations
        or any(
            a.startswith(b) or b.startswith(a) for a in one.affiliations for b in other.affiliations
        )
    )


def _positions_fit(one: Cluster, other: Cluster) -> bool:
    has_position = [bool(each.positions or each.seats) for each in (one, other)]
    return (
        not all(has_position)
        or bool(one.positions & other.positions)
        or bool(one.seats and other.seats)
    )


def fits(one: Cluster, other: Cluster) -> bool:
    """Whether no affiliation, position or given name of one contradicts the other."""
    return _same_given(one, other) and _affiliations_fit(one, other) and _positions_fit(one, other)


TRANSFERS = ("full_name_and_affiliation", "full_name", "affiliation")
"""Rules that hold although a person goes to another organisation."""

AGREES: dict[str, Callable[[Cluster, Cluster], bool]] = {
    "full_name_and_affiliation": lambda one, other: bool(
        _agree_on_given(one, other) and one.affiliations & other.affiliations
    ),
    "full_name": _agree_on_given,
    "affiliation": lambda one, other: bool(one.affiliations & other.affiliations),
    "position": lambda one, other: bool(one.positions & other.positions or one.seats & other.seats),
    "office": lambda one, other: bool(one.offices & other.offices),
    "seat": lambda one, other: bool(one.seats and other.seats),
}
