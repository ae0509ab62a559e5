"""Spans: the text of a document between two of its characters."""

from __future__ import annotations

import polars as pl


def with_source(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add what stands in the document between `char_start` and `char_end`.

    Parameters
    ----------
    rows
        `document_id` and the span, which lies in the document.
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        With `source` and the document's `layout`.
    """
    known = documents.select("document_id", "layout", "text").with_row_index("_document")
    located = rows.join(
        known.select("document_id", "_document", "layout"), on="document_id", maintain_order="left"
    )
    texts = known["text"].to_list()
    spans = zip(
        *(located[name].to_list() for name in ("_document", "char_start", "char_end")), strict=True
    )
    # Slicing by code point takes constant time in Python, but not in UTF-8.
    source = [texts[document][start:end] for document, start, end in spans]
    return located.drop("_document").with_columns(source=pl.Series(source, dtype=pl.String))
