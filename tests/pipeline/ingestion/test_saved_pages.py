"""What a browser saves beside a page is passed over with one message, and not file by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingestion.ingest import ingest
from pipeline.ingestion.source_files import survey

PAGE = (
    "<html><body><h1>第１回架空会議 会議録</h1><p>○青木委員　始めます。</p>"
    "<p>○坂本委員　賛成です。</p></body></html>"
).encode()
PARTS = ("style.css", "jquery.js.download", "logo.png", "frame.html", "deep/icon.svg")


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("会議録.html", "会議録_files"),
        ("会議録.html", "会議録.files"),
        ("minutes.htm", "minutes_files"),
        ("Minutes.HTM", "Minutes.files"),
        ("2024/minutes.xhtml", "2024/minutes_files"),
    ],
)
def test_the_folder_of_a_saved_page_is_passed_over_with_one_message(
    collection_of: Callable[..., Path], page: str, parts: str
) -> None:
    folder = collection_of({page: PAGE, **{f"{parts}/{name}": b"x" for name in PARTS}})
    ingested = ingest(folder)
    assert ingested.documents.select("path", "status").rows() == [(page, "parsed")]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["severity"]) == ("saved_page_folder", "warn")
    assert issue["row_key"] == f"made-up/{parts}"
    assert issue["document_id"] is None
    assert issue["message"] == (
        f"{parts} holds what a browser saved with the page {page.rpartition('/')[2]}, and was "
        "passed over. If records lie in it, rename the folder."
    )
    assert issue["message_ja"].startswith(f"{parts} は、ブラウザーがページ")


def test_a_folder_without_its_page_is_read_as_any_other(
    collection_of: Callable[..., Path],
) -> None:
    folder = collection_of({"other.html": PAGE, "minutes_files/record.html": PAGE + b" "})
    found, faults = survey(folder)
    assert [name for name, _ in found] == ["minutes_files/record.html", "other.html"]
    assert faults == []


@pytest.mark.parametrize("beside", ["2024.txt", "2024.pdf"])
def test_a_folder_beside_another_file_of_its_name_is_read(
    collection_of: Callable[..., Path], beside: str
) -> None:
    found, faults = survey(collection_of({beside: b"x", "2024_files/record.txt": b"y"}))
    assert [name for name, _ in found] == [beside, "2024_files/record.txt"]
    assert faults == []


def test_a_file_of_such_a_name_is_read(collection_of: Callable[..., Path]) -> None:
    found, faults = survey(collection_of({"a.html": PAGE, "a_files": b"x", "a_files.txt": b"y"}))
    assert [name for name, _ in found] == ["a.html", "a_files", "a_files.txt"]
    assert faults == []


def test_a_link_of_such_a_name_is_refused_as_a_link(
    collection_of: Callable[..., Path], tmp_path: Path
) -> None:
    folder = collection_of({"a.html": PAGE})
    (folder / "a_files").symlink_to(tmp_path)
    assert [fault.rule for _, fault in survey(folder).faults] == ["regular_file"]
