"""Pages as Chromium prints them to PDF, many in one process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SMALL = "font-size: 8px; width: 100%; text-align: center; font-family: 'Noto Sans CJK JP'"


class ChromiumMissingError(RuntimeError):
    """Chromium or playwright is not installed."""


@contextmanager
def chromium() -> Iterator[Page]:
    """Start Chromium, and stop it at the end.

    Raises
    ------
    ChromiumMissingError
        Where Chromium or playwright is missing.
    """
    if shutil.which(CHROMIUM) is None:
        raise ChromiumMissingError(
            f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk"
        )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ChromiumMissingError("playwright is missing: make quality-renderings") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_SWITCHES))
        yield browser.new_page()
        browser.close()


def printed(page: Page, markup: str, header: str) -> bytes:
    """Print a web page to PDF, with a running header and page marks.

    Parameters
    ----------
    page
        A page of `chromium`.
    """
    page.set_content(markup)
    return page.pdf(
        format="A4",
        display_header_footer=True,
        header_template=f'<div style="{_SMALL}">{escape(header)}</div>',
        footer_template=f'<div style="{_SMALL}">- <span class="pageNumber"></span> -</div>',
        margin={"top": "25mm", "bottom": "25mm", "left": "25mm", "right": "25mm"},
    )
