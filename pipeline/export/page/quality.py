"""How good a release is: the accuracy measured against gold, and what its checks found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.export.page.words import share

MOST_ISSUES = 30


@dataclass(frozen=True)
class Accuracy:
    """How right a field is, over all families of layouts."""

    field: str
    precision: str
    recall: str
    f1: str
    interval: str
    n: int


@dataclass(frozen=True)
class Issues:
    """How often a rule was broken."""

    rule: str
    severity: str
    table_name: str
    count: int


def accuracy(folder: Path) -> list[Accuracy] | None:
    """Read the measured accuracy of each field; None where the release ships no figures."""
    file = folder / "quality.json"
    if not file.is_file():
        return None
    measured = json.loads(file.read_text(encoding="utf-8"))
    return [
        Accuracy(
            field["field"],
            _share(field["precision"]),
            _share(field["recall"]),
            _share(field["f1"]),
            "–".join(map(_share, field["interval"] or [None])),
            field["n"],
        )
        for field in measured["fields"]
        if field["family"] is None
    ]


def issues(parquet: Path) -> list[Issues]:
    """Count the issues by rule, the most frequent first."""
    counts = (
        pl.scan_parquet(parquet / "quality_issues.parquet")
        .group_by("rule", "severity", "table_name")
        .agg(pl.len().alias("count"))
        .sort("count", "rule", "severity", "table_name", descending=[True, False, False, False])
        .head(MOST_ISSUES)
        .collect()
    )
    return [Issues(*row) for row in counts.iter_rows()]


def _share(part: float | None) -> str:
    return "—" if part is None else share(part)
