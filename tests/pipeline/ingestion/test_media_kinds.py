"""Kinds of files that are no plain text, by ending, by bytes, and by the beginning of a text."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media_kinds import (
    DOCX,
    HTML,
    KINDS,
    kind_of_bytes,
    kind_of_ending,
    kind_of_text,
    not_text,
)
from tests.pipeline.ingestion.media.papers import archive, paper

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        (".pdf", "application/pdf"),
        (".PDF", "application/pdf"),
        (".htm", "text/html"),
        (".mht", "multipart/related"),
        (".docx", DOCX),
        (".jtd", "application/msword"),
        (".csv", "application/vnd.ms-excel"),
        (".JPG", "image/png"),
        (".lzh", "application/octet-stream"),
        (".m4a", "audio/mpeg"),
        (".txt", None),
        (".md", None),
        ("pdf", None),
        ("", None),
    ],
)
def test_an_ending_names_a_kind_in_any_case(ending: str, media_type: str | None) -> None:
    kind = kind_of_ending(ending)
    assert (kind and kind.media_type) == media_type


def test_no_two_kinds_share_an_ending() -> None:
    endings = [ending for kind in KINDS for ending in kind.endings]
    assert len(endings) == len(set(endings))


def office(name: str) -> bytes:
    return archive(("[Content_Types].xml", b"<Types/>"), (name, b"<x/>"))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (paper(["会議録"]), DOCX),
        (office("xl/workbook.xml"), "application/vnd.ms-excel"),
        (office("ppt/presentation.xml"), "application/vnd.ms-powerpoint"),
        (
            archive(("mimetype", b"")).replace(
                b"mimetype", b"mimetypeapplication/vnd.oasis.opendocument.text", 1
            ),
            "application/msword",
        ),
        # An archive of something else, and a container of which nothing is known.
        (archive(("memo.txt", "会議録".encode())), "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        (OLE + b"WordDocument", "application/x-ole-storage"),
        (b"{\\rtf1\\ansi}", "application/rtf"),
        (b"\xff\xd8\xff\xe0", "image/png"),
        (b"ID3\x03\x00", "audio/mpeg"),
    ],
)
def test_bytes_show_a_kind_whatever_the_name(content: bytes, media_type: str) -> None:
    kind = kind_of_bytes(content)
    assert kind is not None
    assert kind.media_type == media_type


@pytest.mark.parametrize(
    "text",
    [
        "会議録",
        "PDFの扱いについて",
        "%PDF の扱いについて",
        " %PDF-1.7",
        "PK の結果について",
        "ID3 タグの付け方",
        "MMの会 議事録",
        "{\\r}",
        "",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_bytes_of_a_text_show_none(text: str, encoding: str) -> None:
    assert kind_of_bytes(text.encode(encoding)) is None


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\n <!doctype  HTML PUBLIC '-//W3C//DTD'>", True),
        ("<HTML lang=ja>", True),
        ("<?xml version='1.0'?>\n<!-- 注\n記 --> <!-- 2 -->\n<html>", True),
        ("<body><p>会議録", True),
        # A text about such a page, other markup, and brackets of a record.
        ("会議録\n<html>", False),
        ("<htmlとは何か>", False),
        ("<header>会議録</header>", False),
        ("<?xml version='1.0'?><data/>", False),
        ("<座長挨拶>", False),
    ],
)
def test_a_text_is_a_page_where_it_begins_as_one(text: str, is_html: bool) -> None:
    assert kind_of_text(text) is (HTML if is_html else None)


def test_what_is_said_names_the_kind_and_what_to_do() -> None:
    said = not_text(KINDS[0])
    assert said.en == "this is a PDF, whatever its name says. Give it the ending .pdf."
    assert said.ja == ("名前はテキストですが、中身はPDF 文書です。拡張子を .pdf にしてください。")
