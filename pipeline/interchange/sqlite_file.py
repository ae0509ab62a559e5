"""One SQLite file with all tables of a release, keys, indexes, views and an index of words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import polars as pl
from polars import selectors as cs

from pipeline.interchange.datasette import datasette_metadata
from pipeline.interchange.placing import new_files
from pipeline.interchange.published import PublishedRelease, PublishedTable, in_order_of_keys
from pipeline.interchange.sql import DATASET, DATASET_COLUMNS, dataset_row, names, quoted_name
from pipeline.interchange.views import views_of
from pipeline.interchange.word_index import fill_word_index

METADATA_SUFFIX = ".metadata.json"
"""Suffix of the file of descriptions, in place of that of the database."""

ROWS_AT_ONCE = 20_000

_TYPES: dict[type[pl.DataType], str] = {
    pl.Boolean: "INTEGER",
    pl.Int32: "INTEGER",
    pl.Int64: "INTEGER",
    pl.Float64: "REAL",
    pl.String: "TEXT",
    pl.Date: "TEXT",
    pl.Datetime: "TEXT",
    pl.Time: "TEXT",
}


def metadata_place(place: Path) -> Path:
    """Return the place of the descriptions of a database."""
    # Not with_name(), which raises where a place has no name; new_files() says what is wrong.
    return place.parent / f"{place.stem}{METADATA_SUFFIX}"


def write_sqlite(
    release: PublishedRelease,
    place: Path,
    *,
    force: bool = False,
    leave_out: Collection[str] = (),
) -> None:
    """Write all tables of a release into one SQLite file, and descriptions beside it.

    SQLite has neither dates nor booleans: dates and times are ISO 8601 texts, with the offset of
    a zone where there is one, and booleans are 0 and 1. The index of words is there where the
    release has tokens.

    Parameters
    ----------
    leave_out
        Tables that the file does not get; the index of words is made of them all the same.

    Raises
    ------
    TableMissingError
        Where the release has no table of a name in `leave_out`.
    PlaceTakenError
        As for `new_file`.
    """
    kept = release.without(leave_out)
    with new_files([place, metadata_place(place)], force=force) as (file, metadata):
        # A new file that is renamed when it is whole needs no journal.
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            for table in in_order_of_keys(kept):
                _fill(connection, table)
            for statement in _indexes_and_views(kept):
                connection.execute(statement)
            _fill_dataset(connection, release)
            has_index = fill_word_index(connection, release, kept)
            connection.execute("COMMIT")
            connection.execute("ANALYZE")
        described = datasette_metadata(kept, place.stem, has_index=has_index)
        metadata.write_text(
            json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )


def _fill(connection: sqlite3.Connection, table: PublishedTable) -> None:
    types = table.scan().collect_schema()
    columns = [
        f"{quoted_name(field.name)} {_TYPES[type(types[field.name])]}"
        f"{' NOT NULL' if field.is_required else ''}"
        for field in table.fields
    ]
    keys = [f"PRIMARY KEY ({names(table.primary_key)})", *_foreign_keys(table)]
    # A key of several columns would be there twice, in the table and in its index.
    layout = " WITHOUT ROWID" if len(table.primary_key) > 1 else ""
    connection.execute(
        f"CREATE TABLE {quoted_name(table.name)} ({', '.join([*columns, *keys])}){layout}"
    )
    marks = ", ".join("?" * len(columns))
    for rows in table.scan().pipe(_without_types).collect_batches(chunk_size=ROWS_AT_ONCE):
        connection.executemany(
            f"INSERT INTO {quoted_name(table.name)} VALUES ({marks})", rows.iter_rows()
        )


def _without_types(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Turn the types that SQLite lacks into texts and numbers."""
    return rows.with_columns(
        cs.datetime(time_zone="*").dt.to_string("%Y-%m-%dT%H:%M:%S%:z"),
        cs.date().dt.to_string("%Y-%m-%d"),
        cs.time().dt.to_string("%H:%M:%S"),
        cs.boolean().cast(pl.Int8),
    )


def _foreign_keys(table: PublishedTable) -> Iterator[str]:
    for key in table.foreign_keys:
        target = f"{quoted_name(key.table)} ({names(key.to)})"
        yield f"FOREIGN KEY ({names(key.columns)}) REFERENCES {target}"


def _indexes_and_views(release: PublishedRelease) -> Iterator[str]:
    for table in release.tables.values():
        for key in table.foreign_keys:
            # A primary key that begins with the same columns is an index for them too.
            if table.primary_key[: len(key.columns)] != key.columns:
                name = quoted_name("_".join((table.name, *key.columns)))
                yield f"CREATE INDEX {name} ON {quoted_name(table.name)} ({names(key.columns)})"
    for view in views_of(release):
        yield f"CREATE VIEW {view.name} AS {view.query}"


def _fill_dataset(connection: sqlite3.Connection, release: PublishedRelease) -> None:
    columns = ", ".join(f"{name} TEXT NOT NULL" for name in DATASET_COLUMNS)
    connection.execute(f"CREATE TABLE {DATASET} ({columns})")
    marks = ", ".join("?" * len(DATASET_COLUMNS))
    connection.execute(f"INSERT INTO {DATASET} VALUES ({marks})", dataset_row(release))
