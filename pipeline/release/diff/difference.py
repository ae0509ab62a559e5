"""The differences between rows of two releases, collection by collection."""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterator, Sequence

import polars as pl

from pipeline.release.diff.origins import READ, Origins, document_origins
from pipeline.release.diff.release_tables import as_text
from pipeline.release.diff.rows import changes_of
from pipeline.release.diff.snapshot import Snapshot
from schemas import LANGUAGE_TABLES, LINKED_TABLES, RELEASE_TABLES, TABLES
from schemas.changes import Changes
from schemas.table import empty, polars_schema

CONTEXT = ("documents", "meetings")
"""Tables that trace the rows of the others to their documents."""

NO_COLLECTION = ""
"""Placeholder for rows whose keys begin with no collection."""


def row_changes(before: Snapshot, now: Snapshot) -> Iterator[pl.DataFrame]:
    """List the differences between the rows of two releases.

    Only tables whose files differ are compared, and of them only the collections that differ, one
    at a time: the largest collection bounds the memory.

    Yields
    ------
    pl.DataFrame
        Rows of `changes`, collection by collection.

    Raises
    ------
    NotPublishableError
        Where a file is damaged.
    """
    differing = [
        name
        for name in [*TABLES, *(name for name in now.keys if name not in RELEASE_TABLES)]
        if name not in LANGUAGE_TABLES
        and name in before.columns
        and name in now.columns
        and name in now.keys
        and before.keys.get(name) == now.keys[name]
        and not filecmp.cmp(before.file(name), now.file(name), shallow=False)
    ]
    keys = {name: now.keys[name] for name in differing}
    collections = sorted({*_collections(before), *_collections(now)})
    corpus = _corpus_origins(before, now) if not LINKED_TABLES.keys().isdisjoint(keys) else None
    ordinal = 1
    for collection_id in _differing(before, now, differing, collections):
        old, new = (
            {name: _rows(side, name, collection_id, collections) for name in {*CONTEXT, *keys}}
            for side in (before, now)
        )
        found = changes_of(old, new, keys, corpus)
        yield found.select(
            pl.int_range(ordinal, ordinal + pl.len()).alias("ordinal"), pl.all()
        ).cast(polars_schema(Changes))
        ordinal += found.height


def _corpus_origins(before: Snapshot, now: Snapshot) -> Origins:
    """Return the origins of the documents of all collections."""
    documents = [
        side.read(
            "documents",
            lambda rows: rows.select(
                name for name in READ if name in rows.collect_schema().names()
            ),
        )
        for side in (before, now)
    ]
    return document_origins(*documents)


def _collections(side: Snapshot) -> list[str]:
    if "collection_id" not in side.columns.get("documents", {}):
        return []
    found = side.read("documents", lambda rows: rows.select(pl.col("collection_id").unique()))
    return found["collection_id"].to_list()


def _differing(
    before: Snapshot, now: Snapshot, table_names: Sequence[str], collections: Sequence[str]
) -> list[str]:
    """Return the collections with a differing row in one of the tables."""
    found: set[str] = set()
    for name in table_names:
        marks = [
            side.read(name, _marks(side, other, name, collections))
            for side, other in ((before, now), (now, before))
        ]
        differing = [
            one.join(other, on=one.columns, how="anti")["collection_id"]
            for one, other in (marks, reversed(marks))
        ]
        found.update(pl.concat(differing))
    return sorted(found)


def _marks(
    side: Snapshot, other: Snapshot, table_name: str, collections: Sequence[str]
) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    """Return a query for row count and order-independent hash, by collection."""
    collection_id = _collection_of(side, table_name, collections).alias("collection_id")
    row = pl.struct(_shared(side, other, table_name)).hash().alias("row")
    return lambda rows: (
        rows.select(collection_id, row)
        .group_by("collection_id")
        .agg(pl.col("row").bitwise_xor(), pl.len())
    )


def _shared(side: Snapshot, other: Snapshot, table_name: str) -> list[pl.Expr]:
    """Return the columns of both releases, as text where their types differ."""
    others = other.columns[table_name]
    return [
        pl.col(name) if others[name] == dtype else as_text(name, dtype)
        for name, dtype in sorted(side.columns[table_name].items())
        if name in others
    ]


def _first_of_key(side: Snapshot, table_name: str) -> pl.Expr:
    return pl.col(side.keys[table_name][0]).cast(pl.String)


def _collection_of(side: Snapshot, table_name: str, collections: Sequence[str]) -> pl.Expr:
    """Return the collection that begins a row's key, or `NO_COLLECTION`."""
    first = _first_of_key(side, table_name).str.split_exact("/", 1).struct.field("field_0")
    return pl.when(first.is_in(collections)).then(first).otherwise(pl.lit(NO_COLLECTION))


def _rows(
    side: Snapshot, table_name: str, collection_id: str, collections: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of a collection."""
    if table_name not in side.columns:
        return empty(TABLES[table_name])
    if collection_id == NO_COLLECTION:
        where = _collection_of(side, table_name, collections) == NO_COLLECTION
    else:
        # A range, so that polars skips the row groups of other collections; "0" follows "/".
        first = _first_of_key(side, table_name)
        where = (first >= f"{collection_id}/") & (first < f"{collection_id}0")
    return side.read(table_name, lambda rows: rows.filter(where))
