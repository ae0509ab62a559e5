"""The documents of a release as the page names them: media, meetings, and pages of rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.page.documents import (
    MOST_DOCUMENTS,
    MOST_MEETINGS,
    MOST_REMARKS,
    Document,
    MeetingPages,
    RemarkPages,
    documents,
)

TableOf = Callable[..., pl.DataFrame]
Rows = list[dict[str, object]]
Write = Callable[..., Path]

PDF = "application/pdf"


@pytest.fixture
def write(tmp_path: Path, table_of: TableOf) -> Write:
    """Write the tables that the page asks of documents."""

    def build(documents: Rows, meetings: Rows, remarks: Rows) -> Path:
        tables = {"documents": documents, "meetings": meetings, "remarks": remarks}
        for name, rows in tables.items():
            table_of(name, *rows).write_parquet(tmp_path / f"{name}.parquet")
        return tmp_path

    return build


def test_a_document_has_its_meetings_in_the_order_of_its_text(write: Write) -> None:
    found = documents(
        write(
            [
                {"document_id": "b.pdf", "media_type": PDF, "extractor": "e 1", "encoding": None}
                | {"page_count": 9},
                {"document_id": "a.txt"},
            ],
            [
                {"document_id": "b.pdf", "meeting_id": "m-2", "char_start": 50}
                | {"page_start": 4, "page_end": 9},
                {"document_id": "b.pdf", "meeting_id": "m-3", "char_start": 9}
                | {"page_start": 3, "page_end": 3},
                {"document_id": "elsewhere.txt", "meeting_id": "m-1"},
            ],
            [],
        )
    )
    meetings = [MeetingPages("m-3", "3"), MeetingPages("m-2", "4–9")]
    assert found.first == [
        Document("a.txt", "text/plain", None, "utf-8", None, [], 0),
        Document("b.pdf", PDF, "e 1", None, 9, meetings, 2),
    ]
    assert (found.total, found.remarks, found.remark_total) == (2, [], 0)


def test_remarks_on_pages_are_shown_and_those_without_are_not(write: Write) -> None:
    paged = {"page_start": 1, "page_end": 2, "text": "賛成。\n以上。"}
    found = documents(
        write(
            [{}],
            [],
            [
                {"page_start": None, "page_end": None, "text": "反対。"},
                paged | {"speaker_text": "青木委員"},
                paged | {"page_end": 1, "text": "雲" * 99},
            ],
        )
    )
    assert found.remark_total == 2
    assert found.remarks == [
        RemarkPages("made-up/memo.txt", "1–2", "青木委員", "賛成。 以上。"),
        RemarkPages("made-up/memo.txt", "1", "", "雲" * 29 + "…"),
    ]


def test_of_many_the_first_are_shown_and_all_are_counted(write: Write) -> None:
    names = [f"{number:03}.txt" for number in range(MOST_DOCUMENTS + 1)]
    of_last_shown = {"document_id": names[MOST_DOCUMENTS - 1]}
    found = documents(
        write(
            [{"document_id": name} for name in reversed(names)],
            [
                of_last_shown | {"meeting_id": f"m-{number:02}", "char_start": number}
                for number in range(MOST_MEETINGS + 1)
            ],
            [{"page_start": 1, "page_end": 1}] * (MOST_REMARKS + 1),
        )
    )
    assert [document.document_id for document in found.first] == names[:-1]
    last = found.first[-1]
    assert (len(last.meetings), last.meeting_count) == (MOST_MEETINGS, MOST_MEETINGS + 1)
    assert (found.total, len(found.remarks)) == (MOST_DOCUMENTS + 1, MOST_REMARKS)
    assert found.remark_total == MOST_REMARKS + 1
