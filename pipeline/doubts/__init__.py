"""Doubts: what a record was expected to hold and what of it was not read, as issues with a line."""

from __future__ import annotations

import re

import polars as pl

from pipeline.doubts import attendance, characters, headers, speech
from pipeline.doubts.doubt import Doubt
from pipeline.doubts.reading import Reading, reading_of
from pipeline.messages import message_columns, templates
from pipeline.quality import issues
from schemas.vocabulary import Severity, Stage

__all__ = ["DOUBTS", "Doubt", "Reading", "doubts_of", "reading_of"]

DOUBTS = (*characters.DOUBTS, *headers.DOUBTS, *attendance.DOUBTS, *speech.DOUBTS)
"""All expectations, in the order in which the checks list them."""


def doubts_of(reading: Reading) -> pl.DataFrame:
    """Ask all doubts of a reading.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`, one for a document and a rule: the first place, and how many
        there are.
    """
    collections = reading.documents.select("document_id", "collection_id")
    found = []
    for doubt in DOUBTS:
        places = doubt.find(reading)
        values = [name for name in places.columns if name not in ("document_id", "line")]
        first = (
            places.sort("document_id", "line", nulls_last=True)
            .group_by("document_id", maintain_order=True)
            .agg(pl.col("line", *values).first(), places=pl.len())
            .join(collections, on="document_id", maintain_order="left")
            .with_columns(row_key="document_id")
        )
        found.append(
            issues(
                first,
                stage=Stage.NORMALISATION,
                rule=doubt.rule,
                severity=Severity.WARN,
                table_name=doubt.table_name,
                message=message_columns(
                    doubt.rule, **{name: pl.col(name).fill_null("") for name in _asked(doubt.rule)}
                ),
            )
        )
    return pl.concat(found)


def _asked(rule: str) -> list[str]:
    """The placeholders of a rule's message."""

    return re.findall(r"\{([a-z_]+)\}", templates()[rule]["en"])
