"""Comparison of `datapackage.json` with its files and with our schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.files.parquet_files import read_parquet
from pipeline.messages import Message, message
from pipeline.release.files.csv import header_of
from pipeline.release.files.paths import parquet_path
from pipeline.release.files.rows_hash import rows_hash
from pipeline.release.metadata.checksums import stated_checksums
from pipeline.release.metadata.datapackage import PARQUET_ENDING, table_resources
from pipeline.release.metadata.identity import content_hash, corpus_hash
from schemas import RELEASE_TABLES

NEEDED = ("version", "content_hash", "licenses", "sources", "resources")
"""Keys that every descriptor must have."""


def describes(descriptor: Mapping[str, Any], resource: Mapping[str, Any]) -> bool:
    """Whether a descriptor describes a resource exactly so."""
    stated = {each["name"]: each for each in descriptor["resources"]}.get(resource["name"], {})
    return all(stated.get(key) == value for key, value in resource.items())


def tables_described_otherwise(descriptor: Mapping[str, Any]) -> list[str]:
    """Return tables that a descriptor describes differently from our schemas."""
    return [
        name
        for name in RELEASE_TABLES
        if not all(
            describes(descriptor, resource)
            for resource in table_resources(name)
            if "schema" in resource
        )
    ]


def unexpected_resources(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Yield resources that our tables lack, and ours that are not described."""
    ours = {each["name"] for name in RELEASE_TABLES for each in table_resources(name)}
    stated = {each["name"] for each in descriptor["resources"]}
    for name in sorted(ours ^ stated):
        yield name, message("described_or_expected")


def unlike_files(release: Path, descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Yield differences between a descriptor and its files, whatever their schemas.

    Raises
    ------
    OSError, ValueError, KeyError, pyarrow.ArrowException, polars.exceptions.PolarsError
        Where a file is missing or cannot be read.
    """
    lacking = [name for name in NEEDED if not descriptor.get(name)]
    for name in lacking:
        yield name, message("descriptor_lacks")
    if lacking:
        return
    yield from _unlike_rows(release, descriptor)
    checksums = stated_checksums(release)
    for resource in descriptor["resources"]:
        for reason in _unlike_file(release, resource, checksums):
            yield resource["name"], reason


def _unlike_rows(release: Path, descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    names = [
        each["name"].removesuffix(PARQUET_ENDING)
        for each in descriptor["resources"]
        if each["name"].endswith(PARQUET_ENDING)
    ]
    counts = {name: pq.read_metadata(release / parquet_path(name)).num_rows for name in names}
    if descriptor.get("row_counts") != counts:
        yield "row_counts", message("stated_otherwise", found=counts)
    sources = read_parquet(release / parquet_path("documents"), columns=["document_id", "sha256"])
    hashes = {"content_hash": content_hash(descriptor), "corpus_hash": corpus_hash(sources)}
    for name, found in hashes.items():
        if descriptor.get(name) != found:
            yield name, message("hash_is_not", found=found)


def _unlike_file(
    release: Path, resource: Mapping[str, Any], checksums: Mapping[str, str]
) -> Iterator[Message]:
    path = str(resource["path"])
    file = release / path
    if not file.is_file():
        yield message("file_not_there", path=path)
        return
    if file.stat().st_size != resource["bytes"]:
        yield message("other_size")
    if resource["hash"] != f"sha256:{checksums.get(path)}":
        yield message("other_hash")
    if resource["format"] == "csv" and header_of(file) != [
        field["name"] for field in resource["schema"]["fields"]
    ]:
        yield message("other_header")
    if "rows_hash" in resource and resource["rows_hash"] != f"sha256:{rows_hash(file)}":
        yield message("other_rows")
