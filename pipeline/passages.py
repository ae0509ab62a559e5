"""Passages: what the blocks of a document say, hard wraps joined, marker and text apart."""

from __future__ import annotations

import polars as pl

from pipeline.layouts import layouts
from pipeline.spans import with_source

_HARD_WRAP = r"\s*\n\s*"
_LATIN_WRAP = r"([0-9A-Za-z,.;:!?)])\s*\n\s*([0-9A-Za-z(])"


def passages_of(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Read what blocks say.

    Hard wraps are joined with nothing, or with one space between two words of Latin script.

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
        One row a block, in order, with `layout`, `source` (as it stands in the document, from
        the first visible character to the last), `marker` (as written, null where the rule has
        none) and `text` (may be empty); `char_start` and `char_end` are those of `source`.
    """
    passages = _with_markers(
        with_source(blocks, documents)
        .with_columns(visible=pl.col("source").str.strip_chars())
        .with_columns(
            before=pl.col("source").str.len_chars()
            - pl.col("source").str.strip_chars_start().str.len_chars()
        )
        .with_columns(
            char_start=pl.col("char_start") + pl.col("before").cast(pl.Int64),
            char_end=pl.col("char_start")
            + (pl.col("before") + pl.col("visible").str.len_chars()).cast(pl.Int64),
        )
    )
    unmarked = pl.col("visible").str.slice(pl.col("marker").str.len_chars().fill_null(0))
    return passages.with_columns(
        text=unmarked.str.strip_chars_start()
        # Twice, since a word of one letter ends one wrap and begins the next.
        .str.replace_all(_LATIN_WRAP, "${1} ${2}")
        .str.replace_all(_LATIN_WRAP, "${1} ${2}")
        .str.replace_all(_HARD_WRAP, ""),
        source="visible",
    ).drop("visible", "before")


def _with_markers(passages: pl.DataFrame) -> pl.DataFrame:
    """Add `marker`: the first group of the rule's pattern, on the first line of the block."""
    first_line = pl.col("source").str.extract(r"^([^\n]*)").str.strip_chars_end()
    numbered = passages.with_row_index("order")
    markers = [
        of_rule.select("order", marker=first_line.str.extract(pattern, 1).replace("", None))
        for (layout, rule), of_rule in numbered.select(
            "order", "layout", "rule", "source"
        ).group_by("layout", "rule")
        if (pattern := _pattern(layout, rule))
    ]
    none = numbered.clear().select("order", marker=pl.lit(None, pl.String))
    return numbered.join(
        pl.concat([none, *markers]), on="order", how="left", maintain_order="left"
    ).drop("order")


def _pattern(layout: object, rule: object) -> str | None:
    known = layouts().get(str(layout))
    return next((r.pattern for r in known.rules if r.name == rule), None) if known else None
