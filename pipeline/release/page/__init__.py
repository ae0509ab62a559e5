"""The page of a release: `index.html`, one file that needs no network, no server and no script."""

from pipeline.release.page.page import PAGE, write_page

__all__ = ["PAGE", "write_page"]
