"""PDFium, without the fonts of the machine.

A PDF may name a font that it does not hold, as those of Japanese offices do. PDFium then takes a
font of the machine in its place, and the box of a character is as high as the glyph of that font:
lines came out otherwise on another machine. Without any font, boxes are as the PDF states them.
"""

from __future__ import annotations

import ctypes
from functools import cache

_VERSION = 2
"""Of the structure that PDFium is started with: the least that has all that is needed here."""

_NOWHERE = (ctypes.POINTER(ctypes.c_char) * 1)()
"""A list of folders that ends, as such a list does, with a null, and has nothing before it."""


@cache
def start_without_fonts() -> None:
    """Start PDFium anew, so that it looks for fonts nowhere; once in a process.

    No document may be open the first time.
    """
    from pypdfium2 import raw

    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        raw.FPDF_LIBRARY_CONFIG(version=_VERSION, m_pUserFontPaths=_NOWHERE)
    )
