"""Strays: files outside any collection, and files in two collections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.files.litter import is_litter, is_readme
from pipeline.files.parquet_files import read_parquet
from pipeline.ingestion.collection import MAX_FOLDER_NAME_BYTES, is_folder_name
from pipeline.ingestion.source_files import shown
from pipeline.messages import Message, message
from pipeline.run.store import Store
from schemas.vocabulary import DocumentStatus


def strays(corpus: Path) -> list[Message]:
    """Report files in the corpus outside its collections, a message each.

    READMEs, hidden files and files of operating systems are accepted.
    """
    found = []
    for path in sorted(corpus.iterdir()):
        place = shown((str(path),))
        if is_litter(path.name):
            continue
        if not path.is_dir():
            if not is_readme(path.name):
                found.append(message("outside_collection", path=place))
        elif not is_folder_name(path.name):
            found.append(message("folder_name_unusable", path=place, limit=MAX_FOLDER_NAME_BYTES))
    return found


def copies(store: Store, collection_ids: Sequence[str]) -> list[Message]:
    """Report documents whose bytes an earlier collection has too.

    Each has a message; documents in quarantine do not count.

    Parameters
    ----------
    store
        Store with the `documents` of the collections that were read.
    """
    files = [store.path("documents", name) for name in collection_ids]
    files = [file for file in files if file.is_file()]
    if not files:
        return []
    documents = pl.concat(
        read_parquet(file, columns=["collection_id", "document_id", "sha256", "status"])
        for file in files
    ).filter(pl.col("status") != DocumentStatus.QUARANTINED.value)
    again = documents.with_columns(
        pl.col("document_id", "collection_id").first().over("sha256").name.prefix("first_")
    ).filter(pl.col("collection_id") != pl.col("first_collection_id"))
    return [
        message("same_bytes_elsewhere", path=path, other=other)
        for path, other in again.select("document_id", "first_document_id").iter_rows()
    ]
