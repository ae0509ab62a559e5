"""Choice: where speaker labels end, decided over the whole record."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.labels import names_nobody
from pipeline.segmentation.layouts import INFERRED
from pipeline.segmentation.turns.candidates import WELL_KNOWN, with_speech
from pipeline.segmentation.turns.model import TURNS, LineLabel, labelled

ANONYMOUS = "speech_behind_mark"
"""The rule of turns without a speaker label."""
_ALONE = "speech_on_its_line"
_SHOWS_STYLE = 3
"""Minimum number of turns with known speaker labels that show the style of a record."""
_OF_RECORD = 3
"""Maximum that a rule adds to the quality of a speaker label, by its share of the turns."""
_LEFT_OPEN = r"[（(【〔\[][^（）()【】〔〕\[\]]*$"
SURE = 0.9
"""Minimum probability of a turn whose speaker label no list has."""


def with_turns(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add `turn` and `probability` to records of inferred style.

    `turn` is the rule that opens a remark on a line, `probability` that it does.

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
        One row for each line that opens a turn: `row`, `document_id`, `turn` (the rule of the
        inferred layout by which its label ends), `frame` (the signs around the label), `quality`
        (of the label) and `probability`.
    """
    with_labels, candidates = labelled(lines, documents)
    # A line after an open bracket is no turn of its own: ○議長（ / 青木みのる君）.
    goes_on = pl.col("stripped").shift().str.contains(_LEFT_OPEN).fill_null(False)
    turns = with_labels.filter(pl.col("line_label").is_in(TURNS), ~goes_on).select(
        "row", "document_id", "line_label", "probability"
    )
    of_persons = candidates.filter(~names_nobody(candidates["label"]).fill_null(False))
    fitting = of_persons.join(turns.drop("document_id"), on="row", maintain_order="left")
    is_mark = pl.col("line_label") == LineLabel.TURN_MARK.value
    is_alone = pl.col("line_label") == LineLabel.TURN_ALONE.value
    anonymous = pl.col("rule") == ANONYMOUS
    # A known speaker label counts too where the model sees a marker without a name.
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
    # A record has one style: unknown labels are between the same signs as known ones.
    in_style = is_known.sum().over("document_id", "frame") > 0
    has_style = is_known.sum().over("document_id") >= _SHOWS_STYLE
    # A label that no list has and that never recurs needs more certainty.
    is_firm = (
        (pl.col("quality") > 0) | (pl.col("turn") == ANONYMOUS) | (pl.col("probability") >= SURE)
    )
    return found.filter(is_known | (is_firm & (in_style | ~has_style))).select(
        "row", "document_id", "turn", "frame", "quality", "probability"
    )


def unsure_of(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Find the lines that the model is unsure of.

    Parameters
    ----------
    lines, documents
        As for `turns_of`.

    Returns
    -------
    pl.DataFrame
        Those of `lines` whose probability of opening a turn is between `1 - SURE` and `SURE`.
    """
    with_labels, _ = labelled(lines, documents)
    return with_labels.filter(pl.col("probability").is_between(1 - SURE, SURE))
