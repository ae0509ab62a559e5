"""Staging: the files of a release are written beside the releases, and described there."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.collection import Collection
from pipeline.export.csv import write_csv
from pipeline.export.datapackage import Identity, datapackage, source, table_resource, terms
from pipeline.export.parquet import ParquetFile
from pipeline.export.readme import release_readme
from pipeline.export.version import NextVersion
from pipeline.store import Store, file_sha256
from schemas import TABLES
from schemas.table import empty

CHECKSUMS = "SHA256SUMS"
CHANGELOG = "CHANGES.md"
SOFTWARE = ("gijiroku", "polars", "pyarrow", "pandera", "sudachipy", "sudachidict-core")
"""Distributions whose versions a release names."""


@dataclass(frozen=True)
class Staged:
    """The data files of a release that is not published yet, with their SHA-256 by path."""

    folder: Path
    row_counts: dict[str, int]
    digests: dict[str, str]

    def content_hash(self, collections: Sequence[Collection]) -> str:
        """SHA-256 over rows, schemas and sources of all tables; the rows as they are in CSV.

        Parquet files carry the version of what wrote them, so their bytes are no identity.
        """
        content = [
            *([self.digests[csv_path(name)], table_resource(name)] for name in TABLES),
            *([source(collection), terms(collection)] for collection in collections),
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def csv_path(table_name: str) -> str:
    """Where the CSV of a table is in a release."""
    return f"csv/{table_name}.csv"


def parquet_path(table_name: str) -> str:
    """Where the Parquet of a table is in a release."""
    return f"parquet/{table_name}.parquet"


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

    def stage_table(name: str) -> tuple[int, dict[str, str]]:
        csv, parquet = folder / csv_path(name), folder / parquet_path(name)
        write_csv(csv, empty(TABLES[name]), begin=True)
        row_count = 0
        with ParquetFile(parquet, TABLES[name]) as file:
            for collection_id in collection_ids:
                rows = store.read(name, collection_id)
                file.write(rows)
                write_csv(csv, rows, begin=False)
                row_count += rows.height
        return row_count, {
            csv_path(name): file_sha256(csv),
            parquet_path(name): file_sha256(parquet),
        }

    # The work is done outside of the interpreter's lock, so threads are enough. The last tables
    # are the largest, and no thread should be left alone with one at the end.
    names = list(reversed(TABLES))
    with ThreadPoolExecutor() as threads:
        staged = dict(zip(names, threads.map(stage_table, names), strict=True))
    return Staged(
        folder,
        {name: staged[name][0] for name in TABLES},
        {path: sha for _, digests in staged.values() for path, sha in digests.items()},
    )


def describe(staged: Staged, version: NextVersion, collections: Sequence[Collection]) -> None:
    """Write what describes the data files: `datapackage.json`, `README.md`, and checksums last."""
    identity = Identity(
        version=version.version,
        reason=version.reason,
        reason_ja=version.reason_ja,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        content_hash=staged.content_hash(collections),
        row_counts=staged.row_counts,
        software={name: importlib.metadata.version(name) for name in SOFTWARE},
    )
    descriptor = datapackage(staged.folder, staged.digests, identity, collections)
    (staged.folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (staged.folder / "README.md").write_text(
        release_readme(identity, collections), encoding="utf-8"
    )
    described = {
        name: file_sha256(staged.folder / name)
        for name in ("datapackage.json", "README.md", CHANGELOG)
    }
    digests = {**staged.digests, **described}
    (staged.folder / CHECKSUMS).write_text(
        "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)), encoding="utf-8"
    )
