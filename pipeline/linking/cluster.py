"""Clusters: the entries of one family name in a body that are about one person.

The entries of a block are joined rule by rule, the strongest first, and never where something
contradicts: another given name, or two entries in one meeting. An entry that fits two persons who
cannot be one is torn, and belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pipeline.linking.entries import BEGINS
from pipeline.linking.rules import rules


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


class Placed(NamedTuple):
    """The cluster of an entry, None where it is torn, and the rule that joined it."""

    cluster: int | None
    rule: str


@dataclass(eq=False)
class Cluster:
    """Entries that are about one person."""

    entries: list[int]
    givens: set[str]
    affiliations: set[str]
    positions: set[str]
    seats: set[str]
    meetings: set[str]
    row_count: int
    order: tuple[str, ...]
    rules: dict[int, str] = field(default_factory=dict)

    @property
    def information(self) -> int:
        """How many of given name, affiliation and office are known."""
        return bool(self.givens) + bool(self.affiliations) + bool(self.positions)


def place(entries: Sequence[Entry]) -> list[Placed]:
    """Place the entries of one family name in a body.

    Returns
    -------
    list[Placed]
        For each entry. The numbers of clusters follow from the entries, not from their order.
    """
    strength = list(rules("within"))
    clusters = sorted(
        (_alone(number, entry) for number, entry in enumerate(entries)), key=lambda one: one.order
    )
    torn = [one for one in clusters if any(entries[each].is_repeated for each in one.entries)]
    clusters = [one for one in clusters if one not in torn]
    for rule in strength[:-1]:
        clusters, unclear = _joined(clusters, rule, _AGREES[rule], strength)
        torn += unclear
    clusters, unclear = _joined_by_family_name(clusters, torn, strength)
    torn += unclear
    placed = [Placed(None, strength[-1])] * len(entries)
    for number, cluster in enumerate(clusters):
        for each in cluster.entries:
            placed[each] = Placed(number, cluster.rules[each])
    return placed


def own_rule(given: object, affiliation: object, position: object) -> str:
    """Return the rule by which the rows of one entry are one person."""
    if given is not None:
        return "full_name"
    if affiliation is not None:
        return "affiliation"
    return "position" if position is not None else "family_name"


def _alone(number: int, entry: Entry) -> Cluster:
    def known(value: str | None, when: bool = True) -> set[str]:
        return {value} if value is not None and when else set()

    return Cluster(
        [number],
        known(entry.given),
        known(entry.affiliation),
        known(entry.position, not entry.is_seat),
        known(entry.position, entry.is_seat),
        set(entry.meetings),
        entry.row_count,
        (entry.given or "", entry.affiliation or "", entry.position or "", str(entry.is_seat)),
        {number: own_rule(entry.given, entry.affiliation, entry.position)},
    )


def _may_be_one(one: Cluster, other: Cluster) -> bool:
    """Whether nothing in the records makes two persons of them."""
    return one.meetings.isdisjoint(other.meetings) and _same_given(one, other)


def _may_stay_one(one: Cluster, other: Cluster) -> bool:
    """Whether they may be one person who has not gone to another organisation."""
    return _may_be_one(one, other) and _affiliations_fit(one, other)


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


def _fits(one: Cluster, other: Cluster) -> bool:
    """Whether no affiliation, position or given name of one contradicts the other."""
    return _same_given(one, other) and _affiliations_fit(one, other) and _positions_fit(one, other)


_TRANSFERS = ("full_name_and_affiliation", "full_name", "affiliation")
"""Rules that hold although a person goes to another organisation."""

_AGREES: dict[str, Callable[[Cluster, Cluster], bool]] = {
    "full_name_and_affiliation": lambda one, other: bool(
        _agree_on_given(one, other) and one.affiliations & other.affiliations
    ),
    "full_name": _agree_on_given,
    "affiliation": lambda one, other: bool(one.affiliations & other.affiliations),
    "position": lambda one, other: bool(one.positions & other.positions or one.seats & other.seats),
    "seat": lambda one, other: bool(one.seats and other.seats),
}


def _joined(
    clusters: list[Cluster],
    rule: str,
    agrees: Callable[[Cluster, Cluster], bool],
    strength: list[str],
) -> tuple[list[Cluster], list[Cluster]]:
    """Join the clusters that agree by a rule.

    Returns
    -------
    tuple[list[Cluster], list[Cluster]]
        The clusters, and those that agree with two that cannot be one.
    """
    may_be_one = _may_be_one if rule in _TRANSFERS else _may_stay_one
    partners: dict[Cluster, list[Cluster]] = {one: [] for one in clusters}
    for one, other in combinations(clusters, 2):
        if may_be_one(one, other) and agrees(one, other):
            partners[one].append(other)
            partners[other].append(one)
    for one in clusters:
        # A row that fits a full name is asked for it alone, not for other rows without one.
        if not one.givens and any(other.givens for other in partners[one]):
            for other in [each for each in partners[one] if not each.givens]:
                partners[one].remove(other)
                partners[other].remove(one)
    torn = [
        one
        for one in clusters
        if any(not may_be_one(a, b) for a, b in combinations(partners[one], 2))
    ]
    left = [one for one in clusters if one not in torn]
    joined: list[Cluster] = []
    for component in _components(left, partners):
        if all(may_be_one(a, b) for a, b in combinations(component, 2)):
            joined.append(_merged(component, rule, strength))
        else:
            joined.extend(component)
    return sorted(joined, key=lambda one: one.order), torn


def _joined_by_family_name(
    clusters: list[Cluster], torn: list[Cluster], strength: list[str]
) -> tuple[list[Cluster], list[Cluster]]:
    """Join all clusters of a family name where there is nobody else of that name.

    Else what is known by less, and fits somebody who is known by more, is nobody's.
    """
    pairs = list(combinations(clusters, 2))
    if not torn and all(_may_be_one(a, b) and _fits(a, b) for a, b in pairs):
        return ([_merged(clusters, "family_name", strength)] if clusters else []), []
    unclear: list[Cluster] = []
    for one in clusters:
        others = [other for other in (*clusters, *torn) if other is not one]
        if not one.givens and any(_unclear(one, other) for other in others):
            unclear.append(one)
    return [one for one in clusters if one not in unclear], unclear


def _unclear(one: Cluster, other: Cluster) -> bool:
    """Whether rows of `one` may be about `other`, by whom more is known."""
    return (
        _fits(one, other)
        and one.information <= other.information
        # In a meeting that lists both, they are two.
        and not one.meetings <= other.meetings
    )


def _components(
    clusters: list[Cluster], partners: dict[Cluster, list[Cluster]]
) -> Iterator[list[Cluster]]:
    left = set(clusters)
    for start in clusters:
        if start not in left:
            continue
        left.discard(start)
        component, waiting = [start], [start]
        while waiting:
            for other in partners[waiting.pop()]:
                if other in left:
                    left.discard(other)
                    component.append(other)
                    waiting.append(other)
        yield component


def _merged(clusters: list[Cluster], rule: str, strength: list[str]) -> Cluster:
    """Merge clusters; all but the best known are joined by the rule."""
    if len(clusters) == 1:
        return clusters[0]
    ordered = sorted(clusters, key=lambda one: (-one.information, -one.row_count, one.order))
    found: dict[int, str] = dict(ordered[0].rules)
    for cluster in ordered[1:]:
        for number, former in cluster.rules.items():
            found[number] = max(former, rule, key=strength.index)
    return Cluster(
        [each for one in ordered for each in one.entries],
        set().union(*(one.givens for one in ordered)),
        set().union(*(one.affiliations for one in ordered)),
        set().union(*(one.positions for one in ordered)),
        set().union(*(one.seats for one in ordered)),
        set().union(*(one.meetings for one in ordered)),
        sum(one.row_count for one in ordered),
        min(one.order for one in ordered),
        found,
    )
