"""Identifiers: readable, deterministic, and independent of the other rows."""

from __future__ import annotations

import hashlib

import polars as pl

HASH_DIGITS = 8


def short_hash(values: pl.Series) -> pl.Series:
    """Return the first `HASH_DIGITS` hexadecimal digits of each text's SHA-256."""
    # polars' own hash may change between versions; identifiers may not.
    sha256 = hashlib.sha256
    # Texts repeat, since the same persons attend many meetings: each is hashed once.
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
    """Add the identifier `name`: prefix, hash of the content, number.

    Only rows whose content has appeared before under the same prefix have a number, in order of
    appearance.

    Parameters
    ----------
    frame
        Rows in order of appearance.
    prefix
        First part of the identifier, such as the meeting and a letter for the table.
    identity
        Text that identifies the row. Null parts must be filled.
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
    """Remove the number that distinguishes rows of the same content."""
    return identifier.str.replace(rf"(-[0-9a-f]{{{HASH_DIGITS}}})-\d+$", "${1}")
