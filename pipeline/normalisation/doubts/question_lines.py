"""Doubts about tables of questions and answers whose cells are on lines of their own."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import BlockKind

_LAYOUT = "question_lines"


def _cells_unpaired(reading: Reading) -> pl.DataFrame:
    """Find questions without an answer, and cells of several lines.

    何者か。 / ５者である。 / なぜか。 / 【案件２】 → the first, since three are no pairs.
    """
    documents = reading.documents.filter(layout=_LAYOUT).select("document_id")
    is_speech = pl.col("kind") == BlockKind.REMARK.value
    lines = (
        reading.lines.join(documents, on="document_id", how="semi", maintain_order="left")
        .with_columns(_part=(~is_speech).cum_sum())
        .filter(is_speech)
        .with_columns(_cells=pl.col("opens").sum().over("document_id", "_part"))
    )
    is_first = pl.struct("document_id", "_part").is_first_distinct()
    return lines.filter(~pl.col("opens") | (is_first & (pl.col("_cells") % 2 == 1))).select(
        "document_id", "line", excerpt="text"
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "cells_are_paired",
        "remarks",
        "Where questions and answers are a line each, every question has its answer.",
        "質問と回答が一行ずつの記録では、質問と回答が対になっている",
        _cells_unpaired,
    ),
)
