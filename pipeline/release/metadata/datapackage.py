"""`datapackage.json` of a release (Data Package v2), from schemas and collections alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.ingestion.collection import Collection
from pipeline.names.morphemes import EDITION
from pipeline.release.files.paths import csv_path, parquet_path
from pipeline.release.made_up import MADE_UP_NOTICE, is_made_up
from pipeline.release.version import Identity
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, not_in_csv
from schemas.table import Column, Table, columns_of, description, primary_key

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
"""The profile that the descriptor conforms to (Data Package standard, version 2)."""

PARQUET_ENDING = "-parquet"
"""Suffix of the name of a Parquet resource, after the name of its table."""

PARQUET_FORMAT = "apache-parquet"
"""Format of Parquet resources; "parquet" would make frictionless read them with pandas, where
nullable whole numbers become floats, and neither size nor hash of the file is taken.
"""

PROCESSED_NOTICE = {
    "en": (
        "This dataset was made by processing the published records named as its sources. "
        "It was not made by their publishers, and they do not answer for it."
    ),
    "ja": (
        "このデータセットは、出典に掲げた公表資料を加工して作成したものです。"
        "出典の公表者が作成したものではなく、公表者はその内容に責任を負いません。"
    ),
}
"""Notice of processing, which the terms of the sources require beside the attribution."""


def notice_of(collections: Sequence[Collection]) -> dict[str, str]:
    """Return the notice on the sources of a release, in both languages."""
    return MADE_UP_NOTICE if is_made_up(collections) else PROCESSED_NOTICE


_TYPES: dict[type, str] = {
    pl.String: "string",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.Time: "time",
}


@dataclass(frozen=True)
class DataFiles:
    """The data files of a staged release, with their SHA-256 by path.

    `rows_hashes` are the hashes of rows, by table, of the tables that CSV does not hold in full.
    """

    folder: Path
    digests: Mapping[str, str]
    rows_hashes: Mapping[str, str]


def datapackage(
    files: DataFiles, identity: Identity, collections: Sequence[Collection]
) -> dict[str, Any]:
    """Describe the files of a staged release.

    Parameters
    ----------
    identity
        Version, time and hash of the release.
    collections
        The collections whose rows it holds.
    """
    notice = notice_of(collections)
    return {
        "$schema": PROFILE,
        "name": "gijiroku",
        "title": "Records of Japanese government meetings",
        "title_ja": "日本の行政会議の議事録データ",
        "description": notice["en"],
        "description_ja": notice["ja"],
        **({"made_up": True} if is_made_up(collections) else {}),
        "version": identity.version,
        "version_reason": identity.reason,
        "version_reason_ja": identity.reason_ja,
        "created": identity.created,
        "history": [*identity.history, update(identity)],
        "departed_persons": list(identity.departed_persons),
        "content_hash": identity.content_hash,
        "corpus_hash": identity.corpus_hash,
        "code_version": identity.code_version,
        "row_counts": identity.row_counts,
        "software": identity.software,
        **({"dictionary": dictionary(identity)} if identity.has_language else {}),
        "contributors": [{"title": "gijiroku", "roles": ["wrangler"]}],
        **contents(files, collections),
    }


def dictionary(identity: Identity) -> dict[str, str]:
    """Name the dictionary that words were cut by, with edition and version."""
    return {
        "name": "SudachiDict",
        "edition": EDITION,
        "version": identity.software.get(f"sudachidict-{EDITION}", ""),
    }


def update(identity: Identity) -> dict[str, str]:
    """Describe a release in the history of updates."""
    return {
        "version": identity.version,
        "created": identity.created,
        "reason": identity.reason,
    }


def contents(files: DataFiles, collections: Sequence[Collection]) -> dict[str, Any]:
    """Describe terms, sources and data files, which no release time changes.

    The parameters are those of `datapackage`.
    """
    return {
        "licenses": _unique(terms(collection) for collection in collections),
        "sources": [source(collection) for collection in collections],
        "resources": [
            {**resource, **_measured(files, name, resource["path"])}
            for name in RELEASE_TABLES
            for resource in table_resources(name)
            if resource["path"] in files.digests
        ],
    }


def table_resources(name: str) -> list[dict[str, Any]]:
    """Describe the files of a table, except their bytes and hashes."""
    table = RELEASE_TABLES[name]
    return [*([_csv(name, table)] if csv_columns(table) else []), _parquet(name, table)]


def _csv(name: str, table: type[Table]) -> dict[str, Any]:
    english, japanese = description(table)
    return {
        "name": name,
        "path": csv_path(name),
        "description": english,
        "description_ja": japanese,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "byte_order_mark": True,
        "type": "table",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "escapes": {"\\\\": "backslash", "\\n": "line feed", "\\r": "carriage return"},
        **({"columns_in_parquet_alone": not_in_csv(table)} if not_in_csv(table) else {}),
        "schema": _table_schema(table, csv_columns(table)),
    }


def _parquet(name: str, table: type[Table]) -> dict[str, Any]:
    """Describe a Parquet file, with its schema where CSV lacks columns."""
    english, japanese = description(table)
    return {
        "name": f"{name}{PARQUET_ENDING}",
        "path": parquet_path(name),
        "description": english,
        "description_ja": japanese,
        "format": PARQUET_FORMAT,
        "mediatype": "application/vnd.apache.parquet",
        **({"schema": _table_schema(table, columns_of(table))} if not_in_csv(table) else {}),
    }


def _measured(files: DataFiles, name: str, path: str) -> dict[str, Any]:
    has_rows_hash = path == parquet_path(name) and name in files.rows_hashes
    return {
        "bytes": (files.folder / path).stat().st_size,
        "hash": f"sha256:{files.digests[path]}",
        **({"rows_hash": f"sha256:{files.rows_hashes[name]}"} if has_rows_hash else {}),
    }


def _table_schema(table: type[Table], columns: Sequence[Column]) -> dict[str, Any]:
    foreign_keys = [
        {
            "fields": [column.name],
            "reference": {
                # In the standard, an empty text is the table itself.
                "resource": "" if RELEASE_TABLES[target] is table else target,
                "fields": [key],
            },
        }
        for column in columns
        if column.references
        for target, key in [column.references.split(".")]
    ]
    return {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": primary_key(table),
        **({"foreignKeys": foreign_keys} if foreign_keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.pattern:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[type(column.dtype)],
        "description": column.en,
        "description_ja": column.ja,
    }
    if column.dtype == pl.Datetime:
        field["format"] = "%Y-%m-%dT%H:%M:%S%z"
    if column.unit:
        field["unit"] = column.unit
    if column.vocabulary:
        constraints["enum"] = column.vocabulary.values()
        field["categories"] = [
            {"value": member.value, "label": member.en, "label_ja": member.ja}
            for member in column.vocabulary
        ]
    if constraints:
        field["constraints"] = constraints
    return field


def terms(collection: Collection) -> dict[str, str]:
    """Describe the terms of use of a collection's records."""
    stated = {"title": collection.license_name, "title_en": collection.license_name_en}
    # The standard requires a name from the Open Definition or a path. Terms without an address
    # are stated in the README.
    return {
        "path": collection.license_url or "README.md",
        **{key: value for key, value in stated.items() if value},
    }


def source(collection: Collection) -> dict[str, Any]:
    """Describe a collection as a source: publisher, terms and origin."""
    stated = {
        "title": collection.source_title or collection.body_ja,
        "path": collection.source_url,
        "collection_id": collection.collection_id,
        "body": collection.body_en,
        "body_ja": collection.body_ja,
        "publisher": collection.publisher_en,
        "publisher_ja": collection.publisher_ja,
        "license": collection.license_name,
        "record_kind": collection.record_kind.value,
        "note": collection.source_note,
        "made_up": collection.made_up,
    }
    return {key: value for key, value in stated.items() if value}


def _unique(items: Any) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found
