"""Legends of the glyphs that remarks begin with: ○ → 委員."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import layouts


def legends(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the meanings of glyphs in documents that have a legend.

    Returns
    -------
    pl.DataFrame
        `document_id`, `marker` (a glyph), `legend` (the role).
    """
    layout = layouts().get("glyph_legend")
    schema = {"document_id": pl.String, "marker": pl.String, "legend": pl.String}
    if layout is None or not layout.document_pattern:
        return pl.DataFrame(schema=schema)
    pair = (
        r"([○◎●△▲□■◆◇])[ 　]*印?[ 　]*(?:[：:＝=…・は―－-]{1,3})?[ 　]*"
        r"([^○◎●△▲□■◆◇\s、，）)／/]{1,16})"
    )
    found = documents.filter(pl.col("layout") == layout.name).select(
        "document_id",
        pair=pl.col("text").str.extract(f"({layout.document_pattern})", 1).str.extract_all(pair),
    )
    return (
        found.explode("pair")
        .drop_nulls("pair")
        .select(
            "document_id",
            marker=pl.col("pair").str.extract(pair, 1),
            legend=pl.col("pair").str.extract(pair, 2).str.replace("の?(?:発言|意見)$", ""),
        )
        .unique(["document_id", "marker"], keep="first", maintain_order=True)
    )
