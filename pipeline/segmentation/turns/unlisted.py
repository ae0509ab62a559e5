"""Unlisted labels: turns of a described style that the model finds.

No list has their speaker labels: ○黒瀬川保健師.
"""

from __future__ import annotations

import re

import polars as pl

from pipeline.names.sudachi import begins_with_family_name, is_full_name
from pipeline.segmentation.labels import names_nobody
from pipeline.segmentation.turns.candidates import with_speech
from pipeline.segmentation.turns.choice import SURE
from pipeline.segmentation.turns.features import best_of
from pipeline.segmentation.turns.model import LineLabel, labelled

_RETURNING = 0.3
"""Minimum probability of a turn whose label recurs or holds a full name, in the described style of
the record."""
_BRACKETS = re.compile("[（(]([^（）()]{2,12}?)(?:君|氏|さん)?[）)]")
_GOES_ON = r"^[ 　]+[^ 　（(）)。、]{1,8}[）)]"
"""Blanks, a word, and a closing bracket without an opening one."""


def turns_among(rows: pl.Series, lines: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Find the lines that open a turn of a named speaker.

    Parameters
    ----------
    rows
        The `row` of the lines in question. Only their documents are read.
    lines
        The visible lines of documents, with `row`.
    documents
        `document_id` and `text`.

    Returns
    -------
    pl.Series
        The `row` of those that do: the model is sure of the line, or finds it probable and its
        label recurs or holds a full name; or another such line of the document has the same label.
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
        best_of(candidates).select("row", "label", "marker", "quality"), on="row", how="left"
    )
    # In ◯議会運営委員長奈木田 康徳君) the label does not end at the blank.
    rest = (
        pl.col("stripped").str.strip_chars_start().str.slice(pl.col("marker").str.len_chars())
    ).fill_null("")
    # Evidence for a label beside the model: its recurrence, or a full name in its brackets.
    has_full_name = [_holds_full_name(label) for label in marked["label"]]
    is_backed = (pl.col("quality") > 0) | pl.Series(has_full_name, dtype=pl.Boolean)
    turns = marked.filter(
        ~rest.str.contains(_GOES_ON),
        pl.col("line_label") != LineLabel.TURN_MARK.value,
        pl.col("probability") >= pl.when(is_backed).then(_RETURNING).otherwise(SURE),
    )
    # A label that no list has and that does not recur has to begin with a name.
    is_named = [_names_somebody(label) for label in turns["label"]]
    turns = turns.filter(
        (pl.col("quality") > 0) | pl.Series(is_named, dtype=pl.Boolean),
        ~names_nobody(turns["label"]).fill_null(False),
    )
    again = marked.join(turns, on=["document_id", "label"], how="semi")
    return pl.concat([turns["row"], again["row"]]).unique()


def _holds_full_name(label: str | None) -> bool:
    """Return whether a bracket holds a full name: 公営企業管理者（鈴木康之）."""
    return any(is_full_name(name) for name in _BRACKETS.findall(label or ""))


def _names_somebody(label: str | None) -> bool:
    """Return whether a label or its bracket begins with a family name.

    黒瀬川保健師 does, 図書館 does not.
    """
    parts = re.split("[（(]", label or "")
    return any(begins_with_family_name(part) for part in parts)
