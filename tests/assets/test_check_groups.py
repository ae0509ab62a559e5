from __future__ import annotations

import polars as pl
import pytest

from assets.check_groups import _GROUPS, groups_of, results_by_group
from pipeline.checks import CHECKS, CheckResult, Frames
from schemas.vocabulary import Severity, Stage


@pytest.mark.parametrize("stage", CHECKS)
def test_every_check_of_a_stage_is_in_one_group(stage: Stage) -> None:
    grouped = [check for group in groups_of(stage) for check in group.checks]
    assert sorted(check.name for check in grouped) == sorted(check.name for check in CHECKS[stage])


def test_a_group_names_checks_that_there_are() -> None:
    named = {name for _, _, names in _GROUPS.values() for name in names}
    assert named <= {check.name for checks in CHECKS.values() for check in checks}


def test_a_group_of_several_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = ("In English.", "日本語で。", ("blocks_schema", "documents_segmented"))
    monkeypatch.setitem(_GROUPS, "mixed", mixed)
    with pytest.raises(ValueError, match="mixed: its checks are of several tables"):
        groups_of(Stage.SEGMENTATION)


def test_a_group_is_as_severe_as_the_worst_that_failed() -> None:
    def answered(*failed: str) -> list[CheckResult[Frames]]:
        return [
            CheckResult(check, check.name not in failed, int(check.name in failed), pl.DataFrame())
            for check in CHECKS[Stage.SEGMENTATION]
        ]

    def severity(*failed: str) -> Severity:
        found = results_by_group(Stage.SEGMENTATION, answered(*failed))
        (group,) = (result for result in found if result.group.name == "blocks_recognised")
        assert [result.check.name for result in group.failed] == list(failed)
        return group.severity

    assert severity("layout_known") is Severity.WARN
    assert severity("layout_known", "documents_segmented") is Severity.ERROR
    assert severity() is Severity.ERROR


ALONE = {
    *("documents_size_limit", "unrecognised_share"),
    *("blocks_conserve_text", "remarks_match_source", "attendance_match_source"),
    *("agenda_items_none_quarantined", "quality_issues_schema", "sentences_cover_texts"),
}
"""What measures a figure, proves a law, or is the only one of its table."""


def test_a_check_is_alone_only_where_that_is_meant() -> None:
    groups = [group for stage in CHECKS for group in groups_of(stage)]
    assert {group.name for group in groups if group.name not in _GROUPS} == ALONE
    assert len(groups) == 27
