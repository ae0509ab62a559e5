"""Contents of a release: tables, sources and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.words import Words, size
from pipeline.run.store import file_sha256
from schemas import RELEASE_TABLES
from schemas.table import columns_of, description

MOST_SOURCES = 500
"""Maximum number of sources on the page, which would be too large with more; `datapackage.json`
names them all.
"""


@dataclass(frozen=True)
class TableSummary:
    """A table of the release."""

    name: str
    row_count: int
    column_count: int
    meaning: Words


@dataclass(frozen=True)
class Source:
    """A collection: publisher, terms, and its meetings in the release."""

    stated: Mapping[str, str]
    url: str | None
    meeting_count: int
    dates: tuple[str, str] | None


@dataclass(frozen=True)
class Download:
    """A file of the release."""

    path: str
    size: str
    byte_count: int
    sha256: str


def tables(row_counts: Mapping[str, int]) -> list[TableSummary]:
    """Summarise every table of the release."""
    found = []
    for name, table in RELEASE_TABLES.items():
        english, japanese = description(table)
        found.append(
            TableSummary(name, row_counts[name], len(columns_of(table)), Words(japanese, english))
        )
    return found


def sources(descriptor: Mapping[str, Any], parquet: Path) -> list[Source]:
    """Return the first `MOST_SOURCES` sources, with count and dates of meetings."""
    date = pl.col("date").dt.to_string("%Y-%m-%d")
    of_collection = {
        name: (count, (first, last) if first else None)
        for name, count, first, last in scan_parquet(parquet / "meetings.parquet")
        .group_by("collection_id")
        .agg(pl.len(), date.min().alias("first"), date.max().alias("last"))
        .collect()
        .iter_rows()
    }
    return [
        Source(
            stated,
            web_address(stated.get("path")),
            *of_collection.get(stated["collection_id"], (0, None)),
        )
        for stated in descriptor["sources"][:MOST_SOURCES]
    ]


def web_address(url: str | None) -> str | None:
    """Return an http(s) URL, and None for any other.

    A collection may state any text.
    """
    return url if url and url.lower().startswith(("https://", "http://")) else None


def downloads(descriptor: Mapping[str, Any], folder: Path, later: set[str]) -> list[Download]:
    """List the files of a release, with size and SHA-256.

    Parameters
    ----------
    later
        Files that are written after the page, and so are not listed in it.
    """
    described = [
        Download(
            resource["path"],
            size(resource["bytes"]),
            resource["bytes"],
            resource["hash"].removeprefix("sha256:"),
        )
        for resource in descriptor["resources"]
    ]
    known = {download.path for download in described} | later
    paths = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    for path in sorted(paths - known):
        byte_count = (folder / path).stat().st_size
        described.append(Download(path, size(byte_count), byte_count, file_sha256(folder / path)))
    return described
