"""Layout families: tables of line rules in TOML.

`remarks/<family>.toml` holds the rules of one family: its speaker turns, and the evidence for a
document of the family. `shared/*.toml` holds the rules of all families: titles, headers,
attendance lists, headings, stage directions and closings. docs/adding-a-layout.md explains the
fields. A new family is a new file in `remarks`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from pipeline.lexicons.patterns import expand, outline
from schemas.vocabulary import BlockKind

ZONES = ("front", "header", "attendance", "agenda", "talk", "after")
"""Parts of a record. The body (`talk`) ends the parts of the header; an attendance list may come
after the body, and ends it. A title begins a new record."""

CONDITIONS = (
    "absent_as_summoned",
    "answers_below",
    "below_date",
    "below_signers",
    "below_separator",
    "between_remarks",
    "came_as_summoned",
    "heading",
    "in_order",
    "indented_below",
    "label",
    "listed",
    "names_below",
    "no_list_above",
    "no_list_below",
    "no_talk_after",
    "no_talk_below",
    "talk_below",
    "no_day",
    "not_below_label",
    "prose",
    "sentence",
    "speech",
    "stands",
    "title",
    "title_again",
)
"""What a rule may need beside its pattern; docs/adding-a-layout.md explains each."""

SHARED = (
    *("title", "marks", "attendees", "header", "closing", "remarks", "stage", "agenda"),
    "attendance",
)
"""The tables that a family is made of, in the order in which their rules are tried."""

INFERRED = "inferred"
"""The layout of a document whose speaker style no family describes."""

_EITHER = "either"

_FROM_THE_START = re.compile(r"\^(?:\[ 　(?:\\t)?\](?:\*|\{0,\d\})\(|\((?!\?))")


@dataclass(frozen=True)
class Evidence:
    """A pattern that documents of the family hold `at_least` times."""

    pattern: str
    at_least: int


@dataclass(frozen=True)
class LineRule:
    """A rule for the lines that open a block; `outline` matches these and others, at less cost."""

    name: str
    kind: BlockKind
    zone: tuple[str, ...]
    pattern: str
    opens: str | None
    continued: bool
    until: str | None
    level: int | None
    needs: tuple[str, ...]
    speaker: bool
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    outline: str | None = None
    wraps: bool = False

    def matching(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Return the lines whose text without end, `stripped`, matches the pattern."""
        text = pl.col("stripped")
        if self.outline and (lines := lines.filter(text.str.contains(self.outline))).is_empty():
            return lines
        return lines.filter(text.str.contains(self.pattern))


@dataclass(frozen=True)
class Layout:
    """A layout family.

    `text` is where the words of a remark begin: `here` on the line of the marker, `below` on the
    next, or `either`. A document of the family has to match `document_pattern`, and at least
    `label_share` of its different speaker labels have to match `label_pattern`. The number of its
    speaker turns times `weight` is compared between families. With `joined`, a line break is never
    a paragraph break.
    """

    name: str
    ja: str
    en: str
    evidence: tuple[Evidence, ...]
    rules: tuple[LineRule, ...]
    text: str = _EITHER
    weight: float = 1.0
    document_pattern: str | None = None
    label_pattern: str | None = None
    label_share: float = 0.0
    joined: bool = False

    @property
    def speech(self) -> tuple[LineRule, ...]:
        """The rules that open remarks."""
        return tuple(rule for rule in self.rules if rule.name.startswith("speech"))


def parse_layout(
    table: Mapping[str, Any], shared: Mapping[str, tuple[LineRule, ...]] | None = None
) -> Layout:
    """Build a layout from a parsed TOML table.

    Parameters
    ----------
    table
        The content of `remarks/<family>.toml`.
    shared
        Rules by the name of their table, as `SHARED` orders them. A family with a `[[rule]]` of
        its own uses no shared ones.

    Raises
    ------
    ValueError
        A rule names a zone or a condition that does not exist, or its pattern lacks the required
        shape.
    """
    own = tuple(_parse_rule(rule, table["name"]) for rule in table.get("rule", ()))
    if not own:
        remarks = {
            "remarks": tuple(
                rule for speech in table.get("speech", ()) for rule in _parse_speech(speech, table)
            )
            or (_PROSE,)
        }
        known = {**(shared_rules() if shared is None else shared), **remarks}
        own = tuple(rule for name in SHARED for rule in known.get(name, ()))
    pattern = table.get("document_pattern")
    return Layout(
        name=table["name"],
        ja=table["ja"],
        en=table["en"],
        evidence=tuple(Evidence(e["pattern"], e["at_least"]) for e in table.get("evidence", ())),
        rules=own,
        text=table.get("text", _EITHER),
        weight=table.get("weight", 1.0),
        document_pattern=expand(pattern) if pattern else None,
        label_pattern=table.get("label_pattern"),
        label_share=table.get("label_share", 0.0),
        joined=table.get("joined", False),
    )


