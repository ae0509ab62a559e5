"""Ingestion: the files of a collection become `documents`.

A file that cannot be taken in is kept as a row without text, status `quarantined`, with an
issue that says why; the others go on.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Collection as AnyOf
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.ingestion.collection import (
    COLLECTION_FILE,
    RECORDS_FILE,
    Collection,
    CollectionError,
    read_collection,
)
from pipeline.ingestion.damage import damages_of
from pipeline.ingestion.fault_issues import Row, issue_row, issues_of, unopened
from pipeline.ingestion.given_records import read_given
from pipeline.ingestion.given_speeches import given_rows
from pipeline.ingestion.media.isolated import IsolatedExtractor
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.medium import MEDIA_TYPES, MEDIUM_OF_ENDING, not_read
from pipeline.ingestion.page_values import PageValues
from pipeline.ingestion.source_files import Fault, survey, unreadable_file
from pipeline.ingestion.source_text import SourceText, source_text
from pipeline.ingestion.unknown_terms import unknown_terms
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import message
from pipeline.tables.given_speeches import GIVEN_SPEECHES
from schemas import TABLES
from schemas.documents import GIVEN
from schemas.table import polars_schema
from schemas.vocabulary import DocumentStatus, Severity


class Ingested(NamedTuple):
    """What ingestion makes of a collection.

    `page_starts` and `furniture` state where the pages of documents begin, and where running
    headers, footers and page marks lie in their texts. `given_speeches` is as `GIVEN_SPEECHES`.
    """

    documents: pl.DataFrame
    quality_issues: pl.DataFrame
    page_starts: pl.DataFrame
    furniture: pl.DataFrame
    given_speeches: pl.DataFrame


PAGE_STARTS = pl.Schema({"document_id": pl.String, "page": pl.Int32, "char_start": pl.Int64})
FURNITURE = pl.Schema({"document_id": pl.String, "char_start": pl.Int64, "char_end": pl.Int64})


class _Read(NamedTuple):
    """What was read of a file; its text only where that is wanted."""

    sha256: str
    byte_count: int
    source: SourceText


def ingest(
    folder: Path,
    limits: Limits = DEFAULT_LIMITS,
    only: AnyOf[str] | None = None,
    kept_out: AnyOf[str] = (),
) -> Ingested:
    """Read every record in the folder of a collection.

    Parameters
    ----------
    limits
        The largest file, and the limits of its extraction.
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
    unknown: list[Fault] = []
    try:
        collection = read_collection(folder)
        unknown = unknown_terms(folder)
    except CollectionError as error:
        terms = Fault("terms_stated", error.reason)
    found = survey(folder)
    # What was not even opened has a reason, and no row: nothing is known of its bytes.
    faults = [unopened(collection_id, name, fault) for name, fault in found.faults]
    given = read_given(folder, [name for name, _ in found.files])
    given_of = {str(row["path"]): row for row in given.records.iter_rows(named=True)}
    rows: list[Row] = []
    pages: list[tuple[str, int, int]] = []
    furniture: list[tuple[str, int, int]] = []
    speeches: list[tuple[object, ...]] = []
    with IsolatedExtractor(MediaLimits.of(limits)) as extractor:
        reader = _Reader(extractor, limits, terms)
        for name, path in found.files:
            document_id = f"{collection_id}/{name}"
            if only is not None and document_id not in only:
                continue
            is_kept_out = document_id in kept_out
            try:
                read = reader.read(path, is_kept_out=is_kept_out)
            except OSError as error:
                faults.append(unopened(collection_id, name, unreadable_file(name, error)))
                continue
            source, fault = read.source, read.source.fault
            if not terms and fault is None and name != path.relative_to(folder).as_posix():
                fault = Fault("decodes", message("file_name_not_utf8"))
            if fault is None and read.sha256 in reader.seen:
                same = reader.seen[read.sha256]
                fault = Fault("seen_once", message("same_bytes", path=same))
            if fault is not None:
                source = SourceText(source.media_type, fault=fault)
            elif not is_kept_out:
                reader.seen[read.sha256] = name
            rows.append(
                {
                    "document_id": document_id,
                    "collection_id": collection_id,
                    "path": name,
                    "sha256": read.sha256,
                    "byte_count": read.byte_count,
                    **_of_source(source),
                    **_of_collection(collection),
                    **_given(given_of.get(name, {}), source.of_page),
                }
            )
            pages += [(document_id, page, at) for page, at in enumerate(source.pages, start=1)]
            furniture += [(document_id, *span) for span in source.furniture]
            speeches += given_rows(document_id, source.meetings, source.speeches)
            wrong = [source.fault] if source.fault else list(source.doubts)
            faults += [issue_row(collection_id, document_id, document_id, one) for one in wrong]
    if terms and not rows:
        faults.append(issue_row(collection_id, None, None, terms))
    elif not rows and not any(row["severity"] == Severity.ERROR.value for row in faults):
        nothing = Fault("holds_records", message("collection_empty"))
        faults.append(issue_row(collection_id, None, None, nothing))
    # Of no document: their lines are those of another file.
    for file, stated in ((RECORDS_FILE, given.faults), (COLLECTION_FILE, unknown)):
        own = f"{collection_id}/{file}"
        faults += [issue_row(collection_id, None, own, fault) for fault in stated]
    documents = _documents(rows)
    return Ingested(
        documents,
        pl.concat([issues_of(faults), damages_of(documents)]),
        pl.DataFrame(pages, PAGE_STARTS, orient="row").sort("document_id", "page"),
        pl.DataFrame(furniture, FURNITURE, orient="row").sort("document_id", "char_start"),
        pl.DataFrame(speeches, GIVEN_SPEECHES, orient="row").sort("document_id", "char_start"),
    )


