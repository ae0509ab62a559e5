"""Identity of a release: hashes that anybody can make again from what the release says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

CHANGES = "changes"
"""The table that is no content of its own."""


def content_hash(descriptor: Mapping[str, Any]) -> str:
    """SHA-256 over rows, schemas and sources of all tables, as a data package states them.

    The rows are in it by the hash of their CSV file, and where that does not have them in full by
    `rows_hash`: Parquet files carry the version of what wrote them, so their bytes are no identity.
    Neither are version, time and software, nor `changes`, which follows from the release before.

    Parameters
    ----------
    descriptor
        With `sources`, `licenses` and `resources`; what else it holds is left out.
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
    """SHA-256 over the SHA-256 of all source files, those that were kept out with them.

    In the folder of the corpus, `sha256sum` of all files in the order of their bytes, and
    `sha256sum` of what that prints, give the same.

    Parameters
    ----------
    documents
        The table, with `document_id` and `sha256`.
    """
    lines = documents.sort("document_id").select(
        line=pl.format("{}  {}\n", "sha256", "document_id")
    )
    return hashlib.sha256("".join(lines["line"]).encode()).hexdigest()
