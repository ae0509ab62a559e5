"""The model of turns: a label and a probability for each line."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.models.sequence_model import MODELS, SequenceModel
from pipeline.segmentation.turns.candidates import candidates_of
from pipeline.segmentation.turns.features import features_of

MODEL = MODELS / "turns.crfsuite"


class LineLabel(Enum):
    """What a line of a record is."""

    TURN = "turn"
    """A speaker label, and words of speech after it."""
    TURN_ALONE = "turn_alone"
    """A speaker label alone; the words of speech are on the lines after it."""
    TURN_MARK = "turn_mark"
    """A glyph or another marker that names nobody, and words of speech."""
    SPEECH = "speech"
    """Speech that goes on."""
    HEADING = "heading"
    ASIDE = "aside"
    """A stage direction or an interjection."""
    FRONT = "front"
    """Front matter."""
    AFTER = "after"
    """Back matter."""


TURNS = (LineLabel.TURN.value, LineLabel.TURN_ALONE.value, LineLabel.TURN_MARK.value)
LEAST_SURE = 0.6
"""Minimum probability of a line that opens a turn."""


@cache
def turns_model(path: Path = MODEL) -> SequenceModel:
    """Return the model in a file, read once."""
    return SequenceModel(path)


def labelled(lines: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Label the lines of documents.

    Parameters
    ----------
    lines
        As `visible_lines` makes them.
    documents
        `document_id` and `text`.

    Returns
    -------
    tuple[pl.DataFrame, pl.DataFrame]
        The lines with `line_label` (a `LineLabel`) and `probability` (that the line opens a turn
        of whatever kind), and the candidates of `candidates_of`.
    """
    candidates = candidates_of(lines, documents)
    decoded = turns_model().decode(features_of(lines, candidates))
    of_turns = pl.DataFrame(decoded.of(TURNS), schema=list(TURNS), orient="row")
    probability = pl.sum_horizontal(TURNS)
    # The most probable kind of turn; of equals, the first.
    likeliest = pl.coalesce(
        pl.when(pl.col(name) == pl.max_horizontal(TURNS)).then(pl.lit(name)) for name in TURNS
    )
    label = pl.lit(pl.Series("label", decoded.labels, dtype=pl.String))
    no_turn = pl.when(label.is_in(TURNS)).then(pl.lit(LineLabel.SPEECH.value)).otherwise(label)
    seen = of_turns.select(
        line_label=pl.when(probability >= LEAST_SURE).then(likeliest).otherwise(no_turn),
        probability=probability,
    )
    return lines.with_columns(seen), candidates
