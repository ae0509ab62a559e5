"""Rules of Popolo that a document is checked by, since its schemas are not shipped with us."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

CLASSES = {
    "persons": "person",
    "organizations": "organization",
    "memberships": "membership",
    "events": "event",
}
"""Classes of the objects in the lists of a document."""

OWN = "gijiroku"
"""Key of an object with what Popolo has no field for, by the names of our columns."""

META = "meta"

_REFERENCES = {
    ("organization", "parent_id"): "organizations",
    ("membership", "person_id"): "persons",
    ("membership", "organization_id"): "organizations",
    ("membership", "on_behalf_of_id"): "organizations",
    ("event", "organization_id"): "organizations",
}
_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}"
_PATTERNS = {
    "text": re.compile(r"(?s).+"),
    "date": re.compile(_DATE),
    "moment": re.compile(
        rf"{_DATE}|[0-9]{{4}}(-[0-9]{{2}}){{2}}T[0-9]{{2}}(:[0-9]{{2}}){{0,2}}"
        r"(Z|[+-][0-9]{2}(:[0-9]{2})?)"
    ),
}


def faults(document: Mapping[str, Any]) -> list[str]:
    """Return what of a document is not as Popolo has it; none where all is well.

    Fields and their types, dates, identifiers that are there once, and that lead to an object.
    """
    return list(_faults(document))


@cache
def fields() -> dict[str, dict[str, str]]:
    """Return the types of the fields by class."""
    file = resources.files(__package__).joinpath("fields.toml")
    stated: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return stated


def _faults(document: Mapping[str, Any]) -> Iterator[str]:
    for name in document.keys() - CLASSES.keys() - {META}:
        yield f"{name}: no list of Popolo"
    ids = {name: [each.get("id") for each in document.get(name, [])] for name in CLASSES}
    for name, of_list in ids.items():
        for repeated in sorted({str(each) for each in of_list if of_list.count(each) > 1}):
            yield f"{name}: {repeated} is there more than once"
    known = {name: set(of_list) for name, of_list in ids.items()}
    for name, kind in CLASSES.items():
        for each in document.get(name, []):
            where = f"{name}/{each.get('id')}"
            yield from _faults_of_object(where, kind, each)
            yield from _faults_of_references(where, kind, each, known)


def _faults_of_object(where: str, kind: str, each: Mapping[str, Any]) -> Iterator[str]:
    types = fields()[kind]
    for key, value in each.items():
        place = f"{where}/{key}"
        if key == OWN:
            continue
        if key not in types:
            yield f"{place}: no field of Popolo"
        elif types[key].startswith("list:"):
            if not isinstance(value, list):
                yield f"{place}: no list"
                continue
            for number, one in enumerate(value):
                within = types[key].removeprefix("list:")
                yield from _faults_of_object(f"{place}/{number}", within, one)
        elif value is not None and not (
            isinstance(value, str) and _PATTERNS[types[key]].fullmatch(value)
        ):
            yield f"{place}: {value!r} is no {types[key]}"


def _faults_of_references(
    where: str, kind: str, each: Mapping[str, Any], known: Mapping[str, set[Any]]
) -> Iterator[str]:
    for (of_kind, key), target in _REFERENCES.items():
        value = each.get(key)
        if kind == of_kind and value is not None and value not in known[target]:
            yield f"{where}/{key}: {value} is not there"
