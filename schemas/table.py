"""The base of all table models, and the reading of a model back as columns.

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

    A subclass states its primary key as `Config.unique`, and in `Config.metadata` the key
    `ja` (description in Japanese), `sort_by` (the order in which rows are published,
    a key of its own), where a later release may hold the same row under another key,
    `recognised` (the fields of `Recognition`), and what `schemas/csv_files.py` asks for.
    """

    @pa.dataframe_check
    @classmethod
    def no_empty_text(cls, data: PolarsData) -> pl.LazyFrame:
        """Missing is null, never an empty text."""
        return data.lazyframe.select(
            pl.all_horizontal((cs.string() != "").fill_null(True), pl.lit(True))
        )

    class Config:
        strict = True
        ordered = True


@dataclass(frozen=True)
class Column:
    """One column of a table, as every consumer of the schemas sees it."""

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
    """How a row is recognised in a later release that holds it under another key.

    Both rows have the same values in the columns `within`. They are taken for one where the
    columns `by` say the same, or something alike at the same place. `place` is the column that
    rows are counted by; where it is None, likeness proves nothing. With `by_span`, the source text
    of the row says what it is, together with `by`.
    """

    within: list[str]
    by: list[str]
    place: str | None
    by_span: bool = False


def column(
    en: str,
    ja: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    references: str | None = None,
    vocabulary: type[Vocabulary] | None = None,
    minimum: int | None = None,
    pattern: str | None = None,
    follows: str | None = None,
    given: bool = False,
) -> Any:
    """Declare a column.

    Parameters
    ----------
    en, ja
        Description in English and Japanese.
    unit
        Unit of a number, in English.
    references
        Foreign key, as `table.column`.
    vocabulary
        Closed list of allowed values.
    minimum
        Smallest allowed number.
    pattern
        Regular expression that the whole value matches.
    follows
        Column that this one follows from, of this table or as `table.column`. Where that one has
        changed, a change of this one says nothing new and is not listed in `changes`.
    given
        Whether the value is given with the record, by its path or by `collection.toml`, and not
        read from its text.
    """
    return pa.Field(
        nullable=nullable,
        description=en,
        isin=vocabulary.values() if vocabulary else None,
        ge=minimum,
        str_matches=pattern,
        metadata={
            "ja": ja,
            "unit": unit,
            "references": references,
            "vocabulary": vocabulary,
            "minimum": minimum,
            "pattern": pattern,
            "follows": follows,
            "given": given,
        },
    )


SOURCE = "documents.sha256"
"""What the places in a document follow from: an edit shifts all that stands behind it."""


def char_start() -> Any:
    """Declare where a row begins in the text of its document."""
    return column(
        "First character in the document, from 0.",
        "開始文字位置",
        unit="code point",
        minimum=0,
        follows=SOURCE,
    )


def char_end() -> Any:
    """Declare where a row ends in the text of its document, exclusive."""
    return column(
        "After the last character in the document.",
        "終了文字位置（含まない）",
        unit="code point",
        minimum=0,
        follows=SOURCE,
    )


def line_start() -> Any:
    """Declare the first line of a row in its document."""
    return column("First line in the document, from 1.", "開始行", minimum=1, follows=SOURCE)


def line_end() -> Any:
    """Declare the last line of a row in its document, inclusive."""
    return column("Last line in the document.", "終了行", minimum=1, follows=SOURCE)


def page_start() -> Any:
    """Declare the page of its file on which a row begins."""
    return column(
        "Page of the file on which the row begins, from 1; null for a file without pages.",
        "開始ページ。ページのない形式では空",
        nullable=True,
        minimum=1,
        follows=SOURCE,
    )


def page_end() -> Any:
    """Declare the page of its file on which a row ends."""
    return column(
        "Page of the file on which the row ends; null for a file without pages.",
        "終了ページ。ページのない形式では空",
        nullable=True,
        minimum=1,
        follows=SOURCE,
    )


@cache
def confidence(of: str, of_ja: str) -> Any:
    """Declare the column that says how sure a model is, in percent."""
    return column(
        f"How sure the model is {of}, in percent; null where no model was asked.",
        f"{of_ja}の確からしさ（%）。モデルに問うていないときは空",
        nullable=True,
        unit="percent",
        minimum=0,
    )


def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """Columns of `table`, in order."""
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
    """Names and types of `table` as a polars schema."""
    return pl.Schema({column.name: column.dtype for column in columns_of(table)})


def primary_key(table: type[Table]) -> list[str]:
    """Names of the columns that identify a row."""
    return list(table.to_schema().unique or [])


def holds(table: type[Table], rows: pl.DataFrame) -> bool:
    """Whether rows hold to all that `table` states: just where pandera finds nothing wrong.

    One query over all rules. Pandera asks rule by rule, which takes ten times as long; it is
    asked where this says no, and names the rules and rows.
    """
    if rows.schema != polars_schema(table) or rows.columns != polars_schema(table).names():
        return False
    return not rows.select(_breaks(table)).item()


@cache
def _breaks(table: type[Table]) -> pl.Expr:
    """Whether rows of the types of `table` break anything that it states."""
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
    """Names of the columns that rows are published in the order of."""
    return list(stated_of(table)["sort_by"])


def recognition(table: type[Table]) -> Recognition | None:
    """How rows of `table` are recognised under another key; None where they are not."""
    stated = stated_of(table).get("recognised")
    return Recognition(**stated) if stated else None


def description(table: type[Table]) -> tuple[str, str]:
    """Description of `table` in English and Japanese."""
    english = " ".join((table.__doc__ or "").split())
    return english, str(stated_of(table)["ja"])


def stated_of(table: type[Table]) -> dict[str, Any]:
    """What `Config.metadata` of `table` states."""
    # to_schema() of pandera's polars models leaves the metadata of the Config out.
    return table.__config__.metadata or {}  # type: ignore[union-attr,unused-ignore]


def empty(table: type[Table]) -> pl.DataFrame:
    """A frame with the columns of `table` and no rows."""
    return pl.DataFrame(schema=polars_schema(table))
