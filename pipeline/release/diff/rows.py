"""The differences between tables of a collection in two releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipeline.release.diff.matching import match
from pipeline.release.diff.origins import Origins, document_origins, of_any
from pipeline.release.diff.release_tables import (
    Frames,
    ReleaseTable,
    as_text,
    recognition_of,
    side,
)
from pipeline.release.diff.renames import Renames, by_reference
from pipeline.release.diff.values import corrections, pairs_of
from schemas import LINKED_TABLES, RELEASE_TABLES
from schemas.changes import Changes
from schemas.table import polars_schema, stated_of
from schemas.vocabulary import ChangeCause, ChangeType

LISTED = pl.Schema({n: t for n, t in polars_schema(Changes).items() if n != "ordinal"})
"""Columns of `changes` before its rows are numbered."""


def changes_of(
    before: Frames,
    now: Frames,
    keys: Mapping[str, Sequence[str]],
    corpus: Origins | None = None,
) -> pl.DataFrame:
    """List the differences between the tables of a collection.

    Parameters
    ----------
    before, now
        Tables by name; `documents` and `meetings` give the origins of rows. Columns of only one
        side are not compared.
    keys
        The tables that are compared, with their primary keys.
    corpus
        The origins of the documents of all collections, of which linked tables are made; None
        where there is no other collection.

    Returns
    -------
    pl.DataFrame
        Columns `LISTED`. By table, in the order in which its rows are published; withdrawn rows
        come last in their table.
    """
    origins_before, origins_now = document_origins(before["documents"], now["documents"])
    of_all = of_any(corpus or (origins_before, origins_now))
    renames = Renames()
    found = {}
    for name in by_reference(keys):
        key = keys[name]
        published, rows = _comparable(before[name], now[name])
        compared = renames.followed(name, key, published)
        if compared.equals(rows) and published.select(key).equals(rows.select(key)):
            continue
        old = side(name, key, published, compared, before, origins_before)
        new = side(name, key, rows, rows, now, origins_now)
        if name in LINKED_TABLES:
            old, new = old.of_origin(of_all), new.of_origin(of_all)
        scopes = _differing_scopes(key, old, new)
        found[name] = _changes_of_table(name, key, old.within(scopes), new.within(scopes), renames)
    listed = [found[name] for name in keys if name in found]
    return pl.concat([pl.DataFrame(schema=LISTED), *listed])


def _comparable(before: pl.DataFrame, now: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the columns of both sides, as text where their types differ."""
    both = [name for name in now.columns if name in before.columns]
    retyped = [name for name in both if before.schema[name] != now.schema[name]]
    old, new = (
        rows.select(both).with_columns(as_text(name, rows.schema[name]) for name in retyped)
        for rows in (before, now)
    )
    return old, new


def _differing_scopes(key: Sequence[str], old: ReleaseTable, new: ReleaseTable) -> pl.Series:
    """Return the scopes in which rows or keys differ.

    Most scopes are the same and need no matching.
    """
    told = [
        side.compared.select(pl.struct(pl.all()).alias("row")).with_columns(
            side.keys(key).alias("key"), side.known["scope"]
        )
        for side in (old, new)
    ]
    differing = [
        one.join(other, on=["row", "key"], how="anti", nulls_equal=True)["scope"]
        for one, other in (told, reversed(told))
    ]
    return pl.concat(differing).unique()


def _changes_of_table(
    name: str, key: Sequence[str], old: ReleaseTable, new: ReleaseTable, renames: Renames
) -> pl.DataFrame:
    recognition = recognition_of(name)
    place = recognition.place if recognition else None
    matched = match(old.known, new.known, by_key=place not in key, by_place=place is not None)
    pairs = pairs_of(key, old, new, matched)
    renames.add(name, pairs.known)
    updated = corrections(name, key, place, pairs, renames).with_columns(
        change_type=pl.lit(ChangeType.UPDATE.value)
    )
    inserted = _with_split(name, _whole_rows(key, new, matched["now"], ChangeType.INSERT), new)
    deleted = _whole_rows(key, old, matched["before"], ChangeType.DELETE).with_columns(
        previous_row_key="row_key"
    )
    present = pl.concat([updated, inserted], how="diagonal").sort("at", maintain_order=True)
    cause = (
        pl.when("is_sourced")
        .then(pl.lit(ChangeCause.SOURCE.value))
        .when("is_extracted")
        .then(pl.lit(ChangeCause.EXTRACTOR.value))
    )
    return pl.concat([present, deleted], how="diagonal").select(
        pl.lit(name).alias("table_name"),
        *(column for column in LISTED if column not in ("table_name", "cause")),
        cause.otherwise(pl.lit(ChangeCause.CODE.value)).alias("cause"),
    )


def _with_split(name: str, inserted: pl.DataFrame, new: ReleaseTable) -> pl.DataFrame:
    """Add to new rows the key of the row that each was split from, where the table has it."""
    column = stated_of(RELEASE_TABLES[name]).get("split_from") if name in RELEASE_TABLES else None
    if column not in new.published.columns:
        return inserted
    return inserted.with_columns(previous_row_key=new.published[column].gather(inserted["at"]))


def _whole_rows(
    key: Sequence[str], side: ReleaseTable, matched: pl.Series, change_type: ChangeType
) -> pl.DataFrame:
    """Return the rows without a pair, with `at`, their index."""
    return (
        side.known.select("is_sourced", "is_extracted", row_key=side.keys(key))
        .with_row_index("at")
        .filter(~pl.col("at").is_in(matched.implode()))
        .with_columns(change_type=pl.lit(change_type.value))
    )
