"""The checks of the pipeline as asset checks."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TypeVar

import dagster as dg

from assets.looking import inspect_command
from assets.metadata import FAILING_CHARACTERS, preview
from pipeline.checks import Check, CheckResult
from schemas.vocabulary import Severity

Subject = TypeVar("Subject")

_SEVERITY = {
    Severity.ERROR: dg.AssetCheckSeverity.ERROR,
    Severity.WARN: dg.AssetCheckSeverity.WARN,
}


def check_spec(
    check: Check[Subject], partitions: dg.PartitionsDefinition[str] | None
) -> dg.AssetCheckSpec:
    """The asset check that a check becomes.

    Parameters
    ----------
    partitions
        The partitions of the asset: a check without them would judge all collections at once.
    """
    with warnings.catch_warnings():
        # Dagster calls checks by partition a preview. It is the only preview that we use.
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return dg.AssetCheckSpec(
            name=check.name,
            asset=check.table_name,
            description=f"{check.en}\n\n{check.ja}",
            blocking=check.blocking,
            partitions_def=partitions,
        )


def _said(result: CheckResult[Subject], corpus: Path | None) -> str:
    """The failing rows in words, and the command to look at where they come from."""
    commands = [inspect_command(corpus, document) for document in result.documents if corpus]
    return "\n".join([*result.described(), *commands])


def _measured(result: CheckResult[Subject]) -> dict[str, float]:
    """The figure and the limit that it was held against, where there are such."""
    found = {"figure": result.figure, "limit": result.limit}
    return {name: value for name, value in found.items() if value is not None}


def _rows(result: CheckResult[Subject]) -> dict[str, dg.MarkdownMetadataValue]:
    """The first rows that say no."""
    if result.passed:
        return {}
    shown = preview(result.failing, result.failing.height, FAILING_CHARACTERS)
    return {"failing_rows": dg.MetadataValue.md(shown)}


def check_result(result: CheckResult[Subject], corpus: Path | None = None) -> dg.AssetCheckResult:
    """The evaluation that an answer becomes, with the first rows that say no.

    Parameters
    ----------
    corpus
        Where the documents are that the rows come from.
    """
    return dg.AssetCheckResult(
        passed=result.passed,
        asset_key=result.check.table_name,
        check_name=result.check.name,
        severity=_SEVERITY[result.check.severity],
        description=None if result.passed else _said(result, corpus),
        metadata={
            "failing_count": result.failing_count,
            **_measured(result),
            **_rows(result),
            **({"documents": list(result.documents)} if result.documents else {}),
        },
    )
