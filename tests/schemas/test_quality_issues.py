"""`quality_issues`: what is wrong or doubtful, with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.quality_issues import QualityIssues
from schemas.table import columns_of, holds, recognition

TableOf = Callable[..., pl.DataFrame]


def test_an_issue_may_be_about_no_row_and_no_document(table_of: TableOf) -> None:
    about_the_collection = dict.fromkeys(("row_key", "document_id", "line", "excerpt"))
    assert holds(QualityIssues, table_of("quality_issues", about_the_collection))
    # Its document may be quarantined, so that nothing in it is a foreign key.
    assert not [column for column in columns_of(QualityIssues) if column.references]


@pytest.mark.parametrize(
    "change",
    [
        {"message": None},
        {"message_ja": ""},
        {"severity": "fatal"},
        {"stage": "取り込み"},
        {"line": 0},
        {"rule": "Decodes"},
        {"rule": "not decodable"},
        {"rule": "1st_line"},
        {"rule": "decodes\n"},
        {"table_name": "documents.text"},
        {"collection_id": "made-up/memo.txt"},
    ],
)
def test_an_issue_names_its_rule_and_says_what_to_do_in_both_languages(
    table_of: TableOf, change: dict[str, object]
) -> None:
    assert not holds(QualityIssues, table_of("quality_issues", change))


def test_an_issue_is_recognised_by_what_it_says_and_its_line_shifts_with_the_text() -> None:
    known = recognition(QualityIssues)
    assert known is not None
    assert known.within == ["document_id", "rule"]
    assert known.by == ["row_key", "message", "excerpt"]
    follows = {column.name: column.follows for column in columns_of(QualityIssues)}
    assert follows["quality_issue_id"] == follows["line"] == "documents.sha256"
    assert (follows["message"], follows["message_ja"]) == (None, "message")
