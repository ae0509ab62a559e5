"""Explanation of how a line was read.

It has the line's evidence of a header, and its labels by the model of turns.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from pipeline.messages import MessageError, message
from pipeline.run.inspection import Inspection
from pipeline.segmentation.evidence import evidence
from pipeline.segmentation.header_evidence import FIELDS, TABLE, with_folded
from pipeline.segmentation.turns.candidates import candidates_of, visible_lines
from pipeline.segmentation.turns.features import features_of
from pipeline.segmentation.turns.model import turns_model
from pipeline.segmentation.views import views_of

BEST_LABELS = 3
"""Maximum number of labels shown, the most probable first."""
FEATURES = 5
"""Maximum number of features shown for a label, by weight."""


class WhyError(MessageError, ValueError):
    """A line without anything to explain; the message gives the remedy."""


class Why(NamedTuple):
    """The reasons for the reading of one unit.

    Attributes
    ----------
    text
        The unit, in the form in which rules see it.
    kind, rule
        Kind and rule of its block. `rule` is None where no rule opened it.
    points
        `field`, `name` and `points` of its evidence of a header.
    labels
        `label` and `probability` by the model of turns, the best first.
    features
        `label`, `feature` and `weight` of the heaviest features of the best two labels.
    """

    text: str
    kind: str
    rule: str | None
    points: pl.DataFrame
    labels: pl.DataFrame
    features: pl.DataFrame


def why(found: Inspection, line: int) -> list[Why]:
    """Explain how a line of a file was read.

    Parameters
    ----------
    found
        The inspection of the file.
    line
        The line of the source, from 1.

    Returns
    -------
    list[Why]
        One for each unit of the line, in order.

    Raises
    ------
    WhyError
        Where the file has no such line, or the line is blank.
    """
    document = pl.DataFrame([found.document], infer_schema_length=None).select(
        "document_id", pl.col("text").cast(pl.String)
    )
    views = views_of(document)
    lines = with_folded(visible_lines(views.documents))
    here = views.lines_in_source(lines.select("row", "document_id", "line", "char_start"), "line")
    rows = here.filter(pl.col("line") == line)["row"].to_list()
    if not rows:
        raise WhyError(message("nothing_on_line", line=line))
    features = features_of(lines, candidates_of(lines, views.documents))
    (units,) = features.strings()
    decoded = turns_model().decode(features)
    blocks = views.in_view(found.blocks.drop("text"))
    return [
        _why(
            lines.row(row, named=True),
            blocks,
            units[row],
            dict(zip(decoded.names, decoded.probabilities[row].tolist(), strict=True)),
        )
        for row in rows
    ]


def _why(
    line: dict[str, Any], blocks: pl.DataFrame, unit: list[str], probable: dict[str, float]
) -> Why:
    block = blocks.filter(
        pl.col("char_start") <= line["char_start"], pl.col("char_end") > line["char_start"]
    ).row(0, named=True)
    labels = (
        pl.DataFrame({"label": list(probable), "probability": list(probable.values())})
        .sort("probability", descending=True, maintain_order=True)
        .head(BEST_LABELS)
    )
    weights = pl.concat(
        pl.DataFrame(
            [(label, *weighed) for weighed in turns_model().weights(unit, label)],
            schema={"label": pl.String, "feature": pl.String, "weight": pl.Float64},
            orient="row",
        )
        .sort("weight", descending=True, maintain_order=True)
        .head(FEATURES)
        for label in labels["label"].head(2)
    )
    shown = pl.DataFrame({"seen": [line["seen"]]})
    points = [
        (field, row.name, row.points)
        for field in FIELDS
        for row in evidence(TABLE, field)
        if shown["seen"].str.contains(row.pattern).item()
    ]
    return Why(
        str(line["stripped"]),
        block["kind"],
        block["rule"],
        pl.DataFrame(
            points,
            schema={"field": pl.String, "name": pl.String, "points": pl.Int64},
            orient="row",
        ),
        labels,
        weights,
    )
