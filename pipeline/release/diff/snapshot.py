"""The tables of a release as files, published or staged, of this code or of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.messages import message
from pipeline.release.metadata.datapackage import PARQUET_ENDING
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import Release
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_names, csv_tables
from schemas.table import columns_of, polars_schema, primary_key


@dataclass(frozen=True)
class Snapshot:
    """Columns with their types, and primary keys, of the tables of a release.

    `required` are the columns of each table that are never null, `csv` those that its CSV file has;
    a table without such a file is not in it.
    """

    folder: Path
    columns: dict[str, pl.Schema]
    keys: dict[str, list[str]]
    required: dict[str, frozenset[str]] = field(default_factory=dict)
    csv: dict[str, list[str]] = field(default_factory=dict)

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
        {name: csv_names(RELEASE_TABLES[name]) for name in csv_tables()},
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
    resources = [each for each in release.descriptor["resources"] if "schema" in each]
    # Of Parquet where a table has two: that has all columns.
    schemas = {each["name"].removesuffix(PARQUET_ENDING): each["schema"] for each in resources}
    keys = {
        name: list(schema["primaryKey"])
        for name, schema in schemas.items()
        if "primaryKey" in schema
    }
    required = {
        name: frozenset(
            stated["name"]
            for stated in schema["fields"]
            if stated.get("constraints", {}).get("required")
        )
        for name, schema in schemas.items()
    }
    csv = {
        each["name"]: [stated["name"] for stated in each["schema"]["fields"]]
        for each in resources
        if each["format"] == "csv"
    }
    return Snapshot(release.path, columns, keys, required, csv)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Say of a file that cannot be read whose it is and what to do."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        raise NotPublishableError(
            message("release_damaged", version=folder.name, reason=error, folder=folder)
        ) from error
