"""Passages: the text of blocks, hard wraps joined, markers apart."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import INFERRED, Layout, LineRule, layout_named, layouts
from pipeline.segmentation.wrapped_labels import length_of_marker, wrapped_marker
from pipeline.text.paragraphs import with_paragraphs
from pipeline.text.spans import with_source
from schemas.vocabulary import BlockKind

# White space of Unicode except the line feed: \s before a line feed is slow to search.
_BLANK = r"[\t\x0b\f\r \x85\xa0\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]"
HARD_WRAP = rf"{_BLANK}*\n\s*"
"""A line end with the white space around it."""
_LATIN_WRAP = r"([0-9A-Za-z,.;:!?)])\s*\n\s*([0-9A-Za-z(])"
_TITLE_WRAP = r"[ 　]*\n\s*"
_PARTS = pl.List(pl.Struct(dict.fromkeys(("char_start", "line_start", "chars"), pl.Int64)))


def passages_of(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Read the passages of blocks.

    Hard wraps are joined with nothing, or with one space between two words of Latin script or two
    lines of a title. A paragraph break stays as one newline, except in layouts without paragraphs
    (`joined`). A block that continues another after a page mark is part of its passage.

    Parameters
    ----------
    blocks
        Blocks that begin and end with a visible line, with `document_id`, `rule` and span;
        other columns are kept.
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        One row per passage, in order, with `layout`, `source` (as in the document, from the first
        visible character to the last, without page marks), `marker` (as written, null where the
        rule has none), `speaker` (the speaker label in the marker, null where the rule has none)
        and `text` (may be empty); `char_start` and `char_end` are those of `source`, with the page
        marks inside it. `parts` has the blocks of a passage that page marks part (`char_start`,
        `line_start` and `chars`, their length), and is null for all others.
    """
    passages = _with_markers(
        _put_together(with_source(blocks, documents))
        .pipe(_without_trailers)
        .with_columns(visible=pl.col("source").str.strip_chars())
        .with_columns(
            before=pl.col("source").str.len_chars()
            - pl.col("source").str.strip_chars_start().str.len_chars(),
            after=pl.col("source").str.len_chars()
            - pl.col("source").str.strip_chars_end().str.len_chars(),
        )
        .with_columns(
            char_start=pl.col("char_start") + pl.col("before").cast(pl.Int64),
            char_end=pl.col("char_end") - pl.col("after").cast(pl.Int64),
        )
    )
    unmarked = pl.col("visible").str.slice(pl.col("marked").fill_null(0))
    passages = passages.with_columns(text=unmarked.str.strip_chars_start(), source="visible").drop(
        "visible", "before", "after", "marked"
    )
    return _joined(passages)


def _joined(passages: pl.DataFrame) -> pl.DataFrame:
    """Join the hard wraps of `text`."""
    of_paragraphs = [layout.name for layout in layouts().values() if not layout.joined]
    of_paragraphs.append(INFERRED)
    keeps = (
        pl.col("layout").is_in(of_paragraphs)
        & pl.col("rule").is_not_null()
        & pl.col("text").str.contains("\n", literal=True)
        & (
            pl.col("rule").str.starts_with("speech")
            | pl.col("rule").is_in(["prose", "continuation"])
        )
    ).fill_null(False)
    is_title = (pl.col("rule") == "title").fill_null(False) & pl.col("layout").is_in(of_paragraphs)
    numbered = passages.with_row_index("_order").with_columns(_keeps=keeps)
    with_breaks = with_paragraphs(numbered.filter("_keeps"))
    without = numbered.filter(~pl.col("_keeps")).with_columns(
        text=pl.when(is_title)
        .then(pl.col("text").str.replace_all(_TITLE_WRAP, " "))
        .otherwise(
            # Twice, since a word of one letter ends one wrap and begins the next.
            pl.col("text")
            .str.replace_all(_LATIN_WRAP, "${1} ${2}")
            .str.replace_all(_LATIN_WRAP, "${1} ${2}")
            .str.replace_all(HARD_WRAP, "")
        )
    )
    if with_breaks.is_empty():
        return without.drop("_order", "_keeps")
    return pl.concat([with_breaks, without]).sort("_order").drop("_order", "_keeps")


