"""The checks of the pipeline as asset checks."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import dagster as dg

from assets.check_groups import CheckGroup, GroupResult
from assets.looking import inspect_command
from assets.metadata import FAILING_CHARACTERS, preview
from pipeline.checks import Check, CheckResult
from schemas.vocabulary import Severity

Subject = TypeVar("Subject")

_SEVERITY = {
    Severity.ERROR: dg.AssetCheckSeverity.ERROR,
    Severity.WARN: dg.AssetCheckSeverity.WARN,
}


def release_check_spec(check: Check[Subject]) -> dg.AssetCheckSpec:
    """Return the asset check for a check of the release."""
    return dg.AssetCheckSpec(
        name=check.name,
        asset=check.table_name,
        description=f"{check.en}\n\n{check.ja}",
        blocking=check.blocking,
    )


def group_check_spec(
    group: CheckGroup, partitions: dg.PartitionsDefinition[str]
) -> dg.AssetCheckSpec:
    """Return the asset check for a group, which describes each check.

    Parameters
    ----------
    partitions
        The partitions of the asset: a check without them would be about all collections at once.
    """
    rules = [f"- `{check.name}`: {check.en} {check.ja}" for check in group.checks]
    parts = [group.en, group.ja, *(["\n".join(rules)] if len(rules) > 1 else [])]
    with warnings.catch_warnings():
        # Checks by partition are a preview feature of Dagster, the only one that we use.
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return dg.AssetCheckSpec(
            name=group.name,
            asset=group.table_name,
            description="\n\n".join(parts),
            blocking=group.blocking,
            partitions_def=partitions,
        )


def release_check_result(result: CheckResult[Subject]) -> dg.AssetCheckResult:
    """Return the evaluation for a check result, with the first failing rows."""
    return dg.AssetCheckResult(
        passed=result.passed,
        asset_key=result.check.table_name,
        check_name=result.check.name,
        severity=_SEVERITY[result.check.severity],
        description=None if result.passed else "\n".join(result.described()),
        metadata=_metadata([result]),
    )


def group_check_result(result: GroupResult, corpus: Path) -> dg.AssetCheckResult:
    """Return the evaluation for the results of a group.

    Parameters
    ----------
    corpus
        The folder of the documents that the rows come from.
    """
    return dg.AssetCheckResult(**_evaluated(result, corpus))


def group_check_evaluation(
    result: GroupResult, corpus: Path, partition: str
) -> dg.AssetCheckEvaluation:
    """Return the evaluation for a group in a run of several partitions."""
    evaluated = _evaluated(result, corpus)
    evaluated["asset_key"] = dg.AssetKey(evaluated["asset_key"])
    return dg.AssetCheckEvaluation(**evaluated, partition=partition)


def _evaluated(result: GroupResult, corpus: Path) -> dict[str, Any]:
    said = "\n\n".join(_said(answer, corpus, len(result.results)) for answer in result.failed)
    return {
        "passed": not result.failed,
        "asset_key": result.group.table_name,
        "check_name": result.group.name,
        "severity": _SEVERITY[result.severity],
        "description": said or None,
        "metadata": _metadata(result.results),
    }


def _said(result: CheckResult[Subject], corpus: Path, checks: int) -> str:
    """Describe a failed check, its rows and the commands to inspect them.

    The text is in paragraphs of Markdown for the UI, and the failure comes first.
    """
    commands = [f"`{inspect_command(corpus, document)}`" for document in result.documents]
    rule = [f"**{result.check.name}**"] if checks > 1 else []
    return "\n\n".join([*rule, *result.described(), *commands])


def _metadata(results: Sequence[CheckResult[Subject]]) -> dict[str, Any]:
    """Return counts, figures, first failing rows and documents of results."""
    failed = [result for result in results if not result.passed]
    documents = list(dict.fromkeys(name for result in failed for name in result.documents))
    return {
        "failing_count": sum(result.failing_count for result in results),
        **{
            name: value
            for result in results
            for name, value in (("figure", result.figure), ("limit", result.limit))
            if value is not None
        },
        **dict(_rows(failed)),
        **({"documents": documents} if documents else {}),
    }


def _rows(failed: Sequence[CheckResult[Subject]]) -> Iterator[tuple[str, dg.MarkdownMetadataValue]]:
    for result in failed:
        name = "failing_rows" if len(failed) == 1 else f"failing_rows of {result.check.name}"
        shown = preview(result.failing, FAILING_CHARACTERS)
        yield name, dg.MetadataValue.md(shown)
