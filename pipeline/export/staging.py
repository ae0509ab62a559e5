"""Staging: the files of a release are written beside the releases, and described there."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.collection import Collection
from pipeline.export.csv import write_csv
from pipeline.export.datapackage import Identity, datapackage
from pipeline.export.parquet import ParquetFile
from pipeline.export.readme import release_readme
from pipeline.export.version import NextVersion
from pipeline.store import Store, file_sha256
from schemas import TABLES
from schemas.table import columns_of, empty, primary_key

CHECKSUMS = "SHA256SUMS"
SOFTWARE = ("gijiroku", "polars", "pyarrow", "pandera", "sudachipy", "sudachidict-core")
"""Distributions whose versions a release names."""


@dataclass(frozen=True)
class Staged:
    """The data files of a release that is not published yet."""

    folder: Path
    row_counts: dict[str, int]
    content_hash: str


def stage_data(folder: Path, store: Store, collection_ids: Sequence[str]) -> Staged:
    """Write the tables of all collections, one collection at a time, into `folder`.

    Parameters
    ----------
    folder
        A new, empty folder.
    collection_ids
        In the order in which their rows are published.
    """
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    row_counts = {}
    for name, table in TABLES.items():
        csv = folder / f"csv/{name}.csv"
        write_csv(csv, empty(table), begin=True)
        row_counts[name] = 0
        with ParquetFile(folder / f"parquet/{name}.parquet", table) as parquet:
            for collection_id in collection_ids:
                rows = store.read(name, collection_id)
                parquet.write(rows)
                write_csv(csv, rows, begin=False)
                row_counts[name] += rows.height
    return Staged(folder, row_counts, _content_hash(folder))


def describe(staged: Staged, version: NextVersion, collections: Sequence[Collection]) -> None:
    """Write what describes the data files: `datapackage.json`, `README.md`, and checksums last."""
    identity = Identity(
        version=version.version,
        reason=version.reason,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        content_hash=staged.content_hash,
        row_counts=staged.row_counts,
        software={name: importlib.metadata.version(name) for name in SOFTWARE},
    )
    descriptor = datapackage(staged.folder, identity, collections)
    (staged.folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (staged.folder / "README.md").write_text(
        release_readme(identity, collections), encoding="utf-8"
    )
    lines = [
        f"{file_sha256(file)}  {file.relative_to(staged.folder).as_posix()}\n"
        for file in sorted(staged.folder.rglob("*"))
        if file.is_file()
    ]
    (staged.folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _content_hash(folder: Path) -> str:
    """SHA-256 over names, types, keys and rows of all tables; the rows as they stand in CSV.

    Parquet files carry the version of what wrote them, so their bytes are no identity.
    """
    digest = hashlib.sha256()
    for name, table in TABLES.items():
        columns = [[c.name, c.dtype.__class__.__name__, c.nullable] for c in columns_of(table)]
        rows = file_sha256(folder / f"csv/{name}.csv")
        digest.update(json.dumps([name, columns, primary_key(table), rows]).encode())
    return digest.hexdigest()
