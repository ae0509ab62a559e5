"""Passages: what the blocks of a document say, hard wraps joined, marker and text apart."""

from __future__ import annotations

import polars as pl

from pipeline.layouts import layouts


def passages_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Join the lines of each block into one text.

    Hard wraps are joined with nothing, or with one space between two words of Latin script.

    Parameters
    ----------
    lines
        Lines in order, with `document_id`, `layout`, `meeting`, `block`, `kind`, `rule`,
        `line`, `char_start`, `text`; `block` is unique among them.

    Returns
    -------
    pl.DataFrame
        One row a block: `document_id`, `meeting`, `block`, `kind`, `rule`, `marker` (as
        written, null where the rule has none), `text` (may be empty), `char_start`,
        `char_end`, `line_start`, `line_end` of what is visible.
    """
    pieces = (
        lines.join(_markers(lines), on="block", how="left", maintain_order="left")
        .with_columns(visible=pl.col("text").str.strip_chars(), opens=_opens_block())
        .filter(pl.col("visible") != "")
        .with_columns(
            visible_start=pl.col("char_start")
            + (
                pl.col("text").str.len_chars()
                - pl.col("text").str.strip_chars_start().str.len_chars()
            ).cast(pl.Int64),
            piece=pl.when("opens")
            .then(
                pl.col("visible")
                .str.slice(pl.col("marker").str.len_chars().fill_null(0))
                .str.strip_chars_start()
            )
            .otherwise("visible"),
        )
        .with_columns(
            between_latin=~pl.col("opens")
            & pl.col("piece").str.slice(-1).str.contains("[0-9A-Za-z,.;:!?)]").shift()
            & pl.col("piece").str.slice(0, 1).str.contains("[0-9A-Za-z(]")
        )
        .with_columns(
            piece=pl.when("between_latin").then(pl.format(" {}", "piece")).otherwise("piece"),
            visible_end=pl.col("visible_start") + pl.col("visible").str.len_chars().cast(pl.Int64),
        )
    )
    joined = pieces.group_by("block", maintain_order=True).agg(
        text=pl.col("piece"),
        char_end=pl.col("visible_end").last(),
        line_end=pl.col("line").last(),
    )
    # Joining the lists at the end is faster than joining within each group.
    joined = joined.with_columns(pl.col("text").list.join(""))
    # Every block begins with a visible line, so its first piece has what is known of the block.
    opening = pieces.filter(_opens_block()).select(
        pl.col("document_id", "meeting", "kind", "rule", "layout", "marker"),
        char_start="visible_start",
        line_start="line",
    )
    return pl.concat([joined, opening], how="horizontal")


def _opens_block() -> pl.Expr:
    return pl.col("block") != pl.col("block").shift().fill_null(-1)


def _markers(lines: pl.DataFrame) -> pl.DataFrame:
    """`block`, `marker`: the first group of its rule's pattern, on the block's first line."""
    markers = [
        opening.select(
            "block",
            marker=pl.col("text").str.strip_chars_end().str.extract(pattern, 1).replace("", None),
        )
        for (layout, rule), opening in lines.filter(_opens_block()).group_by("layout", "rule")
        if (pattern := _pattern(layout, rule))
    ]
    return pl.concat(markers or [lines.clear().select("block", marker=pl.lit(None, pl.String))])


def _pattern(layout: object, rule: object) -> str | None:
    family = layouts().get(str(layout))
    known = {rule.name: rule.pattern for rule in family.rules} if family else {}
    return known.get(str(rule))
