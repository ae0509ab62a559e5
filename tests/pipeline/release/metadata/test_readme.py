"""The README of a release: what others wrote is shown as it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pipeline.ingestion.collection import Collection
from pipeline.release.markdown import escaped, link
from pipeline.release.metadata.readme import release_readme
from pipeline.release.version import Identity
from schemas import RELEASE_TABLES
from schemas.vocabulary import RecordKind

AWKWARD = [
    "<script>alert(1)</script>",
    "<!-- hidden",
    "**bold** _thin_ ~~gone~~ `code`",
    "[a link](https://example.com) ![a picture](x.png)",
    "| a | table |",
    "# a heading",
    "- a list",
    "1. a list",
    "2) a list",
    "+ a list",
    "=====",
    ":---",
    "a\\b \\* &lt;b&gt; &amp;",
    "<javascript:alert(1)>",
    "$x$",
]


def shown(markdown: str) -> str:
    """The text of a paragraph that a reader of Markdown shows; fails where there is any markup."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    parts = tokens[1].children or []
    assert {part.type for part in parts} <= {"text", "text_special"}
    return "".join(part.content for part in parts)


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_is_shown_as_it_is_written(text: str) -> None:
    assert shown(escaped(text)) == text


def test_a_text_is_one_line_without_anything_that_steers() -> None:
    assert escaped("a\n\n# b\r\nc") == r"a \# b c"
    assert shown(escaped("a\x1b[31m\u202eb")) == r"a\x1b[31m\u202eb"


def test_plain_texts_stay_as_they_are() -> None:
    text = "内閣府（科学技術・イノベーション担当）, 2.0 (CC BY 4.0)"
    assert escaped(text) == text


def test_only_addresses_of_the_web_are_links() -> None:
    assert link("https://example.go.jp/a_b?c=d&e") == "<https://example.go.jp/a_b?c=d&e>"
    assert shown(link("javascript:alert(1)")) == "javascript:alert(1)"
    assert shown(link("https://a> <script>")) == "https://a> <script>"


def test_the_readme_holds_no_markup_of_a_collection() -> None:
    evil = "<img src=x onerror=alert(1)>\n# [x](javascript:x)"
    collection = Collection(
        collection_id="made-up",
        body_ja=evil,
        body_en=evil,
        publisher_ja=evil,
        publisher_en=evil,
        record_kind=RecordKind.POINTS,
        license_name=evil,
        license_name_en=None,
        license_url=evil,
        source_title=None,
        source_url=evil,
        source_note=evil,
    )
    identity = Identity(
        "1.0.0", "first release", "最初の版", "2026-01-01", "0", "0", "0",
        dict.fromkeys(RELEASE_TABLES, 0), {}, [],
    )  # fmt: skip
    for stated in (collection, replace(collection, source_title=evil)):
        tokens = MarkdownIt("commonmark").enable("table").parse(release_readme(identity, [stated]))
        parts = [part for token in tokens for part in token.children or []]
        assert not {part.type for part in parts} & {"html_inline", "link_open", "image"}
        assert not [token for token in tokens if token.type == "html_block"]
        assert sum(token.tag == "h1" for token in tokens if token.type == "heading_open") == 1
        assert "<img src=x onerror=alert(1)>" in "".join(part.content for part in parts)
