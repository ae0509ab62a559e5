"""Identity of a release: hashes that anybody can recompute from its metadata."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

CHANGES = "changes"
"""The table that the content hash leaves out."""


def content_hash(descriptor: Mapping[str, Any]) -> str:
    """Return the SHA-256 over rows, schemas and sources of all tables.

    Rows count by the hash of their CSV file, or by `rows_hash` where CSV does not have them in
    full: Parquet files state the version of their writer, so their bytes are no identity. Version,
    time and software are left out, and so is `changes`, which follows from the release before.

    Parameters
    ----------
    descriptor
        With `sources`, `licenses` and `resources`; other keys are left out.
    """
    content = {
        "sources": descriptor["sources"],
        "licenses": descriptor["licenses"],
        "tables": [
            _without_bytes(resource) if "rows_hash" in resource else resource
            for resource in descriptor["resources"]
            if resource["format"] == "csv" or "rows_hash" in resource
            if resource["name"] != CHANGES
        ],
    }
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _without_bytes(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in resource.items() if key not in ("bytes", "hash")}


def corpus_hash(documents: pl.DataFrame) -> str:
    """Return the SHA-256 over the SHA-256 of all source files.

    Quarantined files count too. In the folder of the corpus, `sha256sum` of all files in the order
    of their bytes, and `sha256sum` of its output, give the same.

    Parameters
    ----------
    documents
        The table, with `document_id` and `sha256`.
    """
    lines = documents.sort("document_id").select(
        line=pl.format("{}  {}\n", "sha256", "document_id")
    )
    return hashlib.sha256("".join(lines["line"]).encode()).hexdigest()
