"""One DuckDB file with all tables of a release, keys, comments and views."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.interchange.placing import new_file
from pipeline.interchange.published import PublishedRelease, PublishedTable, in_order_of_keys
from pipeline.interchange.sql import (
    DATASET,
    DATASET_COLUMNS,
    DATASET_DESCRIPTION,
    both_languages,
    dataset_row,
    names,
    quoted_name,
    quoted_text,
)
from pipeline.interchange.views import views_of
from pipeline.messages import MessageError, message
from pipeline.messages.commands import pip_command

if TYPE_CHECKING:
    import duckdb

REQUIREMENT = "duckdb>=2,<3"
"""What the extra `duckdb` of our package asks for."""

SMALL_BLOCK, USUAL_BLOCK = 16_384, 262_144
"""Sizes of a block of the file, in bytes: the smallest of DuckDB, and that of its own choice.

A column takes a whole block, however few its rows; of many rows, small blocks take twice as long.
"""

SMALL_RELEASE = 10_000_000
"""Maximum size of the Parquet files of a release whose file has small blocks, in bytes."""

WITHOUT_KEYS = ("tokens",)
"""Tables with too many rows for an index of DuckDB, which keys are held by."""


class DuckdbMissingError(MessageError, RuntimeError):
    """DuckDB is not installed; the message says how to install it."""


def write_duckdb(
    release: PublishedRelease,
    place: Path,
    *,
    force: bool = False,
    leave_out: Collection[str] = (),
) -> None:
    """Write all tables of a release into one DuckDB file.

    Primary keys and foreign keys are declared, except those from a table to itself, which DuckDB
    refuses while it fills the table, and those of `WITHOUT_KEYS`.

    Parameters
    ----------
    leave_out
        Tables that the file does not get.

    Raises
    ------
    DuckdbMissingError
        Where DuckDB is not installed.
    TableMissingError
        Where the release has no table of a name in `leave_out`.
    PlaceTakenError
        As for `new_file`.
    """
    try:
        import duckdb
    except ImportError as error:
        command = pip_command("install", REQUIREMENT)
        raise DuckdbMissingError(message("duckdb_missing", command=command)) from error
    kept = release.without(leave_out)
    with new_file(place, force=force) as file:
        # No extension of DuckDB is needed, and none is fetched.
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(config=settings) as connection:
            connection.execute("SET enable_progress_bar = false")
            options = f"BLOCK_SIZE {_block_bytes(kept)}"
            connection.execute(f"ATTACH {quoted_text(str(file))} AS written ({options})")
            connection.execute("USE written")
            for table in in_order_of_keys(kept):
                _fill(connection, table)
            for statement in [*_dataset(), *_views(kept)]:
                connection.execute(statement)
            marks = ", ".join("?" * len(DATASET_COLUMNS))
            connection.execute(f"INSERT INTO {DATASET} VALUES ({marks})", dataset_row(release))
            connection.execute("CHECKPOINT")


def _block_bytes(release: PublishedRelease) -> int:
    total = sum(table.file.stat().st_size for table in release.tables.values())
    return SMALL_BLOCK if total <= SMALL_RELEASE else USUAL_BLOCK


def _fill(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    rows = f"read_parquet({quoted_text(_no_pattern(table.file))}, hive_partitioning = false)"
    types = {
        name: kind for name, kind, *_ in connection.execute(f"DESCRIBE FROM {rows}").fetchall()
    }
    columns = [
        f"{quoted_name(field.name)} {types[field.name]}{' NOT NULL' if field.is_required else ''}"
        for field in table.fields
    ]
    connection.execute(
        f"CREATE TABLE {quoted_name(table.name)} ({', '.join([*columns, *_keys(table)])})"
    )
    connection.execute(f"INSERT INTO {quoted_name(table.name)} FROM {rows}")
    connection.execute(_comment("TABLE", quoted_name(table.name), table.en, table.ja))
    for field in table.fields:
        name = f"{quoted_name(table.name)}.{quoted_name(field.name)}"
        connection.execute(_comment("COLUMN", name, field.en, field.ja))


def _keys(table: PublishedTable) -> Iterator[str]:
    if table.name in WITHOUT_KEYS:
        return
    yield f"PRIMARY KEY ({names(table.primary_key)})"
    for key in table.foreign_keys:
        if key.table != table.name:
            target = f"{quoted_name(key.table)} ({names(key.to)})"
            yield f"FOREIGN KEY ({names(key.columns)}) REFERENCES {target}"


def _dataset() -> Iterator[str]:
    yield f"CREATE TABLE {DATASET} ({', '.join(f'{name} VARCHAR' for name in DATASET_COLUMNS)})"
    yield _comment("TABLE", DATASET, *DATASET_DESCRIPTION)
    for name, (en, ja) in DATASET_COLUMNS.items():
        yield _comment("COLUMN", f"{DATASET}.{name}", en, ja)


def _views(release: PublishedRelease) -> Iterator[str]:
    for view in views_of(release):
        yield f"CREATE VIEW {view.name} AS {view.query}"
        yield _comment("VIEW", view.name, view.en, view.ja)
        for field in view.fields:
            yield _comment("COLUMN", f"{view.name}.{field.name}", field.en, field.ja)


def _comment(kind: str, name: str, en: str, ja: str) -> str:
    return f"COMMENT ON {kind} {name} IS {quoted_text(both_languages(en, ja))}"


def _no_pattern(file: Path) -> str:
    """Write a path so that DuckDB takes it for one file: `a[1]` becomes `a[[]1]`."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(file.absolute()))
