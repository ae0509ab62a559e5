"""The base of all table models, and their columns as data.

A table is one pandera model. Everything else that needs names, types, keys or descriptions
(polars, Parquet, CSV, the data package, the data dictionary, Dagster) asks `columns_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from polars import selectors as cs

from schemas.vocabulary import Vocabulary

TIME_ZONE = "Asia/Tokyo"


class Table(pa.DataFrameModel):
    """Base of the table models.

    A subclass states its primary key as `Config.unique`. `Config.metadata` has `ja` (description
    in Japanese), `sort_by` (the order in which rows are published, a key of its own), `recognised`
    (the fields of `Recognition`; where a later release may hold the same row under another key),
    `split_from` (the column with the key that a row was split from, where rows may be split) and
    the keys of `schemas/csv_files.py`.
    """

    @pa.dataframe_check
    @classmethod
    def no_empty_text(cls, data: PolarsData) -> pl.LazyFrame:
        """Reject empty texts: a missing value is null."""
        return data.lazyframe.select(
            pl.all_horizontal((cs.string() != "").fill_null(True), pl.lit(True))
        )

    class Config:
        strict = True
        ordered = True


@dataclass(frozen=True)
class Column:
    """A column of a table, with its type, descriptions and rules."""

    name: str
    dtype: pl.DataType
    nullable: bool
    ja: str
    en: str
    unit: str | None
    references: str | None
    vocabulary: type[Vocabulary] | None
    minimum: int | None
    pattern: str | None
    follows: str | None
    given: bool


@dataclass(frozen=True)
class Recognition:
    """How to recognise a row whose key differs between releases.

    Both rows have the same values in the columns `within`. They are one row where the columns `by`
    are equal, or similar at the same place. `place` is the column that numbers the rows; where it
    is None, similar rows stay apart. With `by_span`, the source text of the row is compared
    together with `by`.
    """

    within: list[str]
    by: list[str]
    place: str | None
    by_span: bool = False


@cache
def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """Return the columns of `table`, in order."""
    columns = []
    for name, field in table.to_schema().columns.items():
        stated: dict[str, Any] = field.metadata
        columns.append(
            Column(
                name=name,
                # pandera gives a class for a type without parameters.
                dtype=field.dtype.type()
                if isinstance(field.dtype.type, type)
                else field.dtype.type,
                nullable=field.nullable,
                ja=stated["ja"],
                en=field.description,
                unit=stated["unit"],
                references=stated["references"],
                vocabulary=stated["vocabulary"],
                minimum=stated["minimum"],
                pattern=stated["pattern"],
                follows=stated["follows"],
                given=stated["given"],
            )
        )
    return tuple(columns)


@cache
def polars_schema(table: type[Table]) -> pl.Schema:
    """Return the names and types of `table` as a polars schema."""
    return pl.Schema({column.name: column.dtype for column in columns_of(table)})


def primary_key(table: type[Table]) -> list[str]:
    """Return the names of the columns that identify a row."""
    return list(table.to_schema().unique or [])


def holds(table: type[Table], rows: pl.DataFrame) -> bool:
    """Return whether rows satisfy all rules of `table`.

    One query, ten times as fast as pandera and with the same result. Pandera runs only where this
    returns False, and names the rules and rows.
    """
    if rows.schema != polars_schema(table) or rows.columns != polars_schema(table).names():
        return False
    return not rows.select(_breaks(table)).item()


@cache
def _breaks(table: type[Table]) -> pl.Expr:
    """Return an expression for whether rows break a rule of `table`."""
    key = primary_key(table)
    identity = pl.col(key[0]) if len(key) == 1 else pl.struct(key)
    broken = [identity.n_unique() < pl.len()] if key else []
    for column in columns_of(table):
        value = pl.col(column.name)
        if not column.nullable:
            broken.append(value.null_count() > 0)
        if column.vocabulary:
            broken.append((~value.is_in(column.vocabulary.values())).any())
        if column.minimum is not None:
            broken.append((value < column.minimum).any())
        if column.pattern:
            broken.append((~value.str.contains(column.pattern)).any())
        if column.dtype == pl.String:
            broken.append((value == "").any())
    return pl.any_horizontal(broken)


def sort_key(table: type[Table]) -> list[str]:
    """Return the names of the columns that published rows are sorted by."""
    return list(stated_of(table)["sort_by"])


def recognition(table: type[Table]) -> Recognition | None:
    """Return how to recognise rows under another key, or None."""
    stated = stated_of(table).get("recognised")
    return Recognition(**stated) if stated else None


def description(table: type[Table]) -> tuple[str, str]:
    """Return the description of `table` in English and Japanese."""
    english = " ".join((table.__doc__ or "").split())
    return english, str(stated_of(table)["ja"])


def stated_of(table: type[Table]) -> dict[str, Any]:
    """Return `Config.metadata` of `table`."""
    # to_schema() of pandera's polars models leaves the metadata of the Config out.
    return table.__config__.metadata or {}  # type: ignore[union-attr,unused-ignore]


def empty(table: type[Table]) -> pl.DataFrame:
    """Return a frame with the columns of `table` and no rows."""
    # Collections ask for hundreds, and one takes longer to make than to copy.
    return _empty(table).clone()


@cache
def _empty(table: type[Table]) -> pl.DataFrame:
    return pl.DataFrame(schema=polars_schema(table))
