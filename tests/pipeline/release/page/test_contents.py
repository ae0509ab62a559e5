"""What is in a release: its tables, its sources and its files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.page.contents import Download, downloads, sources, tables, web_address
from schemas import RELEASE_TABLES

TableOf = Callable[..., pl.DataFrame]


def test_every_table_is_summarised_with_its_meaning_in_both_languages() -> None:
    found = tables({name: number for number, name in enumerate(RELEASE_TABLES)})
    assert [summary.name for summary in found] == list(RELEASE_TABLES)
    assert [summary.row_count for summary in found] == list(range(len(RELEASE_TABLES)))
    issues = found[list(RELEASE_TABLES).index("quality_issues")]
    assert issues.column_count == 12
    assert issues.meaning.ja == "品質上の課題"
    assert issues.meaning.en.startswith("Something found wrong or doubtful")


def test_a_source_has_the_number_and_the_dates_of_its_meetings(
    table_of: TableOf, tmp_path: Path
) -> None:
    days = (date(2024, 6, 3), date(2023, 4, 1), None)
    of_north = [{"collection_id": "north", "date": day} for day in days]
    rows = table_of("meetings", *of_north, {"collection_id": "south", "date": None})
    rows.write_parquet(tmp_path / "meetings.parquet")
    stated = [
        {"collection_id": "south", "path": "javascript:alert(1)"},
        {"collection_id": "north", "path": "https://example.org/north"},
        {"collection_id": "west"},
    ]
    found = sources({"sources": stated}, tmp_path)
    assert [(source.url, source.meeting_count, source.dates) for source in found] == [
        (None, 1, None),
        ("https://example.org/north", 3, ("2023-04-01", "2024-06-03")),
        (None, 0, None),
    ]
    assert [source.stated for source in found] == stated


@pytest.mark.parametrize(
    ("url", "is_followed"),
    [
        ("https://example.org/", True),
        ("HTTP://example.org/", True),
        ("javascript:alert('https://')", False),
        ("data:text/html,x", False),
        (" https://example.org/", False),
        ("//example.org/", False),
        ("README.md", False),
        ("", False),
        (None, False),
    ],
)
def test_a_browser_may_follow_addresses_of_the_web_alone(
    url: str | None, is_followed: bool
) -> None:
    assert web_address(url) == (url if is_followed else None)


def test_downloads_are_the_described_files_and_then_all_others(tmp_path: Path) -> None:
    for path in ("csv/meetings.csv", "excel/gijiroku.xlsx", "CITATION.cff", "index.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x" * 1500)
    # What the descriptor states of a file counts; it is not measured again.
    resource = {"path": "csv/meetings.csv", "bytes": 999, "hash": f"sha256:{'0' * 64}"}
    other = hashlib.sha256(b"x" * 1500).hexdigest()
    assert downloads({"resources": [resource]}, tmp_path, {"index.html", "SHA256SUMS"}) == [
        Download("csv/meetings.csv", "999 B", 999, "0" * 64),
        Download("CITATION.cff", "1.5 kB", 1500, other),
        Download("excel/gijiroku.xlsx", "1.5 kB", 1500, other),
    ]
