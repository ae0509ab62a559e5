"""Rows of tables on a page: their cells begin where those of the rows around them do."""

from __future__ import annotations

import numpy as np

from pipeline.ingestion.media.pdf_cuts import SENTENCE
from pipeline.ingestion.media.pdf_pieces import Pieces
from pipeline.ingestion.media.pdf_rows import Mask, Places

MIN_ALIGNED_SHARE = 0.5
"""Least share of the cells of a row that begin below or above those of a row beside it. Blanks of
running text are below each other by chance alone."""

MAX_GAP = 6.0
"""Widest run of blanks in running text, in heights of the text."""

MAX_LABEL = 12.0
"""Widest label of a speaker in a table of speakers and words, in heights of the text."""

MAX_ROOM = 2.0
"""Most that a label which its cell cuts ends before the words, in heights of the text: the space
between the cells, and less than the character that begins its next line."""

MAX_SPARE = 1.2
"""Most that words which the margin cuts end before it, in heights of the text."""

MIN_SENTENCES = 3
MIN_SHARE_OF_SENTENCES = 0.3
"""Least rows of two cells whose second one is of a sentence, where it is a column of words; and the
least share of the rows whose second cell begins there."""

_GRID = 2.0
"""Places that are so many points apart may be one."""


def is_row_of_table(pieces: Pieces, order: Places, starts: Places) -> Mask:
    """Whether each line is a row of a table with two cells or more.

    Parameters
    ----------
    order
        The places of the pieces, line by line.
    starts
        Where in `order` each line begins.
    """
    count = len(starts)
    is_row = np.zeros(count, np.bool_)
    is_later = np.ones(len(order), np.bool_)
    is_later[starts] = False
    # Blanks that are drawn belong to a line of text, which goes on at the margin.
    is_later &= pieces.blanks[order] == 0
    later = np.flatnonzero(is_later)
    if not len(later):
        return is_row
    line = np.repeat(np.arange(count), np.diff(np.append(starts, len(order))))
    place = np.rint(pieces.left[order] / _GRID).astype(np.intp)
    # A number for each place in each line; places are some hundreds.
    known = (line << 16) + place
    own = known[later]
    around = [own + (step << 16) + near for step in (-1, 1) for near in (-1, 0, 1)]
    is_aligned = np.isin(np.concatenate(around), known).reshape(len(around), -1).any(axis=0)
    gap = pieces.left[order[later]] - pieces.right[order[later - 1]]
    is_wide = gap > MAX_GAP * pieces.height[order[later]]
    cells = np.bincount(line[later], minlength=count)
    aligned = np.bincount(line[later], weights=is_aligned, minlength=count)
    is_row[line[later[is_wide]]] = True
    is_row |= (cells > 0) & (aligned >= MIN_ALIGNED_SHARE * cells)
    return is_row


def words_begin(pieces: Pieces, order: Places, starts: Places, is_row: Mask) -> float:
    """Where the words begin in a table of speakers and words; no number where there is none.

    ○青木会長 | 本日は… is such a row. Lines that begin where its words do are not indented.

    Parameters
    ----------
    order, starts
        As for `is_row_of_table`.
    """
    counts = np.diff(np.append(starts, len(order)))
    rows = starts[is_row & (counts == 2)]
    label, words = order[rows], order[rows + 1]
    is_label = pieces.right[label] - pieces.left[label] <= MAX_LABEL * pieces.height[label]
    label, words = label[is_label], words[is_label]
    if len(words) < MIN_SENTENCES:
        return np.nan
    is_sentence = np.array([bool(SENTENCE.search(pieces.texts[at])) for at in words.tolist()])
    places = np.rint(pieces.left[words] / _GRID).astype(np.intp)
    sentences = np.bincount(places[is_sentence], minlength=1)
    place = int(np.argmax(sentences))
    least = max(MIN_SENTENCES, MIN_SHARE_OF_SENTENCES * int((places == place).sum()))
    if sentences[place] < least:
        return np.nan
    return float(pieces.left[words][places == place].min())


def full_cells(
    pieces: Pieces, first: Places, last: Places, of_words: float
) -> tuple[set[int], set[int]]:
    """The lines whose label fills its cell, and those whose words fill theirs.

    Parameters
    ----------
    first, last
        The first and the last piece of each line.
    of_words
        Where the words begin, as found by `words_begin`.
    """
    if np.isnan(of_words):
        return set(), set()
    room = of_words - pieces.right[first]
    is_label = (room > 0) & (room < MAX_ROOM * pieces.height[first])
    is_words = pieces.left[last] > of_words - 1
    edge = pieces.right[last][is_words].max()
    is_words &= edge - pieces.right[last] < pieces.height[last] * MAX_SPARE
    return set(np.flatnonzero(is_label).tolist()), set(np.flatnonzero(is_words).tolist())
