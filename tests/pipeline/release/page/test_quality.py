"""How good a release is, as its page says: measured accuracy, and issues by rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipeline.release.page.quality import MOST_ISSUES, Accuracy, Issues, issues, measured
from tests.pipeline.release.page.test_page import QUALITY

TableOf = Callable[..., pl.DataFrame]


def test_a_release_without_figures_has_nothing_measured(tmp_path: Path) -> None:
    assert measured(tmp_path) is None


def test_fields_of_all_families_pooled_are_shown_with_their_shares(tmp_path: Path) -> None:
    (tmp_path / "quality.json").write_text(json.dumps(QUALITY), encoding="utf-8")
    found = measured(tmp_path)
    assert found is not None
    assert found.gold == [
        # Never all where it is not, and no share where nothing was to be found.
        Accuracy("meetings.date", "99.9%", "91.0%", "95.3%", "90.4%–98.0%", 1203),
        Accuracy("attendance.given_name", "—", "0.0%", "<0.1%", "—", 0),
    ]
    assert len(found.said) == 2
    assert [n for _, n in found.forms] == [8]
    assert found.lines


def test_issues_are_counted_by_rule_the_most_frequent_first(
    table_of: TableOf, tmp_path: Path
) -> None:
    often = {"rule": "wraps", "severity": "info", "table_name": "blocks"}
    rows = table_of("quality_issues", {}, often, {"rule": "aligns"}, often)
    rows.write_parquet(tmp_path / "quality_issues.parquet")
    assert issues(tmp_path) == [
        Issues("wraps", "info", "blocks", 2),
        Issues("aligns", "error", "documents", 1),
        Issues("decodes", "error", "documents", 1),
    ]


def test_of_many_rules_the_most_frequent_are_shown(table_of: TableOf, tmp_path: Path) -> None:
    rules = [f"rule_{number:02}" for number in range(MOST_ISSUES + 5)]
    rows = table_of("quality_issues", *({"rule": rule} for rule in [*rules, rules[-1]]))
    rows.write_parquet(tmp_path / "quality_issues.parquet")
    found = [issue.rule for issue in issues(tmp_path)]
    assert found == [rules[-1], *rules[: MOST_ISSUES - 1]]
