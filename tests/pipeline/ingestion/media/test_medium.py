"""Media: known by ending and bytes together, and refused with what to do."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.medium import Medium, medium_of
from tests.pipeline.ingestion.media.papers import paper


@pytest.mark.parametrize(
    ("name", "content", "medium"),
    [
        ("a.txt", "記録".encode(), Medium.TEXT),
        ("a.HTML", b"<p>x", Medium.HTML),
        ("a.htm", b"\xef\xbb\xbf\n<!DOCTYPE html>", Medium.HTML),
        ("a.pdf", b"%PDF-1.7\n", Medium.PDF),
        ("a.docx", paper(["記録"]), Medium.DOCX),
        ("a.xml", b"\n<data>", Medium.DIET_XML),
        ("a.json", b" {}", Medium.DIET_JSON),
    ],
)
def test_ending_and_bytes_agree(name, content, medium):
    assert medium_of(name, content) is medium


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.docx", b"%PDF-1.7"),
        ("a.docx", b"PK\x03\x04 xl/workbook.xml"),
        ("a.html", b"%PDF-1.7"),
        ("a.txt", b"PK\x03\x04 word/document.xml"),
        ("a.json", b"<html>"),
    ],
)
def test_a_wrong_ending_is_told(name, content):
    with pytest.raises(ExtractionError) as caught:
        medium_of(name, content)
    assert caught.value.failure is Failure.OTHER_CONTENT


@pytest.mark.parametrize(
    ("name", "failure", "advice"),
    [
        ("a.doc", Failure.REFUSED_MEDIUM, ".docx"),
        ("a.odt", Failure.REFUSED_MEDIUM, ".docx"),
        ("a.xlsx", Failure.REFUSED_MEDIUM, "PDF"),
        ("a.zip", Failure.REFUSED_MEDIUM, "npack"),
        ("a.exe", Failure.UNKNOWN_MEDIUM, ".pdf"),
        ("a", Failure.UNKNOWN_MEDIUM, ".pdf"),
    ],
)
def test_refused_media_say_what_to_do(name, failure, advice):
    with pytest.raises(ExtractionError) as caught:
        medium_of(name, b"")
    assert caught.value.failure is failure
    assert advice in caught.value.reason.en
