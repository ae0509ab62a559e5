"""Status and layout of a document, as found by all stages."""

from __future__ import annotations

import polars as pl

from schemas.vocabulary import DocumentStatus, Severity

ASKED = ["document_id", "table_name", "severity"]
"""Columns of `quality_issues` that decide the status."""
STYLE = ("document_id", "layout", "layout_evidence")
"""Key and columns of the layouts that segmentation finds."""


def with_status(documents: pl.DataFrame, quality_issues: pl.DataFrame) -> pl.DataFrame:
    """Set `status` from the issues of all stages.

    Parameters
    ----------
    documents
        The table `documents`.
    quality_issues
        The issues of these documents: at least the columns `ASKED`.

    Returns
    -------
    pl.DataFrame
        `documents` with `status`: quarantined where an issue quarantines the document, partial
        where any other issue names it, else parsed.
    """
    named = quality_issues["document_id"].drop_nulls().unique()
    document = pl.col("document_id")
    return documents.with_columns(
        status=pl.when(document.is_in(quarantined_documents(quality_issues).implode()))
        .then(pl.lit(DocumentStatus.QUARANTINED.value))
        .when(document.is_in(named.implode()))
        .then(pl.lit(DocumentStatus.PARTIAL.value))
        .otherwise(pl.lit(DocumentStatus.PARSED.value))
    )


def quarantined_documents(quality_issues: pl.DataFrame) -> pl.Series:
    """Return the identifiers of documents that issues quarantine.

    These are issues of severity ERROR about a row of `documents`.
    """
    kept_out = quality_issues.filter(
        pl.col("table_name") == "documents", pl.col("severity") == Severity.ERROR.value
    )
    return kept_out["document_id"].drop_nulls().unique(maintain_order=True)


def with_styles(documents: pl.DataFrame, styles: pl.DataFrame) -> pl.DataFrame:
    """Fill `layout` and `layout_evidence`, which ingestion leaves empty, from `styles`."""
    return documents.update(styles.select(STYLE), on="document_id", how="left")
