"""The encoding of a page: what its bytes prove beside what it declares."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure
from pipeline.ingestion.media.html_charset import BYTES_LOOKED_AT, decode_page

RECORD = "<p>○青木委員　資料の三ページにある計画の進み具合について、伺います。①渡邉</p>"
HTTP = "<meta http-equiv=Content-Type content='text/html; charset={}'>"
META = "<meta charset='{}'>"


@pytest.mark.parametrize(
    ("declaration", "name", "encoding"),
    [
        (META, "UTF-8", "utf-8"),
        (META, "utf8", "utf-8"),
        (META, " utf-8 ", "utf-8"),
        (META, "UTF-8", "utf-8-sig"),
        (META, "Shift_JIS", "cp932"),
        (META, "shift-jis", "cp932"),
        (HTTP, "x-sjis", "cp932"),
        (HTTP, "Windows-31J", "cp932"),
        (HTTP, "EUC-JP", "euc_jp"),
        (HTTP, "x-euc-jp", "euc_jp"),
        (HTTP, "ISO-2022-JP", "iso2022_jp"),
    ],
)
def test_an_encoding_goes_by_many_names(declaration: str, name: str, encoding: str) -> None:
    markup = declaration.format(name) + RECORD.replace("①渡邉", "")
    page = decode_page(markup.encode(encoding))
    assert (page.markup, page.encoding, page.warnings) == (markup, encoding, ())


def test_what_the_bytes_prove_counts_and_what_is_declared_is_told() -> None:
    markup = META.format("Shift_JIS") + RECORD
    page = decode_page(markup.encode())
    assert (page.markup, page.encoding) == (markup, "utf-8")
    (warned,) = page.warnings
    assert (warned.doubt, warned.detail) == (Doubt.CHARSET_DISAGREES, "cp932, utf-8")


@pytest.mark.parametrize(
    "markup",
    [
        # Nothing declares an encoding, or nothing that a browser would believe.
        RECORD,
        "<meta http-equiv=refresh content='0; url=/?charset=Shift_JIS'>" + RECORD,
        "<!-- <meta charset=Shift_JIS> -->" + RECORD,
        " " * BYTES_LOOKED_AT + META.format("Shift_JIS") + RECORD,
        # ASCII is the same in both.
        META.format("Shift_JIS") + "<p>NO TEXT</p>",
    ],
)
def test_a_page_that_says_nothing_else_is_not_doubted(markup: str) -> None:
    page = decode_page(markup.encode())
    assert (page.markup, page.encoding, page.warnings) == (markup, "utf-8", ())


def test_a_declaration_decides_where_the_bytes_prove_nothing() -> None:
    markup = META.format("windows-1252") + "<p>Café – procès-verbal</p>"
    page = decode_page(markup.encode("cp1252"))
    assert (page.markup, page.encoding, page.warnings) == (markup, "cp1252", ())


@pytest.mark.parametrize(
    "content",
    [
        RECORD.encode() + b"\xff",
        META.format("UTF-8").encode() + RECORD.encode() + b"\xff",
        META.format("x-none").encode() + RECORD.encode() + b"\xff",
        META.format("base64").encode() + RECORD.encode() + b"\xff",
        # No text holds a NUL, whatever it is declared in.
        META.format("windows-1252").encode() + b"<p>\0\xff",
    ],
)
def test_a_page_in_no_known_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(ExtractionError) as caught:
        decode_page(content)
    assert caught.value.failure is Failure.UNDECODABLE
