"""The parts of a Word document: what they refer to, their limits, and what is no document."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.docx_package import MAIN_PART, Package, open_package
from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from tests.pipeline.ingestion.media.papers import RELATIONS, archive

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELS = "word/_rels/document.xml.rels"


def opened(*parts: tuple[str, str], limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Package:
    return Package(archive(*((name, content.encode()) for name, content in parts)), limits)


def relations(*related: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(f'<Relationship {one}/>' for one in related)}</Relationships>"
    )


def test_a_part_is_a_tree_and_a_part_that_is_not_there_is_none() -> None:
    content = archive((MAIN_PART, "<a>会議録</a>".encode()))
    with open_package(content, DEFAULT_MEDIA_LIMITS) as package:
        assert MAIN_PART in package
        assert "word/styles.xml" not in package
        part = package.part(MAIN_PART)
        assert part is not None
        assert part.text == "会議録"
        assert package.part("word/styles.xml") is None
        assert list(package.related(MAIN_PART, "header")) == []


def test_a_part_refers_to_others_of_a_kind_wherever_they_are() -> None:
    package = opened(
        (
            RELS,
            relations(
                f'Type="{RELATIONS}/header" Target="header1.xml"',
                f'Type="{RELATIONS}/header" Target="/word/header2.xml" TargetMode="Internal"',
                f'Type="{RELATIONS}/header" Target="../parts/./header3.xml"',
                # Another kind, one whose name ends alike, and one on a server.
                f'Type="{RELATIONS}/footer" Target="footer1.xml"',
                f'Type="{RELATIONS}/pageheader" Target="other.xml"',
                f'Type="{RELATIONS}/header" Target="https://example.jp/h" TargetMode="External"',
            ),
        )
    )
    assert list(package.related(MAIN_PART, "header")) == [
        "word/header1.xml",
        "word/header2.xml",
        "parts/header3.xml",
    ]


def test_a_reference_out_of_the_archive_leads_to_a_part_of_it_or_to_none() -> None:
    package = opened((RELS, relations(f'Type="{RELATIONS}/header" Target="../../../etc/passwd"')))
    (name,) = package.related(MAIN_PART, "header")
    assert name == "etc/passwd"
    assert package.part(name) is None


def test_all_parts_together_unpack_to_no_more_than_the_limit() -> None:
    page = f"<a>{'x' * 93}</a>"
    package = opened(("1.xml", page), ("2.xml", page), limits=MediaLimits(max_unpacked_bytes=200))
    assert package.part("1.xml") is not None
    assert package.part("2.xml") is not None
    package = opened(("1.xml", page), ("2.xml", page), limits=MediaLimits(max_unpacked_bytes=199))
    assert package.part("1.xml") is not None
    with pytest.raises(ExtractionError) as caught:
        package.part("2.xml")
    assert caught.value.failure is Failure.TOO_LARGE


def test_an_archive_has_no_more_parts_than_the_limit() -> None:
    parts = [(f"{number}.xml", "<a/>") for number in range(3)]
    assert "2.xml" in opened(*parts, limits=MediaLimits(max_parts=3))
    with pytest.raises(ExtractionError) as caught:
        opened(*parts, limits=MediaLimits(max_parts=2))
    assert caught.value.failure is Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"PK\x03\x04 cut", Failure.DAMAGED),
        ("会議録".encode(), Failure.DAMAGED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Failure.ENCRYPTED),
        (OLE + "WordDocument".encode("utf-16-le"), Failure.OTHER_CONTENT),
    ],
)
def test_what_is_no_archive_is_refused(content: bytes, failure: Failure) -> None:
    with pytest.raises(ExtractionError) as caught:
        Package(content, DEFAULT_MEDIA_LIMITS)
    assert caught.value.failure is failure


@pytest.mark.parametrize(
    ("at", "value", "failure"),
    [
        # The flags of a part that is encrypted, and a checksum that is another.
        (8, 1, Failure.ENCRYPTED),
        (16, 0, Failure.DAMAGED),
        # A way of packing that nobody knows.
        (10, 99, Failure.DAMAGED),
    ],
)
def test_a_part_that_cannot_be_unpacked_is_refused(at: int, value: int, failure: Failure) -> None:
    content = bytearray(archive((MAIN_PART, b"<a>1</a>")))
    content[content.index(b"PK\x01\x02") + at] = value
    with pytest.raises(ExtractionError) as caught:
        Package(bytes(content), DEFAULT_MEDIA_LIMITS).part(MAIN_PART)
    assert caught.value.failure is failure
