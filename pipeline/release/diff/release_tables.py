"""A table of a collection in one release, prepared for matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.release.diff.origins import SEPARATOR, origins_of
from pipeline.release.files.csv import MOMENT_FORMAT
from pipeline.tables.quarantine_invalid_rows import KEY_SEPARATOR
from schemas import TABLES
from schemas.table import Recognition, recognition

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class ReleaseTable:
    """Rows as `published`, and as `compared`, with renamed references followed.

    `known` has for each row its `key`, `scope`, `content` and `place`, as `match` takes them, and
    the columns `ORIGIN`, which compare its document with the other release.
    """

    published: pl.DataFrame
    compared: pl.DataFrame
    known: pl.DataFrame

    def within(self, scopes: pl.Series) -> ReleaseTable:
        """Return the rows in some scopes."""
        is_within = self.known["scope"].is_in(scopes.implode())
        return ReleaseTable(
            self.published.filter(is_within),
            self.compared.filter(is_within),
            self.known.filter(is_within),
        )

    def of_origin(self, origin: Mapping[str, bool]) -> ReleaseTable:
        """Return the rows with one origin for all."""
        known = self.known.with_columns(pl.lit(value).alias(name) for name, value in origin.items())
        return ReleaseTable(self.published, self.compared, known)

    def keys(self, key: Sequence[str]) -> pl.Series:
        """Return the primary keys of the rows, as published."""
        return self.published.select(key_text(key)).to_series()


def key_text(key: Sequence[str]) -> pl.Expr:
    """Return a primary key as one text."""
    return pl.concat_str([pl.col(name).cast(pl.String) for name in key], separator=KEY_SEPARATOR)


def recognition_of(table_name: str) -> Recognition | None:
    """Return how rows of a table are recognised under another key.

    None for a table of other code too.
    """
    return recognition(TABLES[table_name]) if table_name in TABLES else None


def side(
    table_name: str,
    key: Sequence[str],
    published: pl.DataFrame,
    compared: pl.DataFrame,
    frames: Frames,
    origins: pl.DataFrame,
) -> ReleaseTable:
    """Make a `ReleaseTable` of the rows of a table.

    Parameters
    ----------
    published, compared
        The rows, as in `ReleaseTable`.
    frames
        `documents` and `meetings` of the same release, as published.
    origins
        The documents of the release, as `document_origins` returns them.
    """
    by = recognition_of(table_name)
    known = compared.select(
        key=key_text(key),
        scope=_text(by.within) if by else pl.lit(""),
        content=_text(by.by) if by else key_text(key),
        place=pl.col(by.place).cast(pl.Int64).fill_null(0) if by and by.place else pl.lit(0),
    ).hstack(origins_of(published, frames["meetings"], origins))
    if by and by.by_span:
        known = known.with_columns(
            pl.concat_str("content", span_texts(published, frames["documents"]))
        )
    return ReleaseTable(published, compared, known)


def span_texts(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Return the source text in the span of each row."""
    texts = dict(documents.select("document_id", pl.col("text").fill_null("")).iter_rows())
    # Python finds the n-th character at once; polars has to count up to it.
    spans = rows.select("document_id", "char_start", "char_end").iter_rows()
    return pl.Series(
        [texts.get(name, "")[start:end] for name, start, end in spans], dtype=pl.String
    )


def as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a value as in CSV, without escapes."""
    if isinstance(dtype, pl.Datetime):
        return pl.col(name).dt.strftime(MOMENT_FORMAT)
    return pl.col(name).cast(pl.String)


def _text(names: Sequence[str]) -> pl.Expr:
    return pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in names], separator=SEPARATOR
    )
