"""The page of a release: `index.html`, one file.

It needs no network, server or script.
"""

from pipeline.release.page.page import PAGE, write_page

__all__ = ["PAGE", "write_page"]
