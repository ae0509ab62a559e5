"""Spans: the text of a document between two of its characters."""

from __future__ import annotations

from typing import Literal

import polars as pl
import pyarrow as pa

_LEAST_FIRST_BYTE = -64
"""Minimum first byte of a character in UTF-8, as signed; its other bytes are less."""


def with_source(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the text of the document between `char_start` and `char_end`.

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
    known = (
        documents.filter(pl.col("text").is_not_null())
        .select(
            "document_id",
            "layout",
            _text=pl.col("text").cast(pl.Binary),
            _bytes=pl.col("text").str.len_bytes().cast(pl.Int64),
            _chars=pl.col("text").str.len_chars().cast(pl.Int64),
        )
        .with_columns(pl.col("_bytes", "_chars").cum_sum() - pl.col("_bytes", "_chars"))
    )
    # Counting characters from the start of the document for each row takes quadratic time.
    first_byte = pl.lit(_first_bytes(known["_text"]))
    start, end = (
        first_byte.gather(pl.col("_chars") + pl.col(name)).cast(pl.Int64) - pl.col("_bytes")
        for name in ("char_start", "char_end")
    )
    return (
        rows.join(known, on="document_id", how="left", maintain_order="left")
        .with_columns(_start=start, _length=end - start)
        .with_columns(source=pl.col("_text").bin.slice("_start", "_length").cast(pl.String))
        .drop("_text", "_bytes", "_chars", "_start", "_length")
    )


def with_last_before(
    rows: pl.DataFrame, others: pl.DataFrame, on: str = "char_start"
) -> pl.DataFrame:
    """Add the last of other rows of the document at or before the place of each row.

    青木委員 at 40 gets the page that begins at 20, and not that at 60.

    Parameters
    ----------
    rows, others
        `document_id` and `on`, a place of the same type in both.

    Returns
    -------
    pl.DataFrame
        Rows in their order, with the other columns of `others`: null where nothing is before.
    """
    return _with_nearest(rows, others, on, "backward")


def with_first_after(
    rows: pl.DataFrame, others: pl.DataFrame, on: str = "char_start"
) -> pl.DataFrame:
    """Add the first of other rows of the document at or after the place of each row.

    A title at 40 gets the remark that begins at 60, and not that at 20. Parameters and result are
    those of `with_last_before`.
    """
    return _with_nearest(rows, others, on, "forward")


def _with_nearest(
    rows: pl.DataFrame, others: pl.DataFrame, on: str, strategy: Literal["backward", "forward"]
) -> pl.DataFrame:
    return (
        rows.with_row_index("_row")
        .sort(on)
        .join_asof(
            others.sort(on), on=on, by="document_id", strategy=strategy, check_sortedness=False
        )
        .sort("_row")
        .drop("_row")
    )


def _first_bytes(texts: pl.Series) -> pl.Series:
    """Return the first byte of each character of joined texts.

    The last value is the end of the last text.
    """
    whole = texts.append(pl.Series([b"\n"])).to_arrow().cast(pa.large_binary())
    content = whole.buffers()[2]
    signed = pl.Series(pa.Array.from_buffers(pa.int8(), content.size, [None, content]))
    # Ten times as fast as arg_true().
    places = pl.int_range(signed.len(), dtype=pl.UInt32, eager=True)
    return places.filter(signed >= _LEAST_FIRST_BYTE)
