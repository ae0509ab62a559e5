"""Speaker styles: the layout of a document, from all its lines.

Layouts with patterns as evidence are tried first. For the others, speaker turns are counted: lines
that match a pattern of the layout, with a known speaker label (see `labels.py`) and with words of
speech on the same line or the next, as the layout requires. The layout whose turns explain most
lines is the document's; a record without turns is narrative.
"""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.patterns import expand
from pipeline.segmentation.header_evidence import with_a_day
from pipeline.segmentation.labels import ASIDE_LINE, SPEECH, heads_of, known_labels
from pipeline.segmentation.layouts import Layout, LineRule, layouts, recognise
from pipeline.segmentation.title_lines import with_records
from pipeline.segmentation.turns.needed import with_inferred
from pipeline.segmentation.views import views_of
from pipeline.text.lines import lines_of

AT_LEAST = 2
"""Minimum number of lines that a layout explains in a document."""

_FULLY = 0.8
"""Minimum share of the lines with known speaker labels that a family has to explain."""
_NARRATIVE = "narrative"
_DIET = "diet"
"""The layout of documents whose source states their speeches."""
_FRONT = 1500
_A_RECORD = r"(?m)^.{0,80}%document%(?:[（(].{0,40}[）)])?[ 　\r]*$"
_A_DATE = (
    r"%number_of_day%[ 　]*月[ 　]*%number_of_day%{1,3}[ 　]*日"
    r"|[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}"
)
_MARK = {
    **{"document_id": pl.String, "record": pl.UInt32, "char_start": pl.Int64},
    **{"label": pl.String, "pattern": pl.String, "here": pl.Boolean, "below": pl.Boolean},
}
"""Columns of a line that may begin a remark, before its `basis` is known."""
_SCORE = {
    **{"document_id": pl.String, "layout": pl.String, "lines": pl.UInt32},
    **{"score": pl.Float64, "rank": pl.Int32},
}
"""Columns of `scores_of`."""


