from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipeline.checks.ingestion import documents_accounted

Table = Callable[..., pl.DataFrame]

OUT = {"document_id": "made-up/other.txt", "status": "quarantined"}


def test_a_quarantined_document_with_its_reason_is_accounted_for(table_of: Table) -> None:
    frames = {
        "documents": table_of("documents", {}, OUT),
        "quality_issues": table_of("quality_issues", {}),
    }
    assert documents_accounted(frames).is_empty()


def test_a_document_with_a_reason_that_is_not_quarantined_is_not(table_of: Table) -> None:
    frames = {
        "documents": table_of("documents", {"document_id": "made-up/other.txt"}),
        "quality_issues": table_of("quality_issues", {}),
    }
    assert documents_accounted(frames).rows() == [("made-up/other.txt", "parsed")]


def test_a_warning_is_no_reason_to_quarantine(table_of: Table) -> None:
    frames = {
        "documents": table_of("documents", OUT),
        "quality_issues": table_of("quality_issues", {"severity": "warn"}),
    }
    assert documents_accounted(frames).rows() == [("made-up/other.txt", "quarantined")]


def test_an_issue_of_another_table_is_no_reason(table_of: Table) -> None:
    frames = {
        "documents": table_of("documents", OUT),
        "quality_issues": table_of("quality_issues", {"table_name": "meetings"}),
    }
    assert documents_accounted(frames).rows() == [("made-up/other.txt", "quarantined")]


def test_an_issue_of_no_row_accounts_for_none(table_of: Table) -> None:
    frames = {
        "documents": table_of("documents", {}),
        "quality_issues": table_of("quality_issues", {"row_key": None, "document_id": None}),
    }
    assert documents_accounted(frames).is_empty()
