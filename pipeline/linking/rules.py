"""The rules of linking, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from schemas.vocabulary import PersonBasis

KINDS = {
    "within": (
        "full_name_and_affiliation",
        "full_name",
        "affiliation",
        "position",
        "office",
        "seat",
        "family_name",
    ),
    "across": ("full_name_and_affiliation", "full_name_and_office", "full_name_and_body"),
    "speech": ("listed", "full_name", "position", "role", "family_name"),
}
"""The rules that the code knows, by where they join rows."""


class Rule(NamedTuple):
    """A rule that joins rows to one person."""

    name: str
    basis: PersonBasis
    confidence: int


class RuleError(ValueError):
    """The table of rules names a rule that the code does not know, or lacks one."""


@cache
def rules(kind: str) -> dict[str, Rule]:
    """Return the rules of a kind by name, strongest first.

    Raises
    ------
    RuleError
        Where the table and the code differ, or a stronger rule comes after a weaker one.
    """
    file = resources.files(__name__.rpartition(".")[0]) / "rules.toml"
    return checked(kind, tomllib.loads(file.read_text(encoding="utf-8"))[kind])


def checked(kind: str, rows: list[dict[str, str | int]]) -> dict[str, Rule]:
    """Return rows of the table as rules.

    Raises
    ------
    RuleError
        As `rules` does.
    """
    found = {
        str(row["rule"]): Rule(
            str(row["rule"]), PersonBasis.of(str(row["basis"])), int(row["confidence"])
        )
        for row in rows
    }
    if sorted(found) != sorted(KINDS[kind]) or len(found) != len(rows):
        raise RuleError(f"the rules of {kind} are {', '.join(found)}; known: {KINDS[kind]}")
    confidences = [rule.confidence for rule in found.values()]
    if confidences != sorted(confidences, reverse=True):
        raise RuleError(f"the rules of {kind} are not in the order of their confidence")
    return found
