"""Segmentation: documents become `blocks` that tile their text.

The rules of the document's layout classify its lines. A line that no rule matches either continues
the previous block (a hard wrap) or is kept as unrecognised. White space between blocks is a block
of its own, a gap.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import message, message_columns
from pipeline.segmentation.classification import classify
from pipeline.segmentation.furniture import is_furniture, running_names
from pipeline.segmentation.given_speeches import with_given
from pipeline.segmentation.header_lines import with_header_lines
from pipeline.segmentation.layouts import layout_named, layouts, shared_rules
from pipeline.segmentation.meeting_ids import meeting_ids
from pipeline.segmentation.passages import passages_of
from pipeline.segmentation.title_lines import title_pattern
from pipeline.segmentation.turns.choice import with_turns
from pipeline.segmentation.views import views_of
from pipeline.tables.pages import columns_before_pages, with_pages
from pipeline.tables.quality_issues import issues
from pipeline.text.lines import lines_of
from schemas.vocabulary import BlockKind, Severity, Stage

_PAGE_MARK_ENDS = r"[0-9０-９)）\-－―–—‐ー‑−頁ジ：:]$"


class Segmented(NamedTuple):
    """The blocks of documents, and the issues found."""

    blocks: pl.DataFrame
    quality_issues: pl.DataFrame


def segment(
    documents: pl.DataFrame,
    limits: Limits = DEFAULT_LIMITS,
    furniture: pl.DataFrame | None = None,
    page_starts: pl.DataFrame | None = None,
    speeches: pl.DataFrame | None = None,
) -> Segmented:
    """Cut every document that has a text into blocks.

    Parameters
    ----------
    documents
        The table `documents`.
    furniture
        `document_id`, `char_start` and `char_end` of the running headers, footers and page marks
        found at ingestion; None where there are none.
    page_starts
        `document_id`, `page` and `char_start` of the pages; None where no document has any.
    speeches
        The speeches that sources state, as `GIVEN_SPEECHES`; None where there are none.

    Returns
    -------
    Segmented
        `blocks`, and issues: documents without a known layout, and documents with a large share
        of unrecognised text.
    """
    views = views_of(documents)
    documents = views.documents
    readable = documents.filter(pl.col("text").is_not_null())
    lines = (
        lines_of(readable)
        .with_columns(stripped=pl.col("text").str.strip_chars_end())
        .filter(pl.col("stripped") != "")
        .join(readable.select("document_id", "layout"), on="document_id", maintain_order="left")
    )
    known = None if furniture is None else views.in_view(furniture)
    lines, page_marks = _without_page_marks(lines, known)
    given = None if speeches is None else views.in_view(speeches)
    lines = with_given(with_turns(lines, readable), given)
    classified = [
        classify(of_layout, layout_named(name), readable)
        for (name,), of_layout in lines.group_by("layout", maintain_order=True)
    ]
    lines = with_header_lines(pl.concat(classified or [classify(lines, None, readable)]))
    blocks = _with_gaps(_blocks(lines, page_marks), readable)
    headers = blocks.filter(pl.col("kind").is_in([BlockKind.TITLE, BlockKind.DATE]))
    numbered = (
        blocks.filter(pl.col("meeting") > 0)
        .select("document_id", "meeting")
        .unique(maintain_order=True)
    )
    blocks = (
        blocks.join(
            meeting_ids(passages_of(headers, documents), numbered, documents, given),
            on=["document_id", "meeting"],
            how="left",
            maintain_order="left",
        )
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id"))
        .pipe(_with_continued)
        .select(columns_before_pages("blocks"))
        .pipe(views.in_source)
        .pipe(with_pages, page_starts)
    )
    return Segmented(blocks, views.lines_in_source(_issues(documents, lines, limits), "line"))


def _without_page_marks(
    lines: pl.DataFrame, furniture: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Separate the page marks, with their `rule`, from the other lines."""
    is_known = pl.lit(False) if furniture is None else is_furniture(lines, furniture)
    rules = shared_rules()["pages"]
    # Few lines end as a page mark does, and only those are matched from their start.
    ends_like_one = lines.select(pl.col("stripped").str.contains(_PAGE_MARK_ENDS)).to_series()
    may_be = lines.with_columns(is_known=is_known).filter(pl.col("is_known") | ends_like_one)
    marked = may_be.select(
        *lines.columns,
        rule=pl.coalesce(
            pl.when("is_known").then(pl.lit("furniture")),
            *(
                pl.when(pl.col("stripped").str.contains(rule.pattern)).then(pl.lit(rule.name))
                for rule in rules
            ),
            pl.lit(None, pl.String),
        ),
    )
    marks = marked.filter(pl.col("rule").is_not_null())
    if marks.is_empty():
        return lines, marks
    marks = pl.concat([marks, _running_titles(lines, marks)]).sort("document_id", "line")
    return lines.join(marks, on=["document_id", "line"], how="anti", maintain_order="left"), marks


