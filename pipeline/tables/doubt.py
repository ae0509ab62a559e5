"""A doubt: an expectation, and the places that do not meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import polars as pl

from pipeline.messages import message_columns, placeholders
from pipeline.tables.quality_issues import issues
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import Severity, Stage

Subject = TypeVar("Subject")
"""What a doubt examines: texts, or what was read from them."""


@dataclass(frozen=True)
class Doubt(Generic[Subject]):
    """An expectation of what was read.

    `find` returns a row for each place that does not meet it: `document_id`, `line`, `excerpt`,
    and columns for the placeholders of the message, which has the name of the rule. `en` and `ja`
    word the expectation; `table_name` is the table that is doubtful where it is not met.
    """

    rule: str
    table_name: str
    en: str
    ja: str
    find: Callable[[Subject], pl.DataFrame]


def places_as_issues(
    doubt: Doubt[Subject], subject: Subject, documents: pl.DataFrame, stage: Stage
) -> pl.DataFrame:
    """Report the places of a subject that do not meet an expectation.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`, one per document: the first place, and the number of places.
    """
    places = doubt.find(subject)
    if places.is_empty():
        return empty(TABLES["quality_issues"])
    values = [name for name in places.columns if name not in ("document_id", "line")]
    first = (
        places.sort("document_id", "line", nulls_last=True)
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("line", *values).first(), places=pl.len())
        .join(
            documents.select("document_id", "collection_id"),
            on="document_id",
            maintain_order="left",
        )
    )
    # An issue stands for all places of a document, so the only row that it can name is this.
    if doubt.table_name == "documents":
        first = first.with_columns(row_key="document_id")
    said = {name: pl.col(name).fill_null("") for name in placeholders(doubt.rule)}
    return issues(
        first,
        stage=stage,
        rule=doubt.rule,
        severity=Severity.WARN,
        table_name=doubt.table_name,
        message=message_columns(doubt.rule, **said),
    )
