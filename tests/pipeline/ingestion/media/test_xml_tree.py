"""XML as a tree: names, encodings, limits, and what is refused."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.xml_tree import parse_xml

LIMITS = MediaLimits(max_nesting=3, max_nodes=6)


def failure_of(content: bytes) -> Failure:
    with pytest.raises(ExtractionError) as caught:
        parse_xml(content, LIMITS)
    return caught.value.failure


def test_names_carry_their_namespace() -> None:
    root = parse_xml(
        '<w:p xmlns:w="urn:w" w:id="1" lang="ja">青木<w:t>委員</w:t>です</w:p>'.encode(), LIMITS
    )
    assert (root.tag, root.text) == ("{urn:w}p", "青木")
    assert root.attrib == {"{urn:w}id": "1", "lang": "ja"}
    assert [(one.tag, one.text, one.tail) for one in root] == [("{urn:w}t", "委員", "です")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bytes_are_read_as_they_declare_themselves(encoding: str) -> None:
    content = "<a>渡邉委員 &amp; 髙橋&#x59D4;員</a>".encode(encoding)
    assert parse_xml(content, LIMITS).text == "渡邉委員 & 髙橋委員"


def test_blanks_before_the_declaration_are_passed_over() -> None:
    assert parse_xml(b'\r\n <?xml version="1.0"?><a>1</a>', LIMITS).text == "1"


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>',
    ],
)
def test_a_document_type_is_refused(doctype: str) -> None:
    assert failure_of(f"{doctype}<a>&c;</a>".encode()) is Failure.FORBIDDEN_XML


def test_limits_are_kept_to_the_last_element() -> None:
    assert parse_xml(b"<a><b><c/></b><b/><b/><b/></a>", LIMITS).tag == "a"
    assert failure_of(b"<a><b><c><d/></c></b></a>") is Failure.TOO_DEEP
    assert failure_of(b"<a><b/><b/><b/><b/><b/><b/></a>") is Failure.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  ",
        "会議録".encode(),
        b"<a><b></a>",
        b"<a/><a/>",
        b"<a>\xff</a>",
        b"<p:a/>",
        b"<a>&b;</a>",
        '<?xml version="1.0" encoding="x-none"?><a>会</a>'.encode(),
        # What the parser knows by name, but reads none of.
        '<?xml version="1.0" encoding="Shift_JIS"?><a>会</a>'.encode("cp932"),
        '<?xml version="1.0" encoding="EUC-JP"?><a>会</a>'.encode("euc_jp"),
    ],
)
def test_what_is_no_xml_is_damaged(content: bytes) -> None:
    assert failure_of(content) is Failure.DAMAGED
