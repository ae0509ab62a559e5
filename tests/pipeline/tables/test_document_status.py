from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.tables.document_status import ASKED, with_status

DOCUMENT = "made-up/memo.txt"

ISSUES: dict[str, tuple[list[dict[str, str | None]], str]] = {
    "none": ([], "parsed"),
    "of another document": ([{"document_id": "made-up/other.txt"}], "parsed"),
    "of a collection": ([{"document_id": None, "row_key": None}], "parsed"),
    "a warning": ([{"document_id": DOCUMENT, "severity": "warn"}], "partial"),
    "a row kept out": ([{"document_id": DOCUMENT, "table_name": "remarks"}], "partial"),
    "a document kept out": ([{"document_id": DOCUMENT}], "quarantined"),
    "both": (
        [{"document_id": DOCUMENT, "severity": "warn"}, {"document_id": DOCUMENT}],
        "quarantined",
    ),
}


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize("before", ["parsed", "quarantined"])
def test_the_status_follows_from_the_issues_alone(
    table_of: Callable[..., pl.DataFrame], name: str, before: str
) -> None:
    found, expected = ISSUES[name]
    documents = table_of("documents", {"document_id": DOCUMENT, "status": before})
    made = with_status(documents, table_of("quality_issues", *found).select(ASKED))
    assert made["status"].to_list() == [expected]
    assert made.drop("status").equals(documents.drop("status"))
    assert made.schema == documents.schema
