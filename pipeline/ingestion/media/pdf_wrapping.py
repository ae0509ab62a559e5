"""Lines that go on: a sentence that the end of the column cuts, known by where it ends.

    …について、先ほどの資料の三頁にある表のとおり、朝と夕   (up to the right margin)
    方とでは高さが異なります。                             (from the left margin)

are one line. What stays two lines is not wrong, only less easy to read: so lines are put together
only where the margin is surely one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_rows import Mask, Places, changes

MIN_WIDTH = 12
"""Least width of a column whose lines go on, in heights of the text."""

MAX_SHORT = 6.0
"""Most that a full line ends before the margin, in heights of the text. What begins the next line
must have no place there: a sign that may not begin a line takes the one before it along."""

SPARE = 0.1

MAX_UNEQUAL = 3.5
"""Most by which the right margin of a page is wider than the left one, in heights of the text."""

MIN_FULL_LINES = 3
MIN_FULL_SHARE = 0.3
"""Least lines, and least share of them, that end at the right edge of one of two columns."""

MAX_INDENT = 2.5
"""Farthest that a line which goes on begins before the one above it, which may be indented."""

_ENDS = frozenset("。．.！？!?」』：:")
"""After these another sentence may begin."""

_SPEECH = re.compile("[ \u3000]*[○◯〇◎●◇◆□■△▲▽▼☆★◉]")
_BEGINS = re.compile(
    "[ \u3000]*(?:[・･•※＊*〔【＜<≪《]|[①-⓿]|"
    "[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、 \u3000]|第[0-9０-９一二三四五六七八九十]+)"
)
"""What begins an item or a heading; the one above, a speech."""


_LABEL = re.compile("[^ \u3000、。]{1,8}[ \u3000]")
"""A short word and a blank: another item of a list begins, such as 事務局 白井課長."""

_HEAD = re.compile(
    "[「『（(〔［【]*(?:[A-Za-z0-9.,]+|.)[、。，．）)」』】〕］ーゝ々…！？!?：；"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]*"
)
"""What no line end may cut."""


class Wrapping(NamedTuple):
    """Lines of all pages, a place each.

    Attributes
    ----------
    part
        The number of the column or page of each line.
    is_alone
        Whether a line is of one piece: rows of tables have more.
    width
        That of its sheet.
    is_in_columns
        Whether its page has two columns.
    """

    texts: list[str]
    left: Floats
    right: Floats
    height: Floats
    part: Places
    is_alone: Mask
    width: Floats
    is_in_columns: Mask


def wrapped_lines(lines: Wrapping) -> Mask:
    """Whether each line goes on in the sentence of the one before it."""
    if len(lines.texts) < 2:
        return np.zeros(len(lines.texts), np.bool_)
    full, spare = _full(lines)
    left, height = lines.left, lines.height
    steps = height[1:]
    indent = left[1:] - left[:-1]
    may_be = full[:-1] & lines.is_alone[1:] & (lines.part[1:] == lines.part[:-1])
    may_be &= np.abs(steps - height[:-1]) < steps / 4
    may_be &= (indent < steps / 2) & (indent > -MAX_INDENT * steps)
    # Of most full lines nothing is asked but this.
    has_room = (spare >= 1.0 + SPARE).tolist()
    spares, is_full, texts = spare.tolist(), full.tolist(), lines.texts
    goes_on = [False] * len(texts)
    for at in np.flatnonzero(may_be).tolist():
        before, text = texts[at], texts[at + 1]
        if has_room[at] and spares[at] >= _width_of_head(text) + SPARE:
            continue
        is_within = goes_on[at] or is_full[at + 1]
        goes_on[at + 1] = not _is_new(before, text, is_within) or _cuts_number(before, text)
    return np.array(goes_on)


def _cuts_number(before: str, text: str) -> bool:
    """Whether a line end cuts a number: 午前１ and ０時 are ten o'clock."""
    return before[-1:].isdigit() and text[:1].isdigit()


def _is_new(before: str, text: str, is_within: bool) -> bool:
    """Whether a line may begin something new; within a long paragraph fewer do."""
    if before[-1] in _ENDS or _SPEECH.match(text):
        return True
    return not is_within and bool(_BEGINS.match(text) or _LABEL.match(text))


def _width_of_head(text: str) -> float:
    head = _HEAD.match(text.lstrip(" \u3000"))
    written = head[0] if head else ""
    return sum(0.5 if character.isascii() else 1.0 for character in written)


def _full(lines: Wrapping) -> tuple[Mask, Floats]:
    """Whether each line ends where its column does, and how much is left there."""
    begins = np.flatnonzero(changes(lines.part))
    edge = np.maximum.reduceat(np.where(lines.is_alone, lines.right, 0.0), begins)[lines.part]
    margin = np.minimum.reduceat(lines.left, begins)[lines.part]
    em = lines.height
    full: Mask = lines.is_alone & (lines.right > edge - MAX_SHORT * em)
    full &= edge - margin >= MIN_WIDTH * em
    # A page of short lines has no margin where the longest one happens to end.
    is_page = lines.width - edge <= margin + MAX_UNEQUAL * em
    count = np.add.reduceat(full.astype(np.intp), begins)[lines.part]
    of_part = np.add.reduceat(np.ones(len(full), np.intp), begins)[lines.part]
    is_column = (count >= MIN_FULL_LINES) & (count >= MIN_FULL_SHARE * of_part)
    return full & np.where(lines.is_in_columns, is_column, is_page), (edge - lines.right) / em


def joined(before: str, after: str) -> str:
    """Put two lines of one sentence together: a blank stands between words of letters alone."""
    after = after.lstrip(" \u3000")
    is_of_letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isalpha()
    return f"{before} {after}" if is_of_letters and after[:1].isascii() else before + after
