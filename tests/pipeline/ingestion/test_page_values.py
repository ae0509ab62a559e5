"""What web pages state of themselves, up to the tables; all pages are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.media.extracted import Extracted
from pipeline.ingestion.page_values import page_values
from tests.pipeline.run.test_media import run

TALK = """\
<p>２　出席委員　　青木一郎、坂本花子</p>
<p>○青木委員　ただいまから始めます。よろしくお願いします。</p>
<p>○坂本委員　それでよいと思います。異議はありません。</p>
"""
HEAD = """\
<title>第３回架空審議会 議事録 | 架空府</title>
<link rel="canonical" href="https://example.go.jp/shingikai/3.html">
<meta property="article:published_time" content="2024-05-10T09:00:00+09:00">
<meta property="article:modified_time" content="2024-06-20">
<meta name="date" content="2024-06-20">
<meta name="dcterms.modified" content="2024-06-20">
"""


def page(body: str, head: str = HEAD) -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.fixture
def tables_of(collection_of: Callable[..., Path], tmp_path: Path):
    return lambda files: run(collection_of(files), tmp_path)


def test_what_a_page_states_is_used_where_nothing_else_does(tables_of):
    tables = tables_of({"a.html": page(TALK)})
    document = tables["documents"].row(0, named=True)
    assert document["page_title"] == "第３回架空審議会 議事録 | 架空府"
    assert document["source_url"] == "https://example.go.jp/shingikai/3.html"
    assert document["published"] == date(2024, 5, 10)
    assert document["given_title"] is None
    meeting = tables["meetings"].row(0, named=True)
    assert (meeting["title"], meeting["title_basis"]) == ("第３回架空審議会 議事録", "given")
    assert (meeting["body"], meeting["session"], meeting["session_basis"]) == (
        "架空審議会",
        3,
        "given",
    )
    # No day of the page is one of the meeting.
    assert (meeting["date"], meeting["date_basis"]) == (None, None)


@pytest.mark.long
def test_records_csv_goes_before_the_page(tables_of):
    records = (
        "path,source_url,title,date,published\n"
        "a.html,https://example.org/1,第２回見本審議会 議事録,2024-04-01,2024-05-01\n"
    )
    tables = tables_of({"a.html": page(TALK), "records.csv": records.encode()})
    document = tables["documents"].row(0, named=True)
    assert document["source_url"] == "https://example.org/1"
    assert document["published"] == date(2024, 5, 1)
    meeting = tables["meetings"].row(0, named=True)
    assert (meeting["title"], meeting["session"]) == ("第２回見本審議会 議事録", 2)
    assert meeting["date"] == date(2024, 4, 1)


def test_the_record_goes_before_the_page_and_a_page_is_no_witness_against_it(tables_of):
    body = "<p>第４回見本会議 議事録</p><p>日時：令和６年４月１日（月）10：00～11：00</p>" + TALK
    tables = tables_of({"a.html": page(body)})
    meeting = tables["meetings"].row(0, named=True)
    assert (meeting["title"], meeting["title_basis"]) == ("第４回見本会議 議事録", "stated")
    assert (meeting["session"], meeting["date"]) == (4, date(2024, 4, 1))
    assert tables["quality_issues"].filter(pl.col("rule").str.starts_with("given_")).is_empty()


@pytest.mark.long
def test_a_title_with_the_day_of_an_update_is_no_title_of_a_meeting(tables_of):
    head = "<title>第３回架空審議会 議事録（令和６年６月20日更新） | 架空府</title>"
    meeting = tables_of({"a.html": page(TALK, head)})["meetings"].row(0, named=True)
    assert (meeting["title"], meeting["session"], meeting["date"]) == (None, None, None)


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://example.go.jp/shingikai/3.html", True),
        ("https://example.go.jp/?id=3", True),
        ("https://example.go.jp/", False),
        ("https://example.go.jp/index.html", False),
        ("/shingikai/3.html", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("https://example.go.jp/" + "a" * 600, False),
        ("https://example.go.jp/a b", False),
    ],
)
def test_an_address_is_that_of_one_page(address, is_kept):
    found = page_values(Extracted("x\n", "x", canonical_url=address)).address
    assert found == (address if is_kept else None)


def test_a_day_that_no_record_was_published_on_is_none():
    assert page_values(Extracted("x\n", "x", published="0001-01-01")).published is None
