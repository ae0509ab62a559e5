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
    visible = pl.col("text").str.strip_chars()
    pieces = (
        lines.join(_markers(lines), on="block", how="left", maintain_order="left")
        .with_columns(
            visible=visible,
            indent=(
                pl.col("text").str.len_chars()
                - pl.col("text").str.strip_chars_start().str.len_chars()
            ).cast(pl.Int64),
            marker_length=pl.when(_opens_block())
            .then(pl.col("marker").str.len_chars())
            .fill_null(0),
        )
        .with_columns(
            piece=pl.col("visible").str.slice(pl.col("marker_length")).str.strip_chars_start(),
            visible_end=pl.col("char_start")
            + pl.col("indent")
            + pl.col("visible").str.len_chars().cast(pl.Int64),
        )
        .filter(pl.col("visible") != "")
        .with_columns(previous=pl.col("piece").shift().over("block"))
        .with_columns(
            piece=pl.when(
                pl.col("previous").str.contains(r"[0-9A-Za-z,.;:!?)]$")
                & pl.col("piece").str.contains(r"^[0-9A-Za-z(]")
            )
            .then(pl.format(" {}", "piece"))
            .otherwise("piece")
        )
    )
    return pieces.group_by("block", maintain_order=True).agg(
        pl.col("document_id", "meeting", "kind", "rule", "layout", "marker").first(),
        text=pl.col("piece").str.join(""),
        char_start=(pl.col("char_start") + pl.col("indent")).first(),
        char_end=pl.col("visible_end").last(),
        line_start=pl.col("line").first(),
        line_end=pl.col("line").last(),
    )


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
