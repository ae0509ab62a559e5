"""Unlisted labels: marks of a described style whose label no list knows, seen by the model."""

from __future__ import annotations

import polars as pl

from pipeline.turns.candidates import with_speech
from pipeline.turns.choice import SURE
from pipeline.turns.features import best_of
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
        The `row` of those that do: of which the model is sure, or where the label returns and the
        model finds it probable; and all others with such a label in the same document.
    """
    asked = lines.filter(pl.col("row").is_in(rows.implode()))["document_id"].unique()
    if asked.is_empty():
        return rows.clear()
    needed = ("row", "document_id", "line", "char_start", "stripped")
    of_documents = with_speech(
        lines.filter(pl.col("document_id").is_in(asked.implode())).select(needed)
    )
    with_labels, candidates = labelled(of_documents, documents)
    marked = with_labels.filter(pl.col("row").is_in(rows.implode())).join(
        best_of(candidates).select("row", "label", "quality"), on="row", how="left"
    )
    turns = marked.filter(
        pl.col("line_label").is_in([LineLabel.TURN.value, LineLabel.TURN_ALONE.value]),
        (pl.col("probability") >= SURE) | (pl.col("quality") > 0),
    )
    again = marked.join(turns, on=["document_id", "label"], how="semi")
    return pl.concat([turns["row"], again["row"]]).unique()
