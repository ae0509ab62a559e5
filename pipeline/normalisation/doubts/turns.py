"""Doubts about the speaker turns of records of inferred style."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import Reading
from pipeline.segmentation.layouts import INFERRED
from pipeline.segmentation.turns.candidates import visible_lines
from pipeline.segmentation.turns.choice import unsure_of
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import BlockKind

_ASIDE = [kind.value for kind in (BlockKind.PAGE_MARK, BlockKind.ATTENDANCE, BlockKind.TITLE)]


def _turns_unsure(reading: Reading) -> pl.DataFrame:
    """Find lines of inferred style whose speaker turn is unsure."""
    documents = reading.documents.filter(layout=INFERRED)
    if documents.is_empty():
        return pl.DataFrame(
            schema={"document_id": pl.String, "line": pl.Int32, "excerpt": pl.String}
        )
    kinds = reading.lines.filter(pl.col("meeting_id").is_not_null()).select(
        "document_id", "line", "kind", excerpt="text"
    )
    return (
        unsure_of(visible_lines(documents), documents)
        .join(kinds, on=["document_id", "line"])
        .filter(~pl.col("kind").is_in(_ASIDE))
        .select("document_id", "line", "excerpt")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "turns_are_sure",
        "remarks",
        "Where the style of remarks is inferred, the model of turns is sure of every turn.",
        "様式の記述がない記録では、発言の開始がどれも確かに推定されている",
        _turns_unsure,
    ),
)
