"""A small published release, of the rows of `small_rows.py`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from schemas import RELEASE_TABLES
from schemas.table import columns_of, description, polars_schema, primary_key, sort_key
from tests.pipeline.interchange.small_rows import SMALL, WORDS
from tests.schemas.rows import ROWS


def _language() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    sentences, tokens = [], []
    for (owner, ordinal), words in sorted(WORDS.items()):
        text = "".join(one["surface"] for one in words)
        sentence_id = f"{owner}/s-{ordinal:04}"
        sentences.append(
            {
                "sentence_id": sentence_id,
                "meeting_id": owner.rpartition("/")[0],
                "remark_id": owner if "/r-" in owner else None,
                "agenda_item_id": owner if "/g-" in owner else None,
                "ordinal": ordinal,
                "text_start": 0,
                "text_end": len(text),
                "text": text,
                "token_count": len(words),
            }
        )
        start = 0
        for place, one in enumerate(words, start=1):
            end = start + len(one["surface"])
            where = {"ordinal": place, "text_start": start, "text_end": end}
            tokens.append({"sentence_id": sentence_id, **where, **one})
            start = end
    return sentences, tokens


def small_tables() -> dict[str, pl.DataFrame]:
    """The tables of the release, in the order of their publication."""
    sentences, tokens = _language()
    rows = {
        name: [ROWS.get(name, {}) | change for change in changes]
        for name, changes in {**SMALL, "sentences": sentences, "tokens": tokens}.items()
    }
    for remark in rows["remarks"]:
        remark["text_normalized"] = str(remark["text"]).lower()
    return {
        name: pl.DataFrame(rows[name], schema=polars_schema(RELEASE_TABLES[name])).sort(
            sort_key(RELEASE_TABLES[name])
        )
        for name in RELEASE_TABLES
    }


def write_release(folder: Path, tables: Mapping[str, pl.DataFrame]) -> Path:
    """Write a release folder with the files that an export reads, and their checksums."""
    (folder / "parquet").mkdir(parents=True)
    for name, rows in tables.items():
        rows.write_parquet(folder / f"parquet/{name}.parquet")
    descriptor = {
        "title": "Made-up records",
        "title_ja": "架空の記録",
        "description": "Made up.",
        "description_ja": "架空です。",
        "version": "1.2.0",
        "created": "2026-01-01T00:00:00+00:00",
        "content_hash": "c0ffee",
        "licenses": [{"path": "https://example.org/terms", "title": "架空利用規約"}],
        "sources": [
            {
                "title": "架空会議の記録",
                "collection_id": "made-up",
                "publisher_ja": "架空府",
                "path": "https://example.org/",
            }
        ],
        "row_counts": {name: rows.height for name, rows in tables.items()},
        "resources": [_resource(name) for name in tables],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    write_checksums(folder)
    return folder


def write_checksums(folder: Path) -> None:
    """State the checksums of the files of a folder, as `sha256sum` does."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    lines.sort(key=lambda line: line.split("  ")[1])
    (folder / "SHA256SUMS").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _resource(name: str) -> dict[str, Any]:
    table = RELEASE_TABLES[name]
    en, ja = description(table)
    return {
        "name": f"{name}-parquet",
        "path": f"parquet/{name}.parquet",
        "description": en,
        "description_ja": ja,
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "description": column.en,
                    "description_ja": column.ja,
                    "constraints": {} if column.nullable else {"required": True},
                }
                for column in columns_of(table)
            ],
            "primaryKey": primary_key(table),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {"resource": "" if to == name else to, "fields": [key]},
                }
                for column in columns_of(table)
                if column.references
                for to, key in [column.references.split(".")]
            ],
        },
    }


def without(tables: Mapping[str, pl.DataFrame], names: Sequence[str]) -> dict[str, pl.DataFrame]:
    """The tables but some, for a release of older code."""
    return {name: rows for name, rows in tables.items() if name not in names}
