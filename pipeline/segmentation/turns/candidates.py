"""Candidates: the speaker labels that a line may begin with.

Each rule of the inferred layout ends a label at another sign: 青木委員：, 【青木委員】.
"""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.labels import ASIDE_LINE, LIST_LINE, SPEECH, heads_of, known_labels
from pipeline.segmentation.layouts import LineRule, inferred_layout
from pipeline.text.lines import lines_of

AGAIN = "again"
"""The basis of a speaker label that no list has, but that recurs at the beginning of lines."""
QUALITY = {"title": 4, "role": 4, "code": 4, "listed": 3, AGAIN: 1}
"""Quality of a speaker label, by its basis."""
WELL_KNOWN = 2
"""Minimum quality of a speaker label that is known by more than its recurrence."""
_AGAIN = 2
"""Minimum number of lines that begin with a recurring label."""
_CLAUSE = r"(?:から|より|まで|ては|[はがをにでともへ])$"
"""A label that ends with a particle is part of a sentence: 委員から「…」との発言."""
_FRAME = r"^[ 　]*([〇[^\p{L}\p{N}\s]]?)"
_CIRCLES = r"[〇◯◎●]"
"""Circles that one record uses side by side, as one sign."""
_CANDIDATE = {
    **{"row": pl.UInt32, "document_id": pl.String, "char_start": pl.Int64, "marker": pl.String},
    **{"label": pl.String, "frame": pl.String, "here": pl.Boolean, "below": pl.Boolean},
    "rule": pl.String,
}
"""Columns of a candidate, before its `basis` is known."""


def visible_lines(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of documents that are not blank.

    Returns
    -------
    pl.DataFrame
        As `lines_of`, with `row`, `stripped` (without the blanks at its end), `says` (words of
        speech) and `says_next` (words of speech on the next line of the document).
    """
    lines = (
        lines_of(documents.filter(pl.col("text").is_not_null()))
        .with_columns(stripped=pl.col("text").str.strip_chars_end())
        .filter(pl.col("stripped") != "")
        .with_row_index("row")
    )
    return with_speech(lines)


def with_speech(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `says` and `says_next` (see `visible_lines`)."""
    text = pl.col("stripped")
    return lines.with_columns(
        says=text.str.contains(SPEECH)
        & ~text.str.contains(ASIDE_LINE)
        & ~text.str.contains(LIST_LINE)
    ).with_columns(
        says_next=pl.col("says").shift(-1, fill_value=False)
        & (pl.col("document_id") == pl.col("document_id").shift(-1)).fill_null(False)
    )


def candidates_of(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the speaker labels that lines may begin with.

    Parameters
    ----------
    lines
        `row`, `document_id`, `char_start`, `stripped`, `says`, `says_next`.
    documents
        `document_id` and `text`.

    Returns
    -------
    pl.DataFrame
        One row for each line and rule that matches it: `row`, `document_id`, `rule`, `marker`,
        `label` (null for a marker without a name), `frame` (the signs around the label), `here`
        and `below` (words of speech after the marker on its line, or on the next line), `basis`
        (by which the label is known, or null), `times` (number of lines of the document with that
        label and words of speech) and `quality` (0 to 4).
    """
    found = pl.concat(_of_rule(lines, rule) for rule in inferred_layout().speech)
    return with_quality(_with_basis(found, documents))


def with_quality(candidates: pl.DataFrame) -> pl.DataFrame:
    """Add `quality` by `basis`."""
    return candidates.with_columns(
        quality=pl.col("basis").replace_strict(QUALITY, default=0, return_dtype=pl.Int32)
    )


def without_lexicon(candidates: pl.DataFrame, every: int = 1) -> pl.DataFrame:
    """Return candidates as if no list had every n-th label.

    Such a label is known by its recurrence, or not at all.
    """
    labels = candidates["label"].drop_nulls().unique().sort().gather_every(every)
    again = (
        (pl.col("times") >= _AGAIN)
        & (pl.col("here") | pl.col("below"))
        & ~pl.col("label").str.contains(_CLAUSE)
    )
    return with_quality(
        candidates.with_columns(
            basis=pl.when(~pl.col("label").is_in(labels.implode()))
            .then("basis")
            .when(again)
            .then(pl.lit(AGAIN))
        )
    )


def _of_rule(lines: pl.DataFrame, rule: LineRule) -> pl.DataFrame:
    matching = rule.matching(lines)
    if matching.is_empty():
        return pl.DataFrame(schema=_CANDIDATE)
    text = pl.col("stripped")
    written = text.str.extract(rule.pattern, 2) if rule.speaker else pl.lit(None, pl.String)
    body = text.str.strip_chars_start()
    return (
        # One expression a query, as in `speaker_styles.py`: the pattern is compiled once.
        matching.with_columns(marker=text.str.extract(rule.pattern, 1))
        .with_columns(written=written)
        .with_columns(rest=body.str.slice(pl.col("marker").str.len_chars()))
        .with_columns(
            label=pl.col("written").str.strip_chars(),
            here=pl.col("rest").str.contains(SPEECH),
            below=pl.col("says_next")
            & (pl.col("rest").str.replace_all(r"[\s|｜]", "").str.len_chars() < 2),
            frame=pl.concat_str(
                pl.lit(rule.name),
                text.str.extract(_FRAME, 1).fill_null("").str.replace(_CIRCLES, "○"),
                pl.col("marker")
                .str.strip_chars_end()
                .str.slice(-1)
                .str.replace(r"[\p{L}\p{N}]", ""),
                separator=" ",
            ),
        )
        .select(
            *("row", "document_id", "char_start", "marker", "label", "frame", "here", "below"),
            rule=pl.lit(rule.name),
        )
    )


def _with_basis(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add `basis` and `times`.

    The basis comes from the label alone, else from the front matter, else from recurrence.
    """
    spoken = pl.col("here") | pl.col("below")
    labels = found.select("label").drop_nulls().unique(maintain_order=True)
    alone = known_labels(labels.with_columns(head=pl.lit(None, pl.String))).select("label", "basis")
    found = found.join(alone, on="label", how="left", maintain_order="left")
    firm = found.filter(pl.col("basis").is_not_null() & spoken)
    others = found.filter(
        pl.col("label").is_not_null()
        & spoken
        & ~pl.col("document_id").is_in(firm["document_id"].unique().implode())
    )
    starts = (
        found.select("document_id")
        .unique(maintain_order=True)
        .with_columns(char_start=pl.lit(0, pl.Int64))
    )
    heads = heads_of(pl.concat([firm, others]), starts, documents)
    listed = known_labels(
        found.filter(pl.col("label").is_not_null(), pl.col("basis").is_null())
        .select("document_id", "label")
        .unique(maintain_order=True)
        .join(heads, on="document_id", how="inner", maintain_order="left")
    ).select("document_id", "label", by_head="basis")
    times = (
        found.drop_nulls("label")
        .filter(spoken)
        .unique(["row", "label"])
        .group_by("document_id", "label")
        .agg(times=pl.len().cast(pl.Int32))
    )
    return (
        found.join(listed, on=["document_id", "label"], how="left", maintain_order="left")
        .join(times, on=["document_id", "label"], how="left", maintain_order="left")
        .with_columns(times=pl.col("times").fill_null(0))
        .with_columns(
            basis=pl.coalesce(
                "basis",
                "by_head",
                pl.when(
                    (pl.col("times") >= _AGAIN) & spoken & ~pl.col("label").str.contains(_CLAUSE)
                ).then(pl.lit(AGAIN)),
            )
        )
        .drop("by_head", "char_start")
    )
