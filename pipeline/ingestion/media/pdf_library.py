"""PDFium, with one font in the place of those of the machine.

A PDF may name a font that it does not hold, as those of Japanese offices do. PDFium then takes a
font of the machine in its place, and the box of a character is as high as the glyph of that font:
lines came out otherwise on another machine. Without any font, characters have no extent, and PDFium
takes a line that says the same as one shortly before it for that one, printed twice: it was lost.
The font that is given to PDFium here, fonts/boxes.ttf, has one small box for each character
(`quality/box_font.py`).
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path

_VERSION = 2
"""Of the structure that PDFium is started with: the least that has all that is needed here."""

FONTS = Path(__file__).with_name("fonts")

_Folder = ctypes.POINTER(ctypes.c_char)
_PATH = ctypes.create_string_buffer(os.fsencode(FONTS))
_FOLDERS = (_Folder * 2)(ctypes.cast(_PATH, _Folder))
"""A null ends the list. It lives as long as PDFium, which is not known to copy it."""


@cache
def start_with_box_font() -> None:
    """Start PDFium anew, so that it looks for fonts in `FONTS` alone; once in a process.

    No document may be open the first time.
    """
    from pypdfium2 import raw

    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        raw.FPDF_LIBRARY_CONFIG(version=_VERSION, m_pUserFontPaths=_FOLDERS)
    )