def with_layout(documents: pl.DataFrame, speeches: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `layout` and `layout_evidence` to documents.

    Parameters
    ----------
    documents
        `document_id`, `text` (null where it could not be read).
    speeches
        `document_id` of each speech that a source states; None where there are none.

    Returns
    -------
    pl.DataFrame
        With `layout` (null where no family fits) and `layout_evidence`: the number of lines that
        it and the next best ones explain.
    """
    seen = views_of(documents).documents
    stated = seen.with_columns(layout=recognise()).pipe(_with_counts, speeches)
    stated = stated.with_columns(
        layout=pl.when(pl.col("given").is_not_null()).then(pl.lit(_DIET)).otherwise("layout")
    )
    open_ones = stated.filter(pl.col("layout").is_null() & pl.col("text").is_not_null())
    chosen = _choose(open_ones)
    found = stated.join(chosen, on="document_id", how="left", maintain_order="left").with_columns(
        layout_evidence=pl.when(pl.col("given").is_not_null())
        .then(pl.format("{}: {} speeches that the source states", "layout", "given"))
        .when(pl.col("layout").is_not_null())
        .then(pl.format("{}: its patterns", "layout"))
        .otherwise("layout_evidence"),
        layout=pl.coalesce("layout", "family"),
    )
    return documents.with_columns(found["layout"], found["layout_evidence"])


def _with_counts(documents: pl.DataFrame, speeches: pl.DataFrame | None) -> pl.DataFrame:
    """Add `given`: how many speeches the source of a document states; null where it does not."""
    if speeches is None:
        return documents.with_columns(given=pl.lit(None, pl.UInt32))
    counts = speeches.group_by("document_id").agg(given=pl.len())
    return documents.join(counts, on="document_id", how="left", maintain_order="left")


def _choose(documents: pl.DataFrame) -> pl.DataFrame:
    """Choose the layouts of documents that no pattern matched.

    `document_id`, `family` and `layout_evidence`.
    """
    schema = {"document_id": pl.String, "family": pl.String, "layout_evidence": pl.String}
    if documents.is_empty():
        return pl.DataFrame(schema=schema)
    marks = marks_of(documents)
    best = (
        _scores(marks, documents)
        .group_by("document_id", maintain_order=True)
        .agg(
            family=pl.col("layout").first(),
            explained=pl.col("lines").first(),
            is_anonymous=pl.col("rank").first() > 0,
            layout_evidence=pl.format("{}: {} lines", "layout", "lines").head(3).str.join("; "),
        )
    )
    front = pl.col("text").str.slice(0, _FRONT)
    is_titled = front.str.contains(expand(_A_RECORD)) & front.str.contains(expand(_A_DATE))
    is_dated = pl.col("document_id").is_in(with_a_day(documents).implode())
    inferred = with_inferred(_in_doubt(documents, marks, best))
    return (
        documents.select("document_id", is_record=is_titled | is_dated)
        .join(best, on="document_id", how="left", maintain_order="left")
        .join(inferred, on="document_id", how="left", maintain_order="left")
        .select(
            "document_id",
            family=pl.coalesce("layout", "family", pl.when("is_record").then(pl.lit(_NARRATIVE))),
            layout_evidence=pl.coalesce(
                pl.concat_str(
                    "evidence", "layout_evidence", separator="; ", ignore_nulls=True
                ).replace("", None),
                pl.when("is_record").then(pl.lit(f"{_NARRATIVE}: no marks of remarks")),
            ),
        )
    )


def _in_doubt(documents: pl.DataFrame, marks: pl.DataFrame, best: pl.DataFrame) -> pl.DataFrame:
    """Return the documents whose best family is in doubt.

    It explains too few lines with known speaker labels, names no speakers, or does not exist.

    Returns
    -------
    pl.DataFrame
        `document_id`, `text`, `explained` (lines) and `is_anonymous` (of the family).
    """
    known = (
        marks.filter(pl.col("basis").is_not_null() & (pl.col("here") | pl.col("below")))
        .group_by("document_id")
        .agg(known=pl.col("char_start").n_unique())
    )
    return (
        documents.select("document_id", "text")
        .join(best.select("document_id", "explained", "is_anonymous"), on="document_id", how="left")
        .join(known, on="document_id", how="left")
        .sort("document_id")
        .filter(
            pl.col("explained").is_null()
            | pl.col("is_anonymous")
            | (pl.col("explained") < pl.col("known").fill_null(0) * _FULLY)
        )
        .select("document_id", "text", "explained", "is_anonymous")
    )


def scores_of(documents: pl.DataFrame) -> pl.DataFrame:
    """Count the lines of each document that each family explains.

    Returns
    -------
    pl.DataFrame
        `document_id`, `layout`, `lines`, `score` (lines by weight) and `rank` (1 for a family
        without speaker labels, else 0), the best of a document first. Families that explain fewer
        than `AT_LEAST` lines are left out.
    """
    return _scores(marks_of(documents), documents)


def _scores(marks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    counted = [
        _count(layout, marks, documents) for layout in layouts().values() if not layout.evidence
    ]
    return pl.concat(counted).sort(
        ["document_id", "score", "rank"], descending=[False, True, False], maintain_order=True
    )


def marks_of(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that may begin a remark.

    Returns
    -------
    pl.DataFrame
        `document_id`, `record` (its number), `pattern`, `char_start`, `label` (null where the
        pattern has none), `basis` (see `known_labels`), `here` and `below`: whether words of
        speech follow on the same line, or on the next.
    """
    lines = (
        lines_of(documents)
        .with_columns(stripped=pl.col("text").str.strip_chars_end())
        .filter(pl.col("stripped") != "")
        .pipe(with_records)
        .with_columns(
            says=pl.col("stripped").str.contains(SPEECH)
            & ~pl.col("stripped").str.contains(ASIDE_LINE)
        )
        .with_columns(
            below=pl.col("says").shift(-1, fill_value=False)
            & (pl.col("document_id") == pl.col("document_id").shift(-1)).fill_null(False)
        )
    )
    # Several layouts may share a pattern.
    rules = {
        (rule.pattern, rule.speaker): rule
        for layout in layouts().values()
        if not layout.evidence
        for rule in layout.speech
    }
    found = [_of_rule(lines, rule) for rule in rules.values()]
    return _with_basis(pl.concat(found), lines.filter("begins"), documents)


def _of_rule(lines: pl.DataFrame, rule: LineRule) -> pl.DataFrame:
    matching = rule.matching(lines)
    if matching.is_empty():
        return pl.DataFrame(schema=_MARK)
    text = pl.col("stripped")
    # One expression a query: several are worked out in another thread, which compiles the pattern
    # again, in milliseconds.
    label = text.str.extract(rule.pattern, 2) if rule.speaker else pl.lit(None, pl.String)
    labelled = matching.with_columns(label=label)
    return labelled.with_columns(rest=text.str.replace(rule.pattern, "")).select(
        "document_id",
        "record",
        "char_start",
        "label",
        pattern=pl.lit(rule.pattern),
        here=pl.col("rest").str.contains(SPEECH),
        below=pl.col("below") & (pl.col("rest").str.len_chars() < 2),
    )


def _with_basis(
    marks: pl.DataFrame, records: pl.DataFrame, documents: pl.DataFrame
) -> pl.DataFrame:
    """Add `basis`: by the speaker label alone, else by front matter."""
    labels = marks.select("label").unique().drop_nulls()
    known = known_labels(labels.with_columns(head=pl.lit(None, pl.String))).select("label", "basis")
    marks = marks.join(known, on="label", how="left", maintain_order="left")
    spoken = pl.col("basis").is_not_null() & (pl.col("here") | pl.col("below"))
    unknown = marks.filter(pl.col("label").is_not_null() & pl.col("basis").is_null())
    # Where no speaker label is known by itself, the first with words of speech opens the body.
    alone = unknown.filter(
        (pl.col("here") | pl.col("below"))
        & ~pl.col("record").is_in(marks.filter(spoken)["record"].unique().implode())
    )
    heads = heads_of(pl.concat([marks.filter(spoken), alone]), records, documents)
    listed = known_labels(
        unknown.select("document_id", "label")
        .unique(maintain_order=True)
        .join(heads, on="document_id", how="inner", maintain_order="left")
    ).select("document_id", "label", listed="basis")
    return (
        marks.join(listed, on=["document_id", "label"], how="left", maintain_order="left")
        .with_columns(basis=pl.coalesce("basis", "listed"))
        .drop("listed")
    )


def _count(layout: Layout, marks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Count the lines of each document that a layout explains.

    Documents that it does not fit are left out.
    """
    patterns = {rule.pattern: rule.speaker for rule in layout.speech}
    own = marks.filter(pl.col("pattern").is_in(list(patterns)))
    if own.is_empty():
        return pl.DataFrame(schema=_SCORE)
    placed = {"here": pl.col("here"), "below": pl.col("below") & ~pl.col("here")}.get(
        layout.text, pl.col("here") | pl.col("below")
    )
    labelled = [pattern for pattern, speaker in patterns.items() if speaker]
    # A line that names its speaker is no turn of a layout without speaker labels.
    named = marks.filter(pl.col("basis").is_not_null() & (pl.col("here") | pl.col("below")))
    if not labelled:
        own = own.join(named, on=["document_id", "char_start"], how="anti")
    counts = (
        own.filter(
            placed,
            ~pl.col("pattern").is_in(labelled) | pl.col("basis").is_not_null(),
        )
        .unique(["document_id", "char_start"], maintain_order=True)
        .group_by("document_id", maintain_order=True)
        .agg(
            lines=pl.len(),
            share=pl.col("label").unique().str.contains(layout.label_pattern or "").mean(),
        )
        .filter(pl.col("lines") >= AT_LEAST)
    )
    if layout.label_pattern:
        counts = counts.filter(pl.col("share").fill_null(0) >= layout.label_share)
    if layout.document_pattern:
        fitting = documents.filter(pl.col("text").str.contains(layout.document_pattern))
        counts = counts.join(fitting.select("document_id"), on="document_id", how="semi")
    # Of two layouts that explain as many lines, the one with more conditions is preferred.
    asked = bool(layout.document_pattern) * 2 + bool(layout.label_pattern)
    anonymous = not labelled
    return counts.select(
        "document_id",
        layout=pl.lit(layout.name),
        lines="lines",
        score=pl.col("lines") * layout.weight * (1 + 0.2 * asked),
        rank=pl.lit(int(anonymous)),
    )
