"""Ingestion: the files of a collection become `documents`.

A file that cannot be taken in is kept as a row without text, status `quarantined`, with an
issue that says why; the others go on.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Collection as AnyOf
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.collection import COLLECTION_FILE, Collection, CollectionError, read_collection
from pipeline.decoding import UndecodableError, decode
from pipeline.families import with_layout
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, message
from pipeline.quality import issues
from schemas import TABLES
from schemas.table import empty, polars_schema
from schemas.vocabulary import DocumentStatus, Severity, Stage

MEDIA_TYPES = {".txt": "text/plain"}
"""File endings that are read, with their media types."""


class Ingested(NamedTuple):
    """What ingestion makes of a collection."""

    documents: pl.DataFrame
    quality_issues: pl.DataFrame


class Fault(NamedTuple):
    """Why a file is not taken in."""

    rule: str
    message: Message
    line: int | None = None

    def as_columns(self) -> dict[str, str | int | None]:
        """The fields as columns of `quality_issues`."""
        return {
            "rule": self.rule,
            "message": self.message.en,
            "message_ja": self.message.ja,
            "line": self.line,
        }


def source_files(folder: Path) -> list[tuple[str, Path]]:
    """The files of a collection's folder and its subfolders that hold records.

    `collection.toml`, files named README and hidden ones hold none.

    Returns
    -------
    list[tuple[str, Path]]
        The path inside the collection, its bytes that are not UTF-8 escaped, and the file; in
        the order of the paths.
    """
    found = []
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        inside = Path(place).relative_to(folder).parts
        found += [
            ((*inside, name), file)
            for name in names
            for file in [Path(place, name)]
            if name != COLLECTION_FILE
            and not name.startswith(".")
            and file.stem.upper() != "README"
            and file.is_file()
        ]
    return [
        (os.fsencode("/".join(parts)).decode("utf-8", "backslashreplace"), file)
        for parts, file in sorted(found)
    ]


def ingest(
    folder: Path,
    limits: Limits = DEFAULT_LIMITS,
    only: AnyOf[str] | None = None,
    kept_out: AnyOf[str] = (),
) -> Ingested:
    """Read every record in the folder of a collection.

    Parameters
    ----------
    only
        The documents to look at, by `document_id`; all where it is None.
    kept_out
        Documents whose text is not read.

    Returns
    -------
    Ingested
        `documents`, one row a file, and the issues found. Without a valid `collection.toml`
        every file is quarantined: nobody could say whose it is and on what terms.
    """
    collection_id = folder.name
    collection: Collection | None = None
    terms: Fault | None = None
    try:
        collection = read_collection(folder)
    except CollectionError as error:
        terms = Fault("terms_stated", error.reason)
    rows = []
    faults = []
    seen: dict[str, str] = {}
    for name, path in source_files(folder):
        document_id = f"{collection_id}/{name}"
        if only is not None and document_id not in only:
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            # Nobody can say what is in it, so there is no row of it.
            reason = error.strerror or str(error)
            shut = Fault("opened", message("not_opened", reason=reason))
            faults.append(
                {
                    "collection_id": collection_id,
                    "document_id": document_id,
                    "row_key": document_id,
                    **shut.as_columns(),
                }
            )
            continue
        is_kept_out = document_id in kept_out
        text, encoding = None, None
        fault = terms or (None if is_kept_out else _refuse(path, content, limits))
        sha256 = hashlib.sha256(content).hexdigest()
        if fault is None and name != path.relative_to(folder).as_posix():
            fault = Fault("decodes", message("file_name_not_utf8"))
        if fault is None and sha256 in seen:
            fault = Fault("seen_once", message("same_bytes", path=seen[sha256]))
        if fault is None and not is_kept_out:
            try:
                decoded = decode(content)
                text, encoding = decoded.text, decoded.encoding
            except UndecodableError as error:
                fault = Fault("decodes", error.reason, error.line)
        if fault is None and text is not None and not text.strip():
            text, encoding = None, None
            fault = Fault("not_empty", message("only_white_space"))
        if fault is None and not is_kept_out:
            seen[sha256] = name
        rows.append(
            {
                "document_id": document_id,
                "collection_id": collection_id,
                "path": name,
                "media_type": _media_type(path),
                "encoding": encoding,
                "sha256": sha256,
                "byte_count": len(content),
                "text": text,
                "source_url": collection.source_url if collection else None,
                "publisher": collection.publisher_ja if collection else None,
                "license": collection.license_name if collection else None,
            }
        )
        if fault:
            faults.append(
                {
                    "collection_id": collection_id,
                    "document_id": document_id,
                    "row_key": document_id,
                    **fault.as_columns(),
                }
            )
    schema = polars_schema(TABLES["documents"])
    raw = {name: dtype for name, dtype in schema.items() if not rows or name in rows[0]}
    documents = (
        pl.DataFrame(rows, schema=raw)
        .with_columns(char_count=pl.col("text").str.len_chars().cast(pl.Int64))
        .pipe(with_layout)
        .with_columns(
            status=pl.when(pl.col("text").is_null())
            .then(pl.lit(DocumentStatus.QUARANTINED.value))
            .otherwise(pl.lit(DocumentStatus.PARSED.value))
        )
        .select(schema.names())
        .sort("document_id")
    )
    return Ingested(documents, _issues(collection_id, faults, terms))


def _refuse(path: Path, content: bytes, limits: Limits) -> Fault | None:
    if path.suffix.lower() not in MEDIA_TYPES:
        readable = ", ".join(MEDIA_TYPES)
        ending = path.suffix or message("no_ending")
        return Fault("media_type", message("media_type_not_read", ending=ending, readable=readable))
    if len(content) > limits.max_document_bytes:
        return Fault(
            "size_limit",
            message("too_large", size=len(content), limit=limits.max_document_bytes),
        )
    if not content:
        return Fault("not_empty", message("file_empty"))
    return None


def _media_type(path: Path) -> str:
    known = MEDIA_TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
    return (known or "application/octet-stream").lower()


def _issues(
    collection_id: str, faults: list[dict[str, str | int | None]], terms: Fault | None
) -> pl.DataFrame:
    if terms and not faults:
        faults = [{"collection_id": collection_id, **terms.as_columns()}]
    if not faults:
        return empty(TABLES["quality_issues"])
    found = pl.DataFrame(faults, schema_overrides={"line": pl.Int32}, infer_schema_length=None)
    return pl.concat(
        issues(
            of_rule,
            stage=Stage.INGESTION,
            rule=str(rule),
            severity=Severity.ERROR,
            table_name="documents",
            message={name: pl.col(name) for name in ("message", "message_ja")},
        )
        for (rule,), of_rule in found.group_by("rule", maintain_order=True)
    )
