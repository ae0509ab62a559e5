"""Quality of a release: measured accuracy, and findings of its checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.evaluation.observed.told import Line, caveat, form_name, forms_of, lead, lines
from pipeline.files.parquet_files import scan_parquet
from pipeline.messages import Message
from pipeline.release.page.words import share

MOST_ISSUES = 30


@dataclass(frozen=True)
class Accuracy:
    """The measured accuracy of a field of the gold."""

    field: str
    precision: str
    recall: str
    f1: str
    interval: str
    n: int


@dataclass(frozen=True)
class Issues:
    """The number of issues of a rule."""

    rule: str
    severity: str
    table_name: str
    count: int


@dataclass(frozen=True)
class Measured:
    """The content of `quality.json`.

    Attributes
    ----------
    said
        What the figures mean, and what they do not.
    forms
        Forms of the records in observed shapes, each with its number of records.
    lines
        Figures of these records.
    gold
        Figures of the synthetic records by the makers of the rules, all families pooled.
    """

    said: list[Message]
    forms: list[tuple[Message, int]]
    lines: list[Line]
    gold: list[Accuracy]


def measured(folder: Path) -> Measured | None:
    """Read the measured accuracy; None where the release has no figures."""
    file = folder / "quality.json"
    if not file.is_file():
        return None
    quality = json.loads(file.read_text(encoding="utf-8"))
    observed = quality["observed"]
    gold = [
        Accuracy(
            field["field"],
            _share(field["precision"]),
            _share(field["recall"]),
            _share(field["f1"]),
            "–".join(map(_share, field["interval"] or [None])),
            field["n"],
        )
        for field in quality["fields"]
        if field["family"] is None
    ]
    return Measured(
        [lead(quality), caveat()],
        [(form_name(form), n) for form, n in forms_of(observed)],
        lines(observed),
        gold,
    )


def issues(parquet: Path) -> list[Issues]:
    """Count the issues by rule, the most frequent first."""
    counts = (
        scan_parquet(parquet / "quality_issues.parquet")
        .group_by("rule", "severity", "table_name")
        .agg(pl.len().alias("count"))
        .sort("count", "rule", "severity", "table_name", descending=[True, False, False, False])
        .head(MOST_ISSUES)
        .collect()
    )
    return [Issues(*row) for row in counts.iter_rows()]


def _share(part: float | None) -> str:
    return "—" if part is None else share(part)
