"""The documents of a release: media, extractors, and pages of rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.words import label

MOST_DOCUMENTS = 100
MOST_MEETINGS = 10
"""Maximum number of meetings shown of one document."""

MOST_REMARKS = 100
TEXT_COLUMNS = 60
"""Maximum width of a shown remark, in columns."""


@dataclass(frozen=True)
class MeetingPages:
    """A meeting and its pages in the document, None without pages."""

    meeting_id: str
    pages: str | None


@dataclass(frozen=True)
class Document:
    """A document: its medium and its first meetings.

    `read_by` is the extractor of its text; None for plain text, which has an encoding.
    """

    document_id: str
    media_type: str
    read_by: str | None
    encoding: str | None
    page_count: int | None
    meetings: list[MeetingPages]
    meeting_count: int


@dataclass(frozen=True)
class RemarkPages:
    """A remark and its pages in the document."""

    document_id: str
    pages: str
    speaker: str
    text: str


@dataclass(frozen=True)
class Documents:
    """The first documents and the first remarks with pages, with totals."""

    first: list[Document]
    total: int
    remarks: list[RemarkPages]
    remark_total: int


def documents(parquet: Path) -> Documents:
    """Read the documents of a release, and the pages of its rows.

    Parameters
    ----------
    parquet
        The folder of the Parquet files of a release.
    """
    table = scan_parquet(parquet / "documents.parquet")
    first = (
        table.sort("document_id")
        .select("document_id", "media_type", "extractor", "encoding", "page_count")
        .head(MOST_DOCUMENTS)
        .collect()
    )
    held = _meetings(parquet, first["document_id"])
    remarks = scan_parquet(parquet / "remarks.parquet").filter(pl.col("page_start").is_not_null())
    return Documents(
        [
            Document(
                name,
                media_type,
                extractor,
                encoding,
                page_count,
                held.get(name, [])[:MOST_MEETINGS],
                len(held.get(name, [])),
            )
            for name, media_type, extractor, encoding, page_count in first.iter_rows()
        ],
        table.select(pl.len()).collect().item(),
        [
            RemarkPages(name, pages, label(speaker or "", TEXT_COLUMNS), label(text, TEXT_COLUMNS))
            for name, pages, speaker, text in remarks.select(
                "document_id", _pages(), "speaker_text", "text"
            )
            .head(MOST_REMARKS)
            .collect()
            .iter_rows()
        ],
        remarks.select(pl.len()).collect().item(),
    )


def _meetings(parquet: Path, names: pl.Series) -> dict[str, list[MeetingPages]]:
    """Return the meetings of documents, by document, in order of text."""
    rows = (
        scan_parquet(parquet / "meetings.parquet")
        .filter(pl.col("document_id").is_in(names.implode()))
        .sort("document_id", "char_start")
        .select("document_id", "meeting_id", _pages())
        .collect()
    )
    found: dict[str, list[MeetingPages]] = {}
    for name, meeting_id, pages in rows.iter_rows():
        found.setdefault(name, []).append(MeetingPages(meeting_id, pages))
    return found


def _pages() -> pl.Expr:
    """Return the page or pages of a row; null without pages."""
    first, last = pl.col("page_start"), pl.col("page_end")
    return (
        pl.when(first == last)
        .then(first.cast(pl.String))
        .otherwise(pl.format("{}–{}", first, last))
        .alias("pages")
    )
