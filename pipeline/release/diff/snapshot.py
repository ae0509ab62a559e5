"""The tables of a release as files, published or staged."""

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
    """The tables of a release: columns with types, and primary keys.

    `required` are the columns of each table that are never null. `csv` are the columns of its CSV
    file, by table; tables without one are left out.
    """

    folder: Path
    columns: dict[str, pl.Schema]
    keys: dict[str, list[str]]
    required: dict[str, frozenset[str]] = field(default_factory=dict)
    csv: dict[str, list[str]] = field(default_factory=dict)

    def file(self, table_name: str) -> Path:
        """Return the path of the Parquet file of a table."""
        return self.folder / f"parquet/{table_name}.parquet"

    def read(
        self,
        table_name: str,
        query: Callable[[pl.LazyFrame], pl.LazyFrame] = lambda rows: rows,
    ) -> pl.DataFrame:
        """Return the rows that a query selects, by default all.

        Raises
        ------
        NotPublishableError
            Where the file is damaged.
        """
        with reading(self.folder):
            return query(scan_parquet(self.file(table_name))).collect(engine="streaming")


def staged_snapshot(folder: Path) -> Snapshot:
    """Return the tables of this code, staged in `folder`."""
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
    """Return the tables of a published release.

    They are read from its Parquet files and its `datapackage.json`.

    Raises
    ------
    NotPublishableError
        Where a file is damaged.
    """
    files = sorted((release.path / "parquet").glob("*.parquet"))
    with reading(release.path):
        columns = {file.stem: scan_parquet(file).collect_schema() for file in files}
    resources = [each for each in release.descriptor["resources"] if "schema" in each]
    # The schema of Parquet replaces that of CSV: it has all columns.
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
    """Report an unreadable file with its release and a remedy."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        raise NotPublishableError(
            message("release_damaged", version=folder.name, reason=error, folder=folder)
        ) from error
