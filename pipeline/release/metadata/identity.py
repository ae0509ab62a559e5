"""Identity of a release: hashes that anybody can make again from what the release says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas import TABLES


def content_hash(descriptor: Mapping[str, Any]) -> str:
    """SHA-256 over rows, schemas and sources of all tables, as a data package states them.

    The rows are in it by the hash of their CSV file: Parquet files carry the version of what wrote
    them, so their bytes are no identity. Neither are version, time and software.

    Parameters
    ----------
    descriptor
        With `sources`, `licenses` and `resources`; what else it holds is left out.
    """
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    content = {
        "sources": descriptor["sources"],
        "licenses": descriptor["licenses"],
        "tables": [resources[name] for name in TABLES],
    }
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


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
