"""The tables of a release as files, published or staged, of this code or of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.messages import message
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import Release
from schemas import RELEASE_TABLES
from schemas.table import columns_of, polars_schema, primary_key


@dataclass(frozen=True)
class Snapshot:
    """Columns with their types, and primary keys, of the tables of a release.

    `required` are the columns of each table that are never null.
    """

    folder: Path
    columns: dict[str, pl.Schema]
    keys: dict[str, list[str]]
    required: dict[str, frozenset[str]] = field(default_factory=dict)

    def file(self, table_name: str) -> Path:
        """Where the Parquet of a table is."""
        return self.folder / f"parquet/{table_name}.parquet"

    def read(
        self,
        table_name: str,
        query: Callable[[pl.LazyFrame], pl.LazyFrame] = lambda rows: rows,
    ) -> pl.DataFrame:
        """Read what a query asks of a table; all of it, where none is given.

        Raises
        ------
        NotPublishableError
            Where the file is damaged.
        """
        with reading(self.folder):
            return query(scan_parquet(self.file(table_name))).collect(engine="streaming")


def staged_snapshot(folder: Path) -> Snapshot:
    """The tables that this code makes, staged in `folder`."""
    return Snapshot(
        folder,
        {name: polars_schema(table) for name, table in RELEASE_TABLES.items()},
        {name: primary_key(table) for name, table in RELEASE_TABLES.items()},
        {
            name: frozenset(column.name for column in columns_of(table) if not column.nullable)
            for name, table in RELEASE_TABLES.items()
        },
    )


def published_snapshot(release: Release) -> Snapshot:
    """The tables of a published release, by its Parquet files and its `datapackage.json`.

    Raises
    ------
    NotPublishableError
        Where a file is damaged.
    """
    files = sorted((release.path / "parquet").glob("*.parquet"))
    with reading(release.path):
        columns = {file.stem: scan_parquet(file).collect_schema() for file in files}
    keys = {
        resource["name"]: list(resource["schema"]["primaryKey"])
        for resource in release.descriptor["resources"]
        if "primaryKey" in resource.get("schema", {})
    }
    required = {
        resource["name"]: frozenset(
            stated["name"]
            for stated in resource["schema"]["fields"]
            if stated.get("constraints", {}).get("required")
        )
        for resource in release.descriptor["resources"]
        if "schema" in resource
    }
    return Snapshot(release.path, columns, keys, required)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Say of a file that cannot be read whose it is and what to do."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        raise NotPublishableError(
            message("release_damaged", version=folder.name, reason=error, folder=folder)
        ) from error
