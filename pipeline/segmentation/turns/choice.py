"""Choice: where the label of each turn ends, decided over the whole record."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import INFERRED
from pipeline.segmentation.turns.candidates import WELL_KNOWN, with_speech
from pipeline.segmentation.turns.model import TURNS, LineLabel, labelled

ANONYMOUS = "speech_behind_mark"
"""The rule of turns that name nobody."""
_ALONE = "speech_on_its_line"
_SHOWS_STYLE = 3
"""Fewest turns with known labels that show the style of a record."""
_OF_RECORD = 3
"""How much a mark that explains all turns of a record adds to the quality of a label."""
_LEFT_OPEN = r"[（(【〔\[][^（）()【】〔〕\[\]]*$"
SURE = 0.9
"""Lowest probability of a turn whose label no list knows."""


def with_turns(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add `turn` and `probability`, of records whose style is inferred.

    `turn` is the rule that opens a remark on a line, `probability` that of its doing so.

    Parameters
    ----------
    lines
        The visible lines of documents, with `layout`.
    documents
        `document_id` and `text`.
    """
    inferred = lines.filter(layout=INFERRED)
    if inferred.is_empty():
        return lines.with_columns(
            turn=pl.lit(None, pl.String), probability=pl.lit(None, pl.Float64)
        )
    numbered = with_speech(inferred.with_row_index("row"))
    turns = turns_of(numbered, documents)
    opening = numbered.join(
        turns.select("row", "turn", "probability"), on="row", how="left", maintain_order="left"
    )
    return lines.join(
        opening.select("document_id", "line", "turn", "probability"),
        on=["document_id", "line"],
        how="left",
        maintain_order="left",
    )


def turns_of(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Find the turns of records by the model.

    Parameters
    ----------
    lines
        As `visible_lines` makes them, all lines of a document together.
    documents
        `document_id` and `text`.

    Returns
    -------
    pl.DataFrame
        A row for each line that opens a turn: `row`, `document_id`, `turn` (the name of the rule
        of the inferred layout that says where its label ends), `frame` (the signs around it),
        `quality` (how well its label is known) and `probability`.
    """
    with_labels, candidates = labelled(lines, documents)
    # What a line end parted inside of a bracket is no turn of its own: ○議長（ / 青木みのる君）.
    goes_on = pl.col("stripped").shift().str.contains(_LEFT_OPEN).fill_null(False)
    turns = with_labels.filter(pl.col("line_label").is_in(TURNS), ~goes_on).select(
        "row", "document_id", "line_label", "probability"
    )
    fitting = candidates.join(turns.drop("document_id"), on="row", maintain_order="left")
    is_mark = pl.col("line_label") == LineLabel.TURN_MARK.value
    is_alone = pl.col("line_label") == LineLabel.TURN_ALONE.value
    anonymous = pl.col("rule") == ANONYMOUS
    # A label that is known by itself is one, also where the model sees a mark alone.
    fits = (
        pl.when(is_mark)
        .then(anonymous | (pl.col("quality") > 1))
        .when(is_alone)
        .then((pl.col("rule") == _ALONE) | ~pl.col("here"))
        .otherwise(True)
    )
    of_record = (
        fitting.filter(fits)
        .group_by("document_id", "rule")
        .agg(of_rule=(pl.col("quality") > 0).sum() + anonymous.sum())
        .with_columns(
            share=pl.col("of_rule")
            / pl.col("of_rule").max().over("document_id").clip(lower_bound=1)
        )
    )
    chosen = (
        fitting.filter(fits)
        .join(of_record, on=["document_id", "rule"], how="left", maintain_order="left")
        .with_columns(
            value=pl.col("quality")
            + pl.col("share") * _OF_RECORD
            + (pl.col("here") | pl.col("below")).cast(pl.Float64)
            - pl.when(anonymous & ~is_mark).then(4).otherwise(0)
        )
        .sort("row", "value", descending=[False, True], maintain_order=True)
        .unique("row", keep="first", maintain_order=True)
        .select("row", "quality", "frame", turn="rule")
    )
    found = turns.join(chosen, on="row", how="inner", maintain_order="left")
    is_known = pl.col("quality") >= WELL_KNOWN
    # A record has one style: where labels are known, others stand between the same signs.
    in_style = is_known.sum().over("document_id", "frame") > 0
    has_style = is_known.sum().over("document_id") >= _SHOWS_STYLE
    # A label that no list knows and that never returns needs more certainty.
    is_firm = (
        (pl.col("quality") > 0) | (pl.col("turn") == ANONYMOUS) | (pl.col("probability") >= SURE)
    )
    return found.filter(is_known | (is_firm & (in_style | ~has_style))).select(
        "row", "document_id", "turn", "frame", "quality", "probability"
    )


def unsure_of(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Find the lines of which the model is not sure whether they open a turn.

    Parameters
    ----------
    lines, documents
        As for `turns_of`.

    Returns
    -------
    pl.DataFrame
        Those of `lines` that were taken for a turn with little certainty, or that would have been
        one with a little more.
    """
    with_labels, _ = labelled(lines, documents)
    return with_labels.filter(pl.col("probability").is_between(1 - SURE, SURE))
