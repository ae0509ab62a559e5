"""A check of every stage: it could read every document."""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames
from schemas.vocabulary import Severity, Stage

READABLE = "document_readable"
"""Rule of the issue about a document on which a stage raised an error."""

CONSISTENT = "document_consistent"
"""Rule of the issue about a document that failed a check which must hold."""


def none_quarantined_check(name: str, table_name: str, stage: Stage) -> Check[Frames]:
    """Make a check that a stage quarantined no document.

    It does not block: the other documents proceed.
    """

    def failing(frames: Frames) -> pl.DataFrame:
        return (
            frames["quality_issues"]
            .filter(pl.col("stage") == stage.value, pl.col("rule").is_in([READABLE, CONSISTENT]))
            .select("document_id", "line", "message")
        )

    return Check(
        name,
        table_name,
        stage,
        Severity.ERROR,
        False,
        f"No document had to be kept out of {stage.en}: the software failed on none.",
        f"{stage.ja}で隔離した文書がない（ソフトウェアのエラーがない）",
        failing,
    )
