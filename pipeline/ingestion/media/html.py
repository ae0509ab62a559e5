"""Web pages: the record on them as lines, without the menus around it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pipeline.ingestion.media.extracted import (
    Doubt,
    Extracted,
    ExtractionError,
    Failure,
    Warned,
    check_size,
    check_text,
    library_missing,
)
from pipeline.ingestion.media.furniture import counted_lines
from pipeline.ingestion.media.html_charset import decode_page
from pipeline.ingestion.media.html_lines import lines_of
from pipeline.ingestion.media.html_main import main_of
from pipeline.ingestion.media.html_tree import tree_of
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.messages import message

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "pubdate",
)
"""Names of `<meta>` that state the day on which a page was published, the surest first. `date`,
`dc.date` and those of changes may be the day of an update."""


_SAVED = re.compile(r"<!--\s*saved from url=\(\d{1,5}\)(https?://[^\s<>\"]+?)\s*-->")
_HEAD = 2_000
"""Characters at the start of a page in which such a comment stands."""


def extract_html(content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Extracted:
    """Extract the main text of a web page.

    Raises
    ------
    ExtractionError
        Where the page is too large, nested too deep, in no known encoding, or without text.
    """
    check_size(content, limits)
    try:
        import selectolax
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise library_missing("selectolax") from error
    page = decode_page(content)
    parser = LexborHTMLParser(page.markup)
    if parser.body is None:
        raise ExtractionError(Failure.EMPTY, message("media_no_text"))
    main = main_of(tree_of(parser.body, limits))
    printed = lines_of(main.scopes, main.left_out)
    warnings = [*page.warnings, *main.warnings]
    if _is_cut_off(page.markup):
        warnings.append(Warned(Doubt.CUT_OFF, "</html>"))
    if printed.images:
        warnings.append(Warned(Doubt.IMAGE_IN_TEXT, str(printed.images)))
    text = "".join(f"{line}\n" for line in printed.lines)
    return check_text(
        Extracted(
            text=text,
            extractor=f"selectolax {selectolax.__version__}",
            title=_title(parser),
            canonical_url=_canonical(parser) or _saved_from(page.markup),
            published=_published(parser),
            furniture=counted_lines(text),
            encoding=page.encoding,
            warnings=tuple(warnings),
        )
    )


def _is_cut_off(markup: str) -> bool:
    """Whether a page that begins as one has no end; a part of a page has neither."""
    lower = markup.lower()
    return "<html" in lower and "</html" not in lower and "</body" not in lower


def _title(parser: LexborHTMLParser) -> str | None:
    """The only heading of the first level, else what the page calls itself."""
    headings = [words for node in parser.css("h1") if len(words := _in_a_line(node.text())) > 1]
    if len(headings) == 1:
        return headings[0]
    stated = _meta(parser, "og:title")
    titles = [words for node in parser.css("title") if (words := _in_a_line(node.text()))]
    return _in_a_line(stated) or next(iter(titles), None)


def _canonical(parser: LexborHTMLParser) -> str | None:
    for node in parser.css("link[rel]"):
        address = (node.attributes.get("href") or "").strip()
        if "canonical" in (node.attributes.get("rel") or "").lower().split() and address:
            return address
    return _meta(parser, "og:url") or None


def _saved_from(markup: str) -> str | None:
    """The address that a browser writes at the head of a page that it saves."""
    # The number in brackets counts the characters of the address, and is often not right.
    saved = _SAVED.search(markup[:_HEAD])
    return saved[1] if saved else None


def _published(parser: LexborHTMLParser) -> str | None:
    for name in _PUBLISHED:
        stated = _meta(parser, name).strip()
        try:
            return date.fromisoformat(stated[:10]).isoformat()
        except ValueError:
            continue
    return None


def _meta(parser: LexborHTMLParser, name: str) -> str:
    for node in parser.css("meta"):
        attributes = node.attributes
        for key in ("property", "name", "itemprop"):
            if (attributes.get(key) or "").lower() == name:
                return attributes.get("content") or ""
    return ""


def _in_a_line(text: str) -> str:
    return " ".join(text.split(None)).strip()
