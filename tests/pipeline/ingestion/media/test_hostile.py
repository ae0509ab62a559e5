"""Damaged and hostile files: an error that says what is wrong, and never a crash or a hang."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from pipeline.ingestion.media.extract import EXTRACTORS
from pipeline.ingestion.media.extracted import Extracted, ExtractionError, Failure
from pipeline.ingestion.media.isolated import IsolatedExtractor
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.medium import Medium
from tests.pipeline.ingestion.media.papers import archive, packed, paper, paragraph
from tests.pipeline.ingestion.media.sheets import single_column
from tests.pipeline.ingestion.media.sites import rendered
from tests.pipeline.ingestion.media.test_diet import MEETING, as_json, as_xml

LINES = ["第1回架空審議会　議事録", "", "日時　令和6年4月1日", "○青木委員　伺います。"] * 10
GOOD = {
    Medium.HTML: rendered("layout_table", "議事録", LINES),
    Medium.PDF: single_column(LINES)[0],
    Medium.DOCX: paper(LINES, "架空審議会"),
    Medium.DIET_XML: as_xml(MEETING),
    Medium.DIET_JSON: as_json(),
}
BROKEN = (Failure.CRASHED, Failure.TOO_SLOW)
CODES = ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-32", "latin-1", "gb18030"]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 60)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def with_nul(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes(chance.randrange(1, 9)) + content[at:]


def doubled(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[chance.randrange(len(content)) :] + content[at:]


def in_another_code(content: bytes, chance: random.Random) -> bytes:
    text = content.decode(chance.choice(["utf-8", "cp932", "latin-1"]), "replace")
    return text.encode(chance.choice(CODES), "replace")


CHANGES = (cut, flipped, with_nul, doubled, in_another_code)


def variants(count: int) -> Iterator[tuple[Medium, bytes]]:
    for seed in range(count):
        chance = random.Random(seed)
        medium = list(GOOD)[seed % len(GOOD)]
        content = GOOD[medium]
        for _ in range(chance.randrange(1, 3)):
            content = chance.choice(CHANGES)(content, chance) or b" "
        yield medium, content


def answer(extractor: IsolatedExtractor, medium: Medium, content: bytes) -> Extracted | Failure:
    try:
        return extractor.extract(medium, content)
    except ExtractionError as error:
        return error.failure


@pytest.fixture(scope="module")
def isolated() -> Iterator[IsolatedExtractor]:
    """One process for all files, as for those of a collection."""
    with IsolatedExtractor(MediaLimits(max_seconds=10)) as isolated:
        yield isolated


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.long)])
def test_damaged_files_are_read_or_refused(isolated: IsolatedExtractor, count: int) -> None:
    for number, (medium, content) in enumerate(variants(count)):
        found = answer(isolated, medium, content)
        if isinstance(found, Extracted):
            assert found.text.endswith("\n"), (number, medium)
            assert "\0" not in found.text, (number, medium)
        else:
            assert found not in BROKEN, (number, medium)


def pdf_of(*objects: str) -> bytes:
    body = b"%PDF-1.7\n"
    for number, written in enumerate(objects, 1):
        body += f"{number} 0 obj\n{written}\nendobj\n".encode()
    return body + b"trailer << /Root 1 0 R >>\n%%EOF"


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
HOSTILE = {
    "nested tags": (Medium.HTML, b"<table><tr><td>" * 10_000 + b"x"),
    "nested lists": (Medium.HTML, b"<ul><li>" * 3_000 + b"x"),
    "formatting never closed": (Medium.HTML, b"<b><i><u><font size=1>x<p>" * 3_000),
    "attributes without end": (Medium.HTML, b"<p " + b"a=1 " * 100_000 + b">x"),
    "a comment without end": (Medium.HTML, b"<!--" + b"x" * 100_000),
    "entities": (Medium.HTML, b"&amp;&#x110000;&#0;&bogus;" * 10_000),
    "a table of endless cells": (
        Medium.HTML,
        b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x" * 500,
    ),
    "links without end": (
        Medium.HTML,
        b"<div><a href=/x>a</a><img src=x></div>" * 30_000 + b"<p>" + b"x" * 100,
    ),
    "pictures without end": (Medium.HTML, b"x<img src=x>" * 20_000),
    "navigation in navigation": (Medium.HTML, b"<nav><a href=/x>x</a><article>" * 1_500 + b"x"),
    "no element": (Medium.HTML, b"x" * 1_000_000),
    "an archive in an archive": (
        Medium.DOCX,
        archive(("word/document.xml", archive(("word/document.xml", b"<x/>")))),
    ),
    "a packed bomb": (Medium.DOCX, archive(("word/document.xml", bytes(300 * 1024 * 1024)))),
    "many parts": (Medium.DOCX, archive(*((f"{at}.xml", b"") for at in range(10_001)))),
    "a path out of the archive": (Medium.DOCX, archive(("../../word/document.xml", b"<x/>"))),
    "styles based on each other": (
        Medium.DOCX,
        packed(
            paragraph("本文", '<w:pStyle w:val="a"/>'),
            styles='<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
        ),
    ),
    "entities in entities": (
        Medium.DIET_XML,
        b'<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">'
        + b"".join(b'<!ENTITY b%d "%s">' % (at, b"&b;" * 10) for at in range(9))
        + b"]><a>&b8;</a>",
    ),
    "nested elements": (Medium.DIET_XML, b"<a>" * 1_000_000),
    "nested lists of JSON": (Medium.DIET_JSON, b'{"meetingRecord":' + b"[" * 1_000_000),
    "numbers of JSON": (Medium.DIET_JSON, b'{"session":' + b"9" * 1_000_000 + b"}"),
    "pages of each other": (
        Medium.PDF,
        pdf_of(CATALOG, PAGES, "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Parent 3 0 R >>"),
    ),
    "forms in each other": (
        Medium.PDF,
        pdf_of(
            CATALOG,
            PAGES,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
            "/Resources << /XObject << /A 5 0 R >> >> >>",
            "<< /Length 5 >>\nstream\n/A Do\nendstream",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 "
            "/Resources << /XObject << /A 5 0 R >> >> >>\nstream\n/A Do\nendstream",
        ),
    ),
    "a count of pages that is a lie": (
        Medium.PDF,
        pdf_of(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page >>"),
    ),
    "a page without size": (
        Medium.PDF,
        pdf_of(CATALOG, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 1e-30] >>"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_refused(isolated: IsolatedExtractor, name: str) -> None:
    assert answer(isolated, *HOSTILE[name]) not in BROKEN


def test_each_medium_has_an_extractor() -> None:
    assert {*EXTRACTORS, Medium.TEXT} == set(Medium)
