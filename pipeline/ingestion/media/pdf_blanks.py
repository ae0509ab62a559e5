"""Runs of blanks: PDFium shows one blank for several, and the boxes tell how many were drawn."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.ingestion.media.pdf_characters import Floats

MAX_DEVIATION = 0.25
"""Farthest, in points, that a gap is from a whole number of blanks. Boxes are exact to some
hundredths; what a program moves to a tab or to the next column ends anywhere."""

MAX_BLANKS = 120
"""Most blanks that are shown for a gap."""

Counts = npt.NDArray[np.intp]


def blanks_in(gap: Floats, width: Floats) -> Counts:
    """How many blanks fill each gap exactly; 0 where a whole number of them does not.

    `        2番` after a name is eight blanks in a record and in its PDF, and one in what PDFium
    names. Word, LibreOffice and systems that print a plain text draw each of them.

    Parameters
    ----------
    width
        That of the blank that PDFium names there; 0 where it made the blank up from a gap, and
        where there is none.
    """
    is_drawn = width > MAX_DEVIATION
    count = np.rint(gap / np.where(is_drawn, width, 1.0))
    is_whole = np.abs(gap - count * width) <= MAX_DEVIATION
    is_run = is_drawn & is_whole & (count >= 1) & (count <= MAX_BLANKS)
    return np.where(is_run, count, 0).astype(np.intp)


def blanks_at_end(first: Floats, end: Floats) -> Counts:
    """How many blanks end each line: one where that is not known.

    Parameters
    ----------
    first
        The boxes of the blanks that PDFium names.
    end
        Where the last blank of each line begins; no number if unknown.
    """
    width = first[:, 2] - first[:, 0]
    between = np.nan_to_num(end - first[:, 0])
    is_run = np.abs(between) > MAX_DEVIATION
    return np.where(is_run, blanks_in(between, width), 0) + 1