def _parse_rule(rule: Mapping[str, Any], layout: str) -> LineRule:
    zones = tuple(rule["zone"])
    opens = rule.get("opens")
    where = f"layout {layout}: rule {rule['name']}"
    if unknown := {*zones, *([opens] if opens else [])} - set(ZONES):
        raise ValueError(f"{where}: no such zone: {unknown}")
    needs = tuple(rule.get("needs", ()))
    if unknown := set(needs) - set(CONDITIONS):
        raise ValueError(f"{where}: no such condition: {unknown}")
    if not _FROM_THE_START.match(rule["pattern"]):
        raise ValueError(
            f"{where}: the pattern must begin with '^[ 　]*(' and hold the marker in its first "
            "group"
        )
    return LineRule(
        name=rule["name"],
        kind=BlockKind.of(rule["kind"]),
        zone=zones,
        pattern=expand(rule["pattern"]),
        opens=opens,
        continued=rule.get("continued", True),
        until=rule.get("until"),
        level=rule.get("level"),
        needs=needs,
        speaker=rule.get("speaker", False),
        matches=tuple(rule.get("matches", ())),
        rejects=tuple(rule.get("rejects", ())),
        outline=outline(rule["pattern"]),
    )


def _parse_speech(speech: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[LineRule, ...]:
    """Parse a speaker turn into its rules.

    A turn opens the body only with words of speech; inside the body it needs none. One that
    `wraps` has two rules: for its line and the next together, then for its line alone.
    """
    anonymous = speech.get("anonymous", False)
    rule = _parse_rule(
        {
            "kind": BlockKind.REMARK.value,
            "zone": ZONES[1:],
            "opens": "talk",
            "needs": ["speech", "stands"] if anonymous else ["label", "speech"],
            "speaker": not anonymous,
            **{name: value for name, value in speech.items() if name != "anonymous"},
        },
        table["name"],
    )
    if not speech.get("wraps", False):
        return (rule,)
    return replace(rule, name=f"{rule.name}_wrapped", wraps=True), rule


_PROSE = LineRule(
    name="prose",
    kind=BlockKind.PROSE,
    zone=ZONES[1:],
    pattern=r"^[ 　]*()[^ 　].{10}",
    opens="talk",
    continued=True,
    until=None,
    level=None,
    needs=("prose",),
    speaker=False,
    matches=("　会長は、定刻に至り、在任委員十人のうち九人の出席を告げ、開会を宣した。",),
    rejects=("以上",),
)
"""The rule for a record without remarks."""


@cache
def shared_rules() -> dict[str, tuple[LineRule, ...]]:
    """Return the rules of `shared/*.toml` by file name."""
    return {
        name: tuple(_parse_rule(rule, f"shared/{name}") for rule in table["rule"])
        for name, table in _tables("shared").items()
    }


@cache
def layouts() -> dict[str, Layout]:
    """Return all layout families by name, in alphabetical order."""
    return {table["name"]: parse_layout(table) for table in _tables("remarks").values()}


@cache
def inferred_layout() -> Layout:
    """Return the layout of records in an undescribed style: `inferred.toml`."""
    file = resources.files(__name__) / "inferred.toml"
    return parse_layout(tomllib.loads(file.read_text(encoding="utf-8")))


def layout_named(name: str | None) -> Layout | None:
    """Return a layout by name, described or inferred, or None."""
    return inferred_layout() if name == INFERRED else layouts().get(str(name))


def _tables(folder: str) -> dict[str, dict[str, Any]]:
    files = (f for f in (resources.files(__name__) / folder).iterdir() if f.name.endswith(".toml"))
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(files, key=lambda f: f.name)
    }


def recognise(text: str = "text") -> pl.Expr:
    """Return the first layout whose evidence the column `text` holds.

    The expression is the name of the layout, or null. It tries only layouts with patterns as
    evidence; `pipeline/segmentation/speaker_styles.py` chooses among the others.
    """
    return pl.coalesce(
        *(
            pl.when(
                pl.all_horizontal(
                    pl.col(text).str.count_matches(evidence.pattern) >= evidence.at_least
                    for evidence in layout.evidence
                )
            ).then(pl.lit(layout.name))
            for layout in layouts().values()
            if layout.evidence
        ),
        pl.lit(None, pl.String),
    ).alias("layout")
