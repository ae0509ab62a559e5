"""Columns of places in a source: the document, and the characters, lines and pages of a row."""

from __future__ import annotations

from typing import Any

from schemas.columns import column

SOURCE = "documents.sha256"
"""The column that places in a document follow from: an edit shifts all text after it."""


def document_id() -> Any:
    """Declare the document that a row was read from."""
    return column(
        "Document that the span lies in.", "原文のある文書のID", references="documents.document_id"
    )


def char_start() -> Any:
    """Declare where a row begins in the text of its document."""
    return column(
        "First character in the document, from 0.",
        "開始文字位置",
        unit="code point",
        minimum=0,
        follows=SOURCE,
    )


def char_end() -> Any:
    """Declare where a row ends in its document, exclusive."""
    return column(
        "After the last character in the document.",
        "終了文字位置（含まない）",
        unit="code point",
        minimum=0,
        follows=SOURCE,
    )


def line_start() -> Any:
    """Declare the first line of a row in its document."""
    return column("First line in the document, from 1.", "開始行", minimum=1, follows=SOURCE)


def line_end() -> Any:
    """Declare the last line of a row in its document, inclusive."""
    return column("Last line in the document.", "終了行", minimum=1, follows=SOURCE)


def page_start() -> Any:
    """Declare the page of its file on which a row begins."""
    return column(
        "Page of the file on which the row begins, from 1; null for a file without pages.",
        "開始ページ。ページのない形式では空",
        nullable=True,
        minimum=1,
        follows=SOURCE,
    )


def page_end() -> Any:
    """Declare the page of its file on which a row ends."""
    return column(
        "Page of the file on which the row ends; null for a file without pages.",
        "終了ページ。ページのない形式では空",
        nullable=True,
        minimum=1,
        follows=SOURCE,
    )