def _put_together(blocks: pl.DataFrame) -> pl.DataFrame:
    """Join the blocks that a page mark separates.

    Attendance lists stay apart: their persons are found by their place in the document.
    """
    if "continues" not in blocks.columns or blocks["continues"].is_null().all():
        return blocks.with_columns(parts=pl.lit(None, _PARTS))
    apart = pl.col("continues").is_null() | (pl.col("kind") == BlockKind.ATTENDANCE.value)
    numbered = blocks.with_columns(_part=pl.when(apart).then(pl.int_range(pl.len())).forward_fill())
    first = [name for name in blocks.columns if name not in ("source", "char_end", "line_end")]
    return (
        numbered.group_by("_part", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in first),
            pl.col("source").str.join(""),
            pl.col("char_end", "line_end").last(),
            parts=pl.struct(
                pl.col("char_start", "line_start").cast(pl.Int64),
                chars=pl.col("source").str.len_chars().cast(pl.Int64),
            ),
        )
        .select(
            *blocks.columns,
            parts=pl.when(pl.col("parts").list.len() > 1).then("parts").cast(_PARTS),
        )
    )


def _without_trailers(passages: pl.DataFrame) -> pl.DataFrame:
    """Remove the closing edge of a row of a table.

    `|事務局|説明します。|` → `|事務局|説明します。`.
    """
    edge = pl.col("source").str.contains(r"^\s*\|") & ~pl.col("rule").str.starts_with("separator")
    edged = passages.select(edge.fill_null(False).alias("edge"))["edge"]
    if edged.any():
        bare = pl.col("source").str.strip_chars_end().str.replace(r"[ 　]*\|$", "")
        passages = (
            passages.with_columns(_edged=edged, _bare=bare)
            .with_columns(
                char_end=pl.when("_edged")
                .then(
                    pl.col("char_end")
                    - (pl.col("source").str.len_chars() - pl.col("_bare").str.len_chars()).cast(
                        pl.Int64
                    )
                )
                .otherwise("char_end"),
                source=pl.when("_edged").then("_bare").otherwise("source"),
            )
            .drop("_edged", "_bare")
        )
    return passages


def _with_markers(passages: pl.DataFrame) -> pl.DataFrame:
    """Add `marker`, `speaker` and `marked` (the end of the marker).

    `marked` counts characters of the source. The rule's pattern is matched on the first line of
    the block, or on the first two where the rule wraps.
    """
    numbered = passages.with_row_index("order")
    none = numbered.clear().select(
        "order",
        marker=pl.lit(None, pl.String),
        speaker=pl.lit(None, pl.String),
        marked=pl.lit(None, pl.UInt32),
    )
    first_lines = numbered.select(
        "order",
        "layout",
        "rule",
        "source",
        first_line=pl.col("source")
        .str.splitn("\n", 2)
        .struct.field("field_0")
        .str.strip_chars_end(),
    )
    found = [
        of_rule.select("order", **_marker_of(rule)).select(none.columns)
        for (layout, name), of_rule in first_lines.group_by("layout", "rule")
        if (rule := _rule(layout_named(layout), name))
    ]
    return numbered.join(
        pl.concat([none, *found]), on="order", how="left", maintain_order="left"
    ).drop("order")


def _marker_of(rule: LineRule) -> dict[str, pl.Expr]:
    no_speaker = pl.lit(None, pl.String)
    if rule.wraps:
        source = pl.col("source")
        return {
            "marker": wrapped_marker(source, rule.pattern, 1),
            "speaker": wrapped_marker(source, rule.pattern, 2) if rule.speaker else no_speaker,
            "marked": length_of_marker(source, rule.pattern),
        }
    first_line = pl.col("first_line")
    marker = first_line.str.extract(rule.pattern, 1).replace("", None)
    return {
        "marker": marker,
        "speaker": first_line.str.extract(rule.pattern, 2) if rule.speaker else no_speaker,
        "marked": marker.str.len_chars(),
    }


def _rule(layout: Layout | None, name: object) -> LineRule | None:
    return next((rule for rule in layout.rules if rule.name == name), None) if layout else None
