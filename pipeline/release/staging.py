"""Staging: the files of a release, written and described before publication."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.evaluation import QUALITY_FILE
from pipeline.files.parquet_files import read_parquet
from pipeline.ingestion.collection import Collection
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.release.files.csv import write_csv
from pipeline.release.files.excel import EXCEL, write_excel
from pipeline.release.files.parquet import ParquetFile
from pipeline.release.files.paths import csv_path, parquet_path
from pipeline.release.files.rows_hash import RowsHash
from pipeline.release.linked import LinkedRows, linked_rows
from pipeline.release.metadata.checksums import CHECKSUMS, checksum_lines
from pipeline.release.metadata.citation import citation_cff
from pipeline.release.metadata.croissant import croissant
from pipeline.release.metadata.datapackage import (
    DataFiles,
    contents,
    datapackage,
    notice_of,
)
from pipeline.release.metadata.identity import content_hash, corpus_hash
from pipeline.release.metadata.readme import release_readme
from pipeline.release.version import Identity, NextVersion, Release
from pipeline.run.staleness import LIBRARIES, MEDIA_LIBRARIES, release_code_version
from pipeline.run.store import Store, file_sha256
from pipeline.run.stored_words import rows_to_publish
from pipeline.tables.document_status import ASKED, STYLE, with_status, with_styles
from schemas import LANGUAGE_TABLES, LINKED_TABLES, TABLES
from schemas.csv_files import csv_names, not_in_csv
from schemas.table import empty

CHANGELOG = "CHANGES.md"
SOFTWARE = ("gijiroku", "pyarrow", *LIBRARIES, *MEDIA_LIBRARIES)
"""Distributions whose versions a release states, where they are installed."""


@dataclass(frozen=True)
class Staged:
    """The data files of an unpublished release, with SHA-256 by path.

    `rows_hashes` are the hashes of rows, by table, of the tables that CSV does not hold in full.
    `has_language` is whether remarks were cut into words. `departed_persons` are the identifiers of
    persons that earlier releases had and that nobody has now.
    """

    folder: Path
    row_counts: dict[str, int]
    digests: dict[str, str]
    rows_hashes: dict[str, str]
    has_language: bool = True
    departed_persons: tuple[dict[str, str | None], ...] = ()

    def content_hash(self, collections: Sequence[Collection]) -> str:
        """Return the SHA-256 over rows, schemas and sources of all tables."""
        return content_hash(contents(self.files(), collections))

    def files(self) -> DataFiles:
        """Return the data files, as a data package describes them."""
        return DataFiles(self.folder, self.digests, self.rows_hashes)


def stage_data(
    folder: Path,
    store: Store,
    collection_ids: Sequence[str],
    previous: Release | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Staged:
    """Write the tables of all collections into `folder`, in batches of collections.

    Rows are linked to persons and organisations before they are written.

    Parameters
    ----------
    folder
        A new, empty folder.
    collection_ids
        In the order in which their rows are published.
    previous
        The last release, whose persons keep their identifiers; None where there is none.
    limits
        Limits of the release. Without the language layer its tables have no rows.

    Raises
    ------
    NotPublishableError
        Where a file of the last release is damaged.
    """
    linked = linked_rows(store, collection_ids, previous)
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()

    issues = [
        empty(TABLES["quality_issues"]).select(ASKED),
        *store.read_together("quality_issues", collection_ids, ASKED),
        linked.quality_issues.select(ASKED),
    ]
    found = pl.concat(issues)
    styles = pl.concat(
        [
            empty(TABLES["documents"]).select(STYLE),
            *store.read_together("speaker_styles", collection_ids),
        ]
    )

    left_empty = () if limits.language else LANGUAGE_TABLES

    def stage_table(name: str) -> tuple[int, dict[str, str], dict[str, str]]:
        table, names = TABLES[name], csv_names(TABLES[name])
        csv, parquet = folder / csv_path(name), folder / parquet_path(name)
        if names:
            write_csv(csv, empty(table).select(names), begin=True)
        hashed = RowsHash(empty(table)) if not_in_csv(table) else None
        row_count = 0
        with ParquetFile(parquet, table) as file:
            read = () if name in left_empty else collection_ids
            for kept in _rows_of(name, store, read, linked):
                rows = kept
                if name == "documents":
                    # Issues from later stages count as well.
                    rows = with_status(with_styles(kept, styles), found)
                file.write(rows)
                if names:
                    write_csv(csv, rows.select(names), begin=False)
                if hashed:
                    hashed.add(rows)
                row_count += rows.height
        paths = [*([csv_path(name)] if names else []), parquet_path(name)]
        digests = {path: file_sha256(folder / path) for path in paths}
        return row_count, digests, {name: hashed.hexdigest()} if hashed else {}

    # The work is outside the interpreter's lock, so threads are enough. The last tables are the
    # largest and come first, so that no thread is left alone with one at the end.
    names = list(reversed(TABLES))
    with ThreadPoolExecutor() as threads:
        staged = dict(zip(names, threads.map(stage_table, names), strict=True))
    return Staged(
        folder,
        {name: staged[name][0] for name in TABLES},
        {path: sha for _, digests, _ in staged.values() for path, sha in digests.items()},
        {name: sha for *_, hashes in staged.values() for name, sha in hashes.items()},
        limits.language,
        tuple(linked.departed.to_dicts()),
    )


def _rows_of(
    name: str, store: Store, collection_ids: Sequence[str], linked: LinkedRows
) -> Iterator[pl.DataFrame]:
    """Yield the rows of a table in portions, linked, in the order of publication."""
    if name in LINKED_TABLES:
        yield linked.tables[name]
        return
    portions = rows_to_publish(store, name, collection_ids)
    if name == "quality_issues":
        yield linked.with_issues(portions)
        return
    for rows in portions:
        yield linked.filled(name, rows)


def describe(
    staged: Staged,
    version: NextVersion,
    collections: Sequence[Collection],
    previous: Release | None,
) -> None:
    """Write the descriptions of the data files, then all checksums."""
    # Imported here, since most runs publish nothing new and need not wait for it.
    from pipeline.release.page import PAGE, write_page

    shutil.copyfile(QUALITY_FILE, staged.folder / QUALITY_FILE.name)
    identity = Identity(
        version=version.version,
        reason=version.reason,
        reason_ja=version.reason_ja,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        content_hash=staged.content_hash(collections),
        corpus_hash=corpus_hash(
            read_parquet(
                staged.folder / parquet_path("documents"), columns=["document_id", "sha256"]
            )
        ),
        code_version=release_code_version(),
        row_counts=staged.row_counts,
        software=software(),
        history=previous.history if previous else [],
        has_language=staged.has_language,
        departed_persons=staged.departed_persons,
    )
    descriptor = datapackage(staged.files(), identity, collections)
    texts = {
        "datapackage.json": _json(descriptor),
        "croissant.json": _json(croissant(descriptor)),
        "CITATION.cff": citation_cff(descriptor),
        "README.md": release_readme(identity, collections),
    }
    for name, text in texts.items():
        (staged.folder / name).write_text(text, encoding="utf-8")
    (staged.folder / EXCEL).parent.mkdir()
    write_excel(
        staged.folder / EXCEL,
        {name: staged.folder / parquet_path(name) for name in TABLES},
        identity,
        [*notice_of(collections).values(), *(source.attribution for source in collections)],
    )
    write_page(staged.folder)
    names = (*texts, CHANGELOG, QUALITY_FILE.name, EXCEL, PAGE)
    described = {name: file_sha256(staged.folder / name) for name in names}
    digests = {**staged.digests, **described}
    (staged.folder / CHECKSUMS).write_text(checksum_lines(digests), encoding="utf-8")


def software() -> dict[str, str]:
    """Return the versions of the software that makes a release, by distribution."""
    found = {}
    for name in SOFTWARE:
        with suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
