"""Identifiers: readable, deterministic, and untouched by rows that come or go beside them."""

from __future__ import annotations

import hashlib

import polars as pl

HASH_DIGITS = 8


def short_hash(values: pl.Series) -> pl.Series:
    """First eight hexadecimal digits of the SHA-256 of each text."""
    # polars' own hash may change between its versions; identifiers may not.
    sha256 = hashlib.sha256
    # The same persons attend again and again.
    texts = values.unique()
    if 2 * texts.len() > values.len():
        texts = values
    hashes = pl.Series(
        values.name,
        [sha256(text).hexdigest()[:HASH_DIGITS] for text in texts.cast(pl.Binary).to_list()],
        dtype=pl.String,
    )
    if texts is values:
        return hashes
    return values.replace_strict(texts, hashes, return_dtype=pl.String)


def with_row_id(
    frame: pl.DataFrame, name: str, *, prefix: pl.Expr, identity: pl.Expr
) -> pl.DataFrame:
    """Add the identifier `name`: prefix, hash of the row's own content, and where that is not
    unique under the prefix, a number by order of appearance.

    Parameters
    ----------
    frame
        Rows in order of appearance.
    prefix
        Text that the identifier begins with, such as the meeting and a letter for the table.
    identity
        Text that makes the row what it is. Null parts must be filled.
    """
    hashed = frame.with_columns(identity.alias("_hash")).with_columns(
        pl.concat_str(
            prefix, pl.col("_hash").map_batches(short_hash, return_dtype=pl.String)
        ).alias(name)
    )
    again = ~pl.col(name).is_first_distinct()
    if hashed.select(again.any()).item():
        number = pl.int_range(1, pl.len() + 1).over(name)
        hashed = hashed.with_columns(
            pl.when(again).then(pl.format("{}-{}", name, number)).otherwise(name).alias(name)
        )
    return hashed.drop("_hash")


def without_number(identifier: pl.Expr) -> pl.Expr:
    """Identifiers without the number that tells rows of the same content apart."""
    return identifier.str.replace(rf"(-[0-9a-f]{{{HASH_DIGITS}}})-\d+$", "${1}")
