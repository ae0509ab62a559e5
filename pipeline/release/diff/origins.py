"""Causes of changed rows: the changes to the documents of a collection."""

from __future__ import annotations

import polars as pl

from pipeline.release.diff.matching import match
from schemas.documents import GIVEN

SEPARATOR = "\x1f"

ORIGIN = ("is_sourced", "is_extracted", "has_other_extractor")
"""Facts about the document of a row, compared with the other release.

`is_sourced`: the document is missing there, or has other bytes or other given values.
`is_extracted`: it is the same file, from which another extractor took another text.
`has_other_extractor`: another extractor took its text, which may be the same.
"""


Origins = tuple[pl.DataFrame, pl.DataFrame]
"""The documents of both releases, as `document_origins` returns them."""

READ = ("document_id", "sha256", *GIVEN, "extractor", "page_count")
"""Columns of `documents` that tell most of its origin; the text is left out."""


def of_any(origins: Origins) -> dict[str, bool]:
    """Return the columns `ORIGIN` of a row that is made of all documents of both releases."""
    return {name: any(bool(side[name].any()) for side in origins) for name in ORIGIN}


def document_origins(before: pl.DataFrame, now: pl.DataFrame) -> Origins:
    """Compare the documents of two releases.

    A document under another path is the same where its bytes and the given values of its meeting
    are the same.

    Parameters
    ----------
    before, now
        `documents` of a collection.

    Returns
    -------
    tuple[pl.DataFrame, pl.DataFrame]
        `document_id` and the columns `ORIGIN`, all filled, for the documents of each release.
    """
    known = [
        rows.select(
            key="document_id",
            scope=pl.lit(""),
            content=pl.concat_str("sha256", _given(rows)),
            place=pl.lit(0),
        )
        for rows in (before, now)
    ]
    pairs = match(*known, by_place=False)
    is_same = known[0]["content"].gather(pairs["before"]) == known[1]["content"].gather(
        pairs["now"]
    )
    same = pairs.filter(is_same)
    old, new = before[same["before"]], now[same["now"]]
    is_other = _differs(old, new, "extractor")
    is_extracted = is_other & (_differs(old, new, "text") | _differs(old, new, "page_count"))
    return _origins(before, same["before"], is_extracted, is_other), _origins(
        now, same["now"], is_extracted, is_other
    )


def origins_of(rows: pl.DataFrame, meetings: pl.DataFrame, origins: pl.DataFrame) -> pl.DataFrame:
    """Return the columns `ORIGIN` for rows, in the same order.

    Rows without a document are about `collection.toml`, the collection's own file.
    """
    if "document_id" in rows.columns:
        documents = rows["document_id"]
    elif "meeting_id" in rows.columns:
        documents = rows.select("meeting_id").join(
            meetings.select("meeting_id", "document_id"),
            on="meeting_id",
            how="left",
            maintain_order="left",
        )["document_id"]
    else:
        return pl.select(
            pl.repeat(False, rows.height, dtype=pl.Boolean).alias(name) for name in ORIGIN
        )
    return (
        documents.to_frame("document_id")
        .join(origins, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.col(ORIGIN).fill_null(False))
        .select(pl.col("is_sourced") | pl.col("document_id").is_null(), *ORIGIN[1:])
    )


def _origins(
    documents: pl.DataFrame, same: pl.Series, is_extracted: pl.Series, is_other: pl.Series
) -> pl.DataFrame:
    found = pl.DataFrame(
        {
            "document_id": documents["document_id"].gather(same),
            "is_sourced": pl.repeat(False, same.len(), dtype=pl.Boolean, eager=True),
            "is_extracted": is_extracted,
            "has_other_extractor": is_other,
        }
    )
    return (
        documents.select("document_id")
        .join(found, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.col("is_sourced").fill_null(True), pl.col(ORIGIN[1:]).fill_null(False))
    )


def _differs(old: pl.DataFrame, new: pl.DataFrame, name: str) -> pl.Series:
    """Compare a column of two frames row by row.

    A column that a release lacks counts as missing values.
    """
    values = [
        rows[name].cast(pl.String)
        if name in rows.columns
        else pl.repeat(None, rows.height, dtype=pl.String, eager=True)
        for rows in (old, new)
    ]
    return values[0].ne_missing(values[1])


def _given(documents: pl.DataFrame) -> pl.Expr:
    """Join the given values of a document's meeting into one text.

    Columns that an old release lacks count as empty.
    """
    known = [
        pl.col(name).cast(pl.String) if name in documents.columns else pl.lit(None, pl.String)
        for name in GIVEN
    ]
    return pl.concat_str([value.fill_null("") for value in known], separator=SEPARATOR)
