"""Clusters: the entries of one family name in a body that are about one person.

The entries of a block are joined rule by rule, the strongest first, and never where something
contradicts: another given name, or two entries in one meeting. An entry that fits two persons who
cannot be one is torn, and belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from pipeline.linking.agreement import (
    AGREES,
    TRANSFERS,
    Cluster,
    Entry,
    fits,
    may_be_one,
    may_stay_one,
)
from pipeline.linking.rules import rules


class Placed(NamedTuple):
    """The cluster of an entry, None where it is torn, and the rule that joined it."""

    cluster: int | None
    rule: str


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
        if rule == "seat" and any(one.seats for one in torn):
            continue  # Several of the name have a seat, so that the chair may be any of them.
        clusters, unclear = _joined(clusters, rule, AGREES[rule], strength)
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
        known(entry.office),
        set(entry.meetings),
        entry.row_count,
        (entry.given or "", entry.affiliation or "", entry.position or "", str(entry.is_seat)),
        {number: own_rule(entry.given, entry.affiliation, entry.position)},
    )


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
    may_join = may_be_one if rule in TRANSFERS else may_stay_one
    partners: dict[Cluster, list[Cluster]] = {one: [] for one in clusters}
    for one, other in combinations(clusters, 2):
        if may_join(one, other) and agrees(one, other):
            partners[one].append(other)
            partners[other].append(one)
    for one in clusters:
        # A row that fits a full name is asked for it alone, not for other rows without one.
        if not one.givens and any(other.givens for other in partners[one]):
            for other in [each for each in partners[one] if not each.givens]:
                partners[one].remove(other)
                partners[other].remove(one)
    torn = list(
        dict.fromkeys(each for one in clusters for each in _torn_by(one, partners[one], may_join))
    )
    left = [one for one in clusters if one not in torn]
    joined: list[Cluster] = []
    for component in _components(left, partners):
        if all(may_join(a, b) for a, b in combinations(component, 2)):
            joined.append(_merged(component, rule, strength))
        else:
            joined.extend(component)
    return sorted(joined, key=lambda one: one.order), torn


def _torn_by(
    one: Cluster, partners: list[Cluster], may_join: Callable[[Cluster, Cluster], bool]
) -> list[Cluster]:
    """Return what is nobody's since a cluster agrees with two that cannot be one.

    It is the cluster; but 青木光 is known, and where two 青木 of one meeting fit him they are not.
    """
    pairs = [pair for pair in combinations(partners, 2) if not may_join(*pair)]
    unnamed = [each for pair in pairs for each in pair if not each.givens]
    return unnamed if one.givens and unnamed else [one] if pairs else []


def _joined_by_family_name(
    clusters: list[Cluster], torn: list[Cluster], strength: list[str]
) -> tuple[list[Cluster], list[Cluster]]:
    """Join all clusters of a family name where there is nobody else of that name.

    Else what is known by less, and fits somebody who is known by more, is nobody's.
    """
    pairs = list(combinations(clusters, 2))
    if not torn and all(may_be_one(a, b) and fits(a, b) for a, b in pairs):
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
        fits(one, other)
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
        set().union(*(one.offices for one in ordered)),
        set().union(*(one.meetings for one in ordered)),
        sum(one.row_count for one in ordered),
        min(one.order for one in ordered),
        found,
    )
