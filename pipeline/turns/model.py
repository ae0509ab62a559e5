"""The model of turns: what each line of a record is, with how probable that is."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.sequence_model import MODELS, SequenceModel
from pipeline.turns.candidates import candidates_of
from pipeline.turns.features import features_of

MODEL = MODELS / "turns.crfsuite"


class LineLabel(Enum):
    """What a line of a record is."""

    TURN = "turn"
    """A label, and words of speech behind it."""
    TURN_ALONE = "turn_alone"
    """A label alone; the words of speech stand on the lines after it."""
    TURN_MARK = "turn_mark"
    """A glyph or another mark that names nobody, and words of speech."""
    SPEECH = "speech"
    """Speech that goes on."""
    HEADING = "heading"
    ASIDE = "aside"
    """A stage direction or an interjection."""
    FRONT = "front"
    """What stands before the talk."""
    AFTER = "after"
    """What stands behind the talk."""


TURNS = (LineLabel.TURN.value, LineLabel.TURN_ALONE.value, LineLabel.TURN_MARK.value)
LEAST_SURE = 0.6
"""Lowest probability of a line that opens a turn."""


@cache
def turns_model(path: Path = MODEL) -> SequenceModel:
    """The model that lies at a path, read once."""
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
    model = turns_model()
    labels: list[str] = []
    probabilities: list[float] = []
    for units in features_of(lines, candidates):
        decoded = model.decode(units).labels
        for label, shares in zip(decoded, model.marginals(units, TURNS), strict=True):
            probability = sum(shares)
            is_turn = probability >= LEAST_SURE
            labels.append(TURNS[shares.index(max(shares))] if is_turn else _no_turn(label))
            probabilities.append(probability)
    return (
        lines.with_columns(
            line_label=pl.Series(labels, dtype=pl.String),
            probability=pl.Series(probabilities, dtype=pl.Float64),
        ),
        candidates,
    )


def _no_turn(label: str) -> str:
    """The label of a line that is not probable enough to open a turn."""
    return LineLabel.SPEECH.value if label in TURNS else label
