"""The differences between tables of a collection in two releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipeline.release.diff.matching import match
from pipeline.release.diff.origins import document_origins
from pipeline.release.diff.release_tables import (
    Frames,
    ReleaseTable,
    as_text,
    recognition_of,
    side,
)
from pipeline.release.diff.renames import Renames, by_reference
from pipeline.release.diff.values import corrections, pairs_of
from schemas.changes import Changes
from schemas.table import polars_schema
from schemas.vocabulary import ChangeCause, ChangeType

LISTED = pl.Schema({n: t for n, t in polars_schema(Changes).items() if n != "ordinal"})
"""Columns of `changes` before its rows are numbered."""


def changes_of(before: Frames, now: Frames, keys: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """List the differences between the tables of a collection.

    Parameters
    ----------
    before, now
        Tables by name; `documents` and `meetings` give the origins of rows. Columns of only one
        side are not compared.
    keys
        The tables that are compared, with their primary keys.

    Returns
    -------
    pl.DataFrame
        Columns `LISTED`. By table, in the order in which its rows are published; withdrawn rows
        come last in their table.
    """
    origins_before, origins_now = document_origins(before["documents"], now["documents"])
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
    inserted = _whole_rows(key, new, matched["now"], ChangeType.INSERT)
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
