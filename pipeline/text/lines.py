"""Lines: a document as a frame with one row per line."""

from __future__ import annotations

import polars as pl

_LINES = {
    **{"document_id": pl.String, "line": pl.Int32},
    **{"char_start": pl.Int64, "char_end": pl.Int64, "text": pl.String},
}


def lines_of(documents: pl.DataFrame) -> pl.DataFrame:
    """Split documents into lines.

    Only a line feed ends a line.

    Parameters
    ----------
    documents
        Columns `document_id`, `text` (not null).

    Returns
    -------
    pl.DataFrame
        `document_id`, `line` (Int32, from 1), `char_start`, `char_end` (Int64, code points, the
        line feed included), `text` (without the line feed). The rows of a document tile its
        text. An empty document has no lines.
    """
    if documents.is_empty():
        return pl.DataFrame(schema=_LINES)
    return (
        documents.select("document_id", pl.col("text").str.split("\n"))
        .with_columns(last=pl.col("text").list.len().cast(pl.Int32))
        .explode("text")
        .with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id"))
        .with_columns(
            length=pl.col("text").str.len_chars().cast(pl.Int64) + (pl.col("line") < pl.col("last"))
        )
        .filter(pl.col("length") > 0)
        .with_columns(char_end=pl.col("length").cum_sum().over("document_id"))
        .select(
            "document_id",
            "line",
            (pl.col("char_end") - pl.col("length")).alias("char_start"),
            "char_end",
            "text",
        )
    )


def within_next_lines(what: pl.Expr, rows: int) -> pl.Expr:
    """Return whether a condition holds on one of the next rows.

    `rows` is the maximum distance, inside the same document.
    """
    document = pl.col("document_id")
    return pl.any_horizontal(
        what.shift(-step, fill_value=False) & (document == document.shift(-step)).fill_null(False)
        for step in range(1, rows + 1)
    )
