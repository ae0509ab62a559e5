"""Page values: what a web page states of itself beside its text."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.fields.given_values import READ
from pipeline.ingestion.media.extracted import Extracted

MAX_PAGE_VALUE = 500
"""Most characters of a title or an address that a page states of itself."""

_FRONT_PAGES = ("", "index.html", "index.htm", "index.php")


class PageValues(NamedTuple):
    """What a web page states of itself: its title, its own address, the day it was published."""

    title: str | None = None
    address: str | None = None
    published: date | None = None


NO_PAGE_VALUES = PageValues()


def page_values(extracted: Extracted) -> PageValues:
    """Give what a web page states of itself, without what is no title, address or day.

    The title of a PDF or a Word document is often that of the file it was made from, so only those
    of web pages are asked for.
    """
    read = {
        name: READ[name][0](stated)
        for name, stated in (
            ("title", extracted.title),
            ("source_url", extracted.canonical_url),
            ("published", extracted.published),
        )
        if stated and len(stated) <= MAX_PAGE_VALUE
    }
    title, address, published = (read.get(name) for name in ("title", "source_url", "published"))
    return PageValues(
        title if isinstance(title, str) else None,
        address if isinstance(address, str) and _is_of_one_page(address) else None,
        published if isinstance(published, date) else None,
    )


def _is_of_one_page(address: str) -> bool:
    """Whether an address names a page: many sites state that of their front page on all pages."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.path.strip("/") not in _FRONT_PAGES or bool(parts.query))