def _running_titles(lines: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Find repeated titles beside a page mark.

    第３回審議会 議事録 on a later page, then - 2 - → a running title. The first one after a running
    header of the same words is the title itself.
    """
    marked = lines.join(
        marks.select("document_id", "line", "rule"),
        on=["document_id", "line"],
        how="left",
        maintain_order="left",
    )
    is_mark, document = pl.col("rule").is_not_null(), pl.col("document_id")
    marked = marked.with_columns(is_mark=is_mark).with_columns(
        is_repeated=~pl.struct("document_id", "stripped", "is_mark").is_first_distinct()
    )
    beside = pl.any_horizontal(
        is_mark.shift(step, fill_value=False) & (document == document.shift(step)).fill_null(False)
        for step in (1, -1)
    )
    titles = beside & pl.col("is_repeated") & pl.col("stripped").str.contains(title_pattern())
    return marked.filter((titles & ~is_mark) | running_names(marked)).select(
        *lines.columns, rule=pl.lit("running_title")
    )


def _blocks(lines: pl.DataFrame, page_marks: pl.DataFrame) -> pl.DataFrame:
    """Make blocks of lines.

    A block ends with the last visible line before the next block. A page mark is a block of its
    own; the rest of a block after it is one more, with `goes_on`.
    """
    lines = lines.with_columns(goes_on=pl.lit(False))
    if page_marks.height:
        marks = page_marks.select(
            *("document_id", "rule", "line", "char_start", "char_end"),
            opens=pl.lit(True),
            kind=pl.lit(BlockKind.PAGE_MARK.value),
            goes_on=pl.lit(False),
        )
        is_mark = pl.col("kind") == BlockKind.PAGE_MARK.value
        same = pl.col("document_id") == pl.col("document_id").shift()
        lines = (
            pl.concat([lines, marks], how="diagonal")
            .sort("document_id", "char_start", maintain_order=True)
            .with_columns(
                meeting=pl.when(same | pl.col("meeting").is_not_null())
                .then(pl.col("meeting").forward_fill())
                .fill_null(0),
                goes_on=is_mark.shift(fill_value=False) & same & ~pl.col("opens"),
            )
            .with_columns(opens=pl.col("opens") | pl.col("goes_on"))
        )
    last = lines.filter(pl.col("opens").shift(-1, fill_value=True))
    return lines.filter("opens").select(
        *("document_id", "meeting", "kind", "rule", "goes_on", "confidence", "char_start"),
        char_end=last["char_end"],
        line_start="line",
        line_end=last["line"],
    )


def _with_continued(blocks: pl.DataFrame) -> pl.DataFrame:
    """Add `continues`, the ordinal of the block that goes on."""
    aside = pl.col("kind").is_in([BlockKind.GAP.value, BlockKind.PAGE_MARK.value])
    begun = pl.when(~aside & ~pl.col("goes_on")).then("ordinal").forward_fill()
    return blocks.with_columns(continues=pl.when("goes_on").then(begun))


def _with_gaps(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the white space before, between and after blocks as gaps.

    A gap belongs to the meeting of the block before it.
    """
    text = pl.col("text")
    ends = documents.filter(text != "").select(
        "document_id",
        char_start=text.str.len_chars().cast(pl.Int64),
        line_start=(
            text.str.count_matches("\n", literal=True) + (~text.str.ends_with("\n")).cast(pl.UInt32)
        ).cast(pl.Int32)
        + 1,
    )
    follows = pl.col("document_id") == pl.col("document_id").shift()
    gaps = (
        pl.concat([blocks, ends], how="diagonal")
        .sort("document_id", "char_start", maintain_order=True)
        .select(
            "document_id",
            meeting=pl.when(follows).then(pl.col("meeting").shift()).fill_null(0),
            kind=pl.lit(BlockKind.GAP.value),
            rule=pl.lit(None, pl.String),
            goes_on=pl.lit(False),
            confidence=pl.lit(None, pl.Int32),
            char_start=pl.when(follows).then(pl.col("char_end").shift()).fill_null(0),
            char_end="char_start",
            line_start=pl.when(follows).then(pl.col("line_end").shift()).fill_null(0) + 1,
            line_end=pl.col("line_start") - 1,
        )
        .filter(pl.col("char_start") < pl.col("char_end"))
    )
    return pl.concat([blocks, gaps]).sort("document_id", "char_start")


_AROUND_RECORD = [
    kind.value
    for kind in (BlockKind.UNRECOGNISED, BlockKind.TITLE, BlockKind.NOTE, BlockKind.CLOSING)
]
"""Kinds that also occur before the header and after the body."""


def is_stray(of_meeting: pl.Expr) -> pl.Expr:
    """Return whether lines or blocks inside a record are unrecognised.

    A record goes from the first to the last row that its rules recognise. The menus of a page come
    before and after these, and are no text of the record.

    Parameters
    ----------
    of_meeting
        Whether the row is of a meeting; the frame also has `kind` and `document_id`.
    """
    known = (~pl.col("kind").is_in([*_AROUND_RECORD, BlockKind.GAP.value])).cast(pl.UInt32)
    return (
        (pl.col("kind") == BlockKind.UNRECOGNISED.value)
        & of_meeting
        & (known.cum_sum().over("document_id") > 0)
        & (known.cum_sum(reverse=True).over("document_id") > 0)
    )


def _issues(documents: pl.DataFrame, lines: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    unknown = documents.filter(pl.col("text").is_not_null(), pl.col("layout").is_null()).select(
        "collection_id", "document_id", row_key="document_id"
    )
    found = [
        issues(
            unknown,
            stage=Stage.SEGMENTATION,
            rule="layout_known",
            severity=Severity.WARN,
            table_name="documents",
            message=message("layout_known", families=", ".join(layouts())),
        )
    ]
    if lines.height:
        visible = pl.col("text").str.replace_all(r"\s", "").str.len_chars()
        strays = is_stray(pl.col("meeting") > 0)
        with_strays = lines.filter(strays & pl.col("layout").is_not_null())["document_id"].unique()
        doubtful = (
            lines.filter(pl.col("document_id").is_in(with_strays.implode()))
            .group_by("document_id", maintain_order=True)
            .agg(
                share=visible.filter(strays).sum() / visible.sum(),
                line=pl.col("line").filter(strays).first(),
                excerpt=pl.col("text").filter(strays).first(),
            )
            .filter(pl.col("share") > limits.max_unrecognised_share)
            .join(documents.select("document_id", "collection_id"), on="document_id")
            .with_columns(row_key="document_id")
        )
        found.append(
            issues(
                doubtful,
                stage=Stage.SEGMENTATION,
                rule="unrecognised_share",
                severity=Severity.WARN,
                table_name="documents",
                message=message_columns(
                    "unrecognised_share", percent=(pl.col("share") * 100).round(1)
                ),
            )
        )
    return pl.concat(found)
