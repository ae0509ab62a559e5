"""Checks as Dagster shows them: what they ask, and what is said where the answer is no."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.check_groups import CheckGroup, GroupResult
from assets.checks import (
    group_check_evaluation,
    group_check_result,
    group_check_spec,
    release_check_result,
    release_check_spec,
)
from pipeline.checks import Check, CheckResult, Frames
from schemas.vocabulary import Severity, Stage

PARTITIONS = dg.DynamicPartitionsDefinition(name="made-up")
FAILING = pl.DataFrame({"document_id": ["made-up/memo.txt"], "line": [2], "weekday": ["火"]})


def check(
    name: str, severity: Severity = Severity.WARN, *, blocking: bool = False
) -> Check[Frames]:
    return Check(
        name,
        "meetings",
        Stage.NORMALISATION,
        severity,
        blocking,
        f"{name} in English.",
        f"{name} 日本語。",
        lambda frames: frames["meetings"],
    )


DAYS, HOURS = check("days"), check("hours", Severity.ERROR)


def group(*checks: Check[Frames]) -> CheckGroup:
    return CheckGroup("plausible", "meetings", "Can be so.", "矛盾がない。", checks)


def yes(of: Check[Frames], **measured: float) -> CheckResult[Frames]:
    return CheckResult(of, True, 0, FAILING.clear(), **measured)


def no(of: Check[Frames], *documents: str, count: int = 1) -> CheckResult[Frames]:
    return CheckResult(of, False, count, FAILING, documents=documents)


def test_a_check_of_the_release_says_what_it_asks_in_both_languages() -> None:
    spec = release_check_spec(check("days", blocking=True))
    assert (spec.name, spec.asset_key, spec.blocking) == ("days", dg.AssetKey("meetings"), True)
    assert spec.description == "days in English.\n\ndays 日本語。"


def test_a_group_lists_its_checks_where_it_has_several() -> None:
    spec = group_check_spec(group(DAYS, HOURS), PARTITIONS)
    assert (spec.name, spec.blocking) == ("plausible", False)
    assert spec.partitions_def == PARTITIONS
    assert spec.description == (
        "Can be so.\n\n矛盾がない。\n\n"
        "- `days`: days in English. days 日本語。\n- `hours`: hours in English. hours 日本語。"
    )
    alone = group_check_spec(group(DAYS), PARTITIONS)
    assert alone.description == "Can be so.\n\n矛盾がない。"


def test_a_yes_has_nothing_to_say_but_what_was_measured() -> None:
    result = release_check_result(yes(DAYS, figure=0.02, limit=0.05))
    assert (result.passed, result.description) == (True, None)
    assert {name: value.value for name, value in result.metadata.items()} == {
        "failing_count": 0,
        "figure": 0.02,
        "limit": 0.05,
    }
    of_group = group_check_result(GroupResult(group(DAYS), (yes(DAYS),)), Path("corpus"))
    assert (of_group.passed, of_group.description) == (True, None)
    assert set(of_group.metadata) == {"failing_count"}


def test_a_no_of_the_release_names_its_rows_and_how_many_more_there_are() -> None:
    result = release_check_result(no(HOURS, count=3))
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.ERROR)
    first, more = (result.description or "").split("\n")
    assert first == "made-up/memo.txt:2: weekday 火"
    assert "2" in more
    assert result.metadata["failing_count"].value == 3
    assert result.metadata["failing_rows"].value == (
        "| document_id | line | weekday |\n| --- | --- | --- |\n| made-up/memo.txt | 2 | 火 |"
    )
    assert "documents" not in result.metadata


def test_a_group_tells_of_the_checks_that_failed_with_the_command_to_look_there() -> None:
    answers = (no(DAYS, "made-up/memo.txt"), yes(HOURS))
    result = group_check_result(GroupResult(group(DAYS, HOURS), answers), Path("corpus"))
    # As grave as the one that failed, not as the gravest of them.
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    rule, row, command = (result.description or "").split("\n\n")
    assert (rule, row) == ("**days**", "made-up/memo.txt:2: weekday 火")
    assert command.startswith("`")
    assert command.endswith("inspect corpus/made-up/memo.txt`")
    assert "failing_rows" in result.metadata
    # One check alone needs no name.
    alone = group_check_result(GroupResult(group(DAYS), (no(DAYS),)), Path("corpus"))
    assert alone.description == "made-up/memo.txt:2: weekday 火"


def test_rows_of_several_checks_are_told_apart_and_documents_named_once() -> None:
    answers = (no(DAYS, "a/1.txt", "a/2.txt"), no(HOURS, "a/2.txt", "a/3.txt", count=5))
    result = group_check_result(GroupResult(group(DAYS, HOURS), answers), Path("corpus"))
    assert result.severity is dg.AssetCheckSeverity.ERROR
    assert result.metadata["failing_count"].value == 6
    assert {"failing_rows of days", "failing_rows of hours"} < set(result.metadata)
    assert result.metadata["documents"].value == ["a/1.txt", "a/2.txt", "a/3.txt"]


@pytest.mark.parametrize("answer", [yes(DAYS), no(DAYS, "made-up/memo.txt")])
def test_an_evaluation_of_a_partition_says_the_same(answer: CheckResult[Frames]) -> None:
    answered = GroupResult(group(DAYS), (answer,))
    result = group_check_result(answered, Path("corpus"))
    evaluation = group_check_evaluation(answered, Path("corpus"), "made-up")
    assert evaluation.partition == "made-up"
    assert evaluation.asset_key == dg.AssetKey("meetings")
    assert (evaluation.passed, evaluation.description) == (result.passed, result.description)
    assert evaluation.metadata == result.metadata
