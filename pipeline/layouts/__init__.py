"""Layout families: tables of line rules, one TOML file a family beside this module.

`points_memo.toml` explains the fields of a table. A new family is a new file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from schemas.vocabulary import BlockKind

ZONES = ("front", "header", "attendance", "talk")
"""Parts of a record, in the order in which they follow each other. A title begins anew."""


@dataclass(frozen=True)
class Evidence:
    """A pattern that a document of the family holds at least `at_least` times."""

    pattern: str
    at_least: int


@dataclass(frozen=True)
class LineRule:
    """A rule for the lines that open a block. The fields are explained in `points_memo.toml`."""

    name: str
    kind: BlockKind
    zone: tuple[str, ...]
    pattern: str
    opens: str | None
    continued: bool
    until: str | None
    level: int | None
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A layout family."""

    name: str
    ja: str
    en: str
    evidence: tuple[Evidence, ...]
    rules: tuple[LineRule, ...]


def parse_layout(table: Mapping[str, Any]) -> Layout:
    """Build a layout from a parsed TOML table.

    Raises
    ------
    ValueError
        Where a rule names a zone that does not exist, or has no pattern of the required shape.
    """
    rules = []
    for rule in table["rule"]:
        zones = tuple(rule["zone"])
        opens = rule.get("opens")
        unknown = {*zones, *([opens] if opens else [])} - set(ZONES)
        if unknown:
            raise ValueError(
                f"layout {table['name']}: rule {rule['name']}: no such zone: {unknown}"
            )
        if not rule["pattern"].startswith("^[ 　]*("):
            raise ValueError(
                f"layout {table['name']}: rule {rule['name']}: the pattern must begin with "
                "'^[ 　]*(' and hold the marker in its first group"
            )
        rules.append(
            LineRule(
                name=rule["name"],
                kind=BlockKind.of(rule["kind"]),
                zone=zones,
                pattern=rule["pattern"],
                opens=opens,
                continued=rule.get("continued", True),
                until=rule.get("until"),
                level=rule.get("level"),
                matches=tuple(rule.get("matches", ())),
                rejects=tuple(rule.get("rejects", ())),
            )
        )
    return Layout(
        name=table["name"],
        ja=table["ja"],
        en=table["en"],
        evidence=tuple(Evidence(e["pattern"], e["at_least"]) for e in table["evidence"]),
        rules=tuple(rules),
    )


@cache
def layouts() -> dict[str, Layout]:
    """All layout families by name, in alphabetical order."""
    files = (f for f in resources.files(__name__).iterdir() if f.name.endswith(".toml"))
    return {
        layout.name: layout
        for file in sorted(files, key=lambda f: f.name)
        for layout in [parse_layout(tomllib.loads(file.read_text(encoding="utf-8")))]
    }


def recognise(text: str = "text") -> pl.Expr:
    """Name of the first layout whose evidence column `text` holds; null where there is none."""
    return pl.coalesce(
        pl.when(
            pl.all_horizontal(
                pl.col(text).str.count_matches(evidence.pattern) >= evidence.at_least
                for evidence in layout.evidence
            )
        ).then(pl.lit(layout.name))
        for layout in layouts().values()
    ).alias("layout")