def _documents(rows: list[Row]) -> pl.DataFrame:
    """Make the table of the rows of files."""
    schema = polars_schema(TABLES["documents"])
    raw = {name: dtype for name, dtype in schema.items() if not rows or name in rows[0]}
    return (
        pl.DataFrame(rows, schema=raw)
        .with_columns(char_count=pl.col("text").str.len_chars().cast(pl.Int64))
        .with_columns(
            # Known once the text is segmented.
            **dict.fromkeys(("layout", "layout_evidence"), pl.lit(None, dtype=pl.String)),
            status=pl.when(pl.col("text").is_null())
            .then(pl.lit(DocumentStatus.QUARANTINED.value))
            .otherwise(pl.lit(DocumentStatus.PARSED.value)),
        )
        .select(schema.names())
        .sort("document_id")
    )


def _of_source(source: SourceText) -> Row:
    """What is known of the text of a file, as columns of `documents`."""
    return {
        "media_type": source.media_type,
        "encoding": source.encoding,
        "extractor": source.extractor,
        "page_count": len(source.pages) or None,
        "text": source.text,
    }


def _of_collection(collection: Collection | None) -> Row:
    """Whose a record is and on what terms, as columns of `documents`."""
    return {
        "source_url": collection.source_url if collection else None,
        "publisher": collection.publisher_ja if collection else None,
        "license": collection.license_name if collection else None,
    }


def _given(stated: Mapping[str, str | int | date | None], page: PageValues) -> Row:
    """What `records.csv` gives, or else the page, as columns of `documents`.

    The address of the record replaces the collection's.

    Parameters
    ----------
    stated
        The row of the record, or nothing.
    """
    of_meeting = {name: stated.get(name.removeprefix("given_")) for name in GIVEN}
    url = stated.get("source_url") or page.address
    return {
        "published": stated.get("published") or page.published,
        "note": stated.get("note"),
        "page_title": page.title,
        **of_meeting,
        **({"source_url": url} if url else {}),
    }


@dataclass
class _Reader:
    """Reads files, and looks into the same bytes once.

    `seen` has the name of each file that was taken in, by SHA-256; `refused` what came of files
    without a text, by ending and SHA-256.
    """

    extractor: IsolatedExtractor
    limits: Limits
    terms: Fault | None
    seen: dict[str, str] = field(default_factory=dict)
    refused: dict[tuple[str, str], SourceText] = field(default_factory=dict)

    def read(self, path: Path, *, is_kept_out: bool) -> _Read:
        """Read a file, its text only where it is known to be wanted.

        Raises
        ------
        OSError
            Where the file cannot be read.
        """
        size = path.stat().st_size
        fault = self.terms or (None if is_kept_out else _refuse(path, size, self.limits))
        if fault or is_kept_out:
            # Its bytes are never in memory all at once.
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return _Read(sha256, size, SourceText(_media_type(path), fault=fault))
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        key = (path.suffix.lower(), sha256)
        if sha256 in self.seen:
            source = SourceText(_media_type(path))
        elif key in self.refused:
            source = self.refused[key]
        else:
            source = source_text(path.name, content, self.extractor)
            if source.fault is not None:
                self.refused[key] = source
        return _Read(sha256, len(content), source)


def _refuse(path: Path, size: int, limits: Limits) -> Fault | None:
    if path.suffix.lower() not in MEDIUM_OF_ENDING:
        return Fault("media_type", not_read(path.suffix))
    if size > limits.max_document_bytes:
        reason = message("too_large", size=size, limit=limits.max_document_bytes)
        return Fault("size_limit", reason)
    if not size:
        return Fault("not_empty", message("file_empty"))
    return None


def _media_type(path: Path) -> str:
    medium = MEDIUM_OF_ENDING.get(path.suffix.lower())
    known = MEDIA_TYPES[medium] if medium else mimetypes.guess_type(path.name)[0]
    return (known or "application/octet-stream").lower()
