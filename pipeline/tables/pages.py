"""Page numbers of rows, found from where pages begin in the text."""

from __future__ import annotations

import polars as pl

from pipeline.text.spans import with_last_before
from schemas import TABLES
from schemas.table import polars_schema

PAGES = ("page_start", "page_end")
"""Columns of page numbers; they are filled once the spans of rows refer to the source."""


def columns_before_pages(table_name: str) -> list[pl.Expr]:
    """Return a table's columns in order and type, page columns null."""
    schema = polars_schema(TABLES[table_name])
    return [
        pl.lit(None, dtype).alias(name) if name in PAGES else pl.col(name).cast(dtype)
        for name, dtype in schema.items()
    ]


def with_pages(rows: pl.DataFrame, page_starts: pl.DataFrame | None) -> pl.DataFrame:
    """Fill `page_start` and `page_end` of rows.

    Parameters
    ----------
    rows
        `document_id`, `char_start` and `char_end` in the source, and the columns `PAGES`.
    page_starts
        `document_id`, `page` and `char_start`; None where no document has pages.
    """
    if page_starts is None or page_starts.is_empty() or rows.is_empty():
        return rows
    starts = page_starts.select("document_id", "page", at="char_start")
    places = (pl.col("char_start"), pl.col("char_end") - 1)
    found = {
        name: with_last_before(
            rows.select("document_id", at=place.cast(pl.Int64)), starts, on="at"
        )["page"]
        for name, place in zip(PAGES, places, strict=True)
    }
    return rows.with_columns(**found)
