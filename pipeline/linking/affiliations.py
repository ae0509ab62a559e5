"""Affiliations: the organisation that an affiliation as written names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import lexicon
from pipeline.linking.folding import folded_name
from pipeline.names.positions import LONGEST_POSITION, position_pattern
from schemas.vocabulary import NameBasis, OrganizationKind

OF_COLLECTION = "/o/"
"""What stands between the collection and the name of an organisation that is known in it alone."""

_SHORTEST = 2
"""Minimum length of the name of an organisation, in characters."""
_MINISTRY = "省"
"""Ends the name of a ministry."""
_FORMER = re.compile(r"^(?:元|前|旧)[ 　]")
_TITLES = ("名誉教授", "特任教授", "客員教授", "准教授", "代表", "代表者", "会長", "理事")
"""Titles after the name of an organisation, beside the positions of the lexicon."""


class Organization(NamedTuple):
    """An organisation that a name stands for.

    `key` is its folded full name; `is_of_collection` is true where the name may be another's in
    another collection. `name` is the full name where the table of aliases gives it, else null.
    `named` is the part of an affiliation that names it, where a title follows; else null.
    """

    key: str
    kind: OrganizationKind
    is_of_collection: bool
    basis: NameBasis
    name: str | None = None
    source: str | None = None
    named: str | None = None

    def id_in(self, collection_id: str) -> str:
        """Return the identifier, for a name in a collection."""
        return f"{collection_id}{OF_COLLECTION}{self.key}" if self.is_of_collection else self.key


class OrganizationTableError(ValueError):
    """The table of organisations names a kind or a scope that is not known."""


class _Kind(NamedTuple):
    kind: OrganizationKind
    is_of_collection: bool
    pattern: re.Pattern[str]


@cache
def organization_of(written: str) -> Organization | None:
    """Read the organisation of an affiliation: ㈱レアスウィート → 株式会社レアスウィート.

    None where it names none, as 公募 or 弁護士. A title after the name is left out: 甲大学名誉教授.
    """
    if _FORMER.match(written):
        return None
    bare = folded_name(written)
    found = _aliased(bare)
    if found is not None:
        return found
    alias = bare[: bare.find(_MINISTRY) + 1]
    ministry = _aliased(alias)
    if ministry is not None and ministry.source is not None:
        return _of_ministry(ministry, alias, bare)
    name = _with_forms(bare)
    if len(name) < _SHORTEST or not re.search(r"\w\w", name) or _is_none(name):
        return None
    untitled, named = _without_title(name), None
    if untitled != name:
        if len(untitled) < _SHORTEST or _is_none(untitled):
            return None
        name, named = untitled, untitled
        found = _aliased(name)
        if found is not None:
            return found._replace(named=untitled)
    kind = next((each for each in _kinds() if each.pattern.fullmatch(name)), None)
    basis = NameBasis.WRITTEN if name == written else NameBasis.FOLDED
    if kind is None:
        return Organization(name, OrganizationKind.OTHER, True, basis, named=named)
    return Organization(name, kind.kind, kind.is_of_collection, basis, named=named)


def body_of(written: str) -> Organization:
    """Return the body that meets as an organisation, of a title as written."""
    bare = folded_name(written)
    found = _aliased(bare)
    if found is not None:
        return found._replace(kind=OrganizationKind.BODY)
    basis = NameBasis.WRITTEN if bare == written else NameBasis.FOLDED
    return Organization(bare, OrganizationKind.BODY, True, basis)


def _is_none(name: str) -> bool:
    """Whether a name is that of no organisation."""
    return (
        len(name) <= LONGEST_POSITION and position_pattern().fullmatch(name) is not None
    ) or any(pattern.fullmatch(name) for pattern in not_organizations().values())


def _with_forms(name: str) -> str:
    for form in lexicon("organizations")["form"]:
        name = name.replace(form["short"], form["full"])
    return name


def _of_ministry(ministry: Organization, alias: str, name: str) -> Organization | None:
    """Read a name that begins with a ministry written short: 文科省高等教育局."""
    found = organization_of(f"{ministry.key}{name.removeprefix(alias)}")
    if found is None:
        return None
    named = found.named and f"{alias}{found.named.removeprefix(ministry.key)}"
    return found._replace(basis=NameBasis.ALIAS, source=ministry.source, named=named)


def _without_title(name: str) -> str:
    """Return a name without the title after it: 甲大学教授 → 甲大学.

    The rest has to be an organisation by its own last word, else the title may be part of it.
    """
    for at in range(max(_SHORTEST, len(name) - LONGEST_POSITION), len(name)):
        title = name[at:]
        is_title = title in _TITLES or position_pattern().fullmatch(title)
        if is_title and any(each.pattern.fullmatch(name[:at]) for each in _kinds()):
            return name[:at]
    return name


@cache
def not_organizations() -> dict[str, re.Pattern[str]]:
    """Return the patterns of what is no organisation, by name."""
    return {
        row["rule"]: re.compile(row["pattern"])
        for row in lexicon("organizations")["not_organization"]
    }


@cache
def _kinds() -> list[_Kind]:
    rows = lexicon("organizations")["kind"]
    for row in rows:
        if row["scope"] not in ("world", "collection"):
            raise OrganizationTableError(f"{row['scope']} is no scope")
    return [
        _Kind(
            OrganizationKind.of(row["kind"]),
            row["scope"] == "collection",
            re.compile(row["pattern"]),
        )
        for row in rows
    ]


def _aliased(name: str) -> Organization | None:
    return _aliases().get(name)


@cache
def _aliases() -> dict[str, Organization]:
    """Map the folded aliases, and the folded full names, to their organisations."""
    found = {}
    for row in lexicon("organizations")["alias"]:
        key, kind = folded_name(row["name"]), OrganizationKind.of(row["kind"])
        found[key] = Organization(key, kind, False, NameBasis.WRITTEN, row["name"])
        alias = folded_name(row["alias"])
        if alias in found and found[alias].key != key:
            raise OrganizationTableError(f"{row['alias']} is an alias of two organisations")
        found[alias] = Organization(key, kind, False, NameBasis.ALIAS, row["name"], row["source"])
    return found
