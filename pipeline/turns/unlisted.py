"""Unlisted labels: marks of a described style whose label no list knows, seen by the model."""

from __future__ import annotations

import polars as pl

from pipeline.turns.candidates import with_speech
from pipeline.turns.choice import SURE
from pipeline.turns.model import LineLabel, labelled


def turns_among(rows: pl.Series, lines: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Say of some lines whether they open a turn of a named speaker.

    Parameters
    ----------
    rows
        The `row` of the lines. Only their documents are looked at.
    lines
        The visible lines of documents, with `row`.
    documents
        `document_id` and `text`.

    Returns
    -------
    pl.Series
        The `row` of those that do.
    """
    asked = lines.filter(pl.col("row").is_in(rows.implode()))["document_id"].unique()
    if asked.is_empty():
        return rows.clear()
    needed = ("row", "document_id", "line", "char_start", "stripped")
    of_documents = with_speech(
        lines.filter(pl.col("document_id").is_in(asked.implode())).select(needed)
    )
    with_labels, _ = labelled(of_documents, documents)
    return with_labels.filter(
        pl.col("row").is_in(rows.implode()),
        pl.col("line_label").is_in([LineLabel.TURN.value, LineLabel.TURN_ALONE.value]),
        pl.col("probability") >= SURE,
    )["row"]
