"""Front matter and lists of a meeting as one text, with offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import polars as pl

from pipeline.normalisation.attendance.model.sections import says_who_came, sections_of
from schemas.vocabulary import BlockKind

_SPOKEN = (BlockKind.REMARK.value, BlockKind.ITEM.value, BlockKind.INTERJECTION.value)
_BRIEF = (BlockKind.AGENDA.value, BlockKind.HEADING.value, BlockKind.SEPARATOR.value)
"""Kinds of passages whose beginning alone is kept, unless it is a label of a list."""
_MOST_BRIEF = 40
_AT, _CHAR_START = attrgetter("at"), attrgetter("char_start")
_MOST = 8000
"""Maximum length of front matter besides lists, in characters.

Without it, a record without remarks would be front matter as a whole.
"""


@dataclass(frozen=True)
class Piece:
    """A passage in front matter.

    `at` is where it begins in the front matter, `char_start` in its document.
    """

    at: int
    char_start: int
    line_start: int
    kind: str
    marker: str | None
    source: str


class Anchor(NamedTuple):
    """A place from which the characters of front matter and of its document agree.

    It is at the beginning of each passage, and after each page mark within one.
    """

    at: int
    char_start: int
    line_start: int


@dataclass(frozen=True)
class Front:
    """The front matter of a meeting in one document."""

    meeting_id: str
    document_id: str
    text: str
    pieces: list[Piece]
    anchors: list[Anchor]

    def piece_at(self, place: int) -> Piece:
        """Return the passage that a character of the text belongs to."""
        return self.pieces[bisect_right(self.pieces, place, key=_AT) - 1]

    def in_document(self, place: int) -> int:
        """Return the offset in the document of a character of the text."""
        anchor = self._anchor_at(place)
        return anchor.char_start + place - anchor.at

    def line_of(self, place: int) -> int:
        """Return the line in the document of a character of the text."""
        anchor = self._anchor_at(place)
        return anchor.line_start + self.text.count("\n", anchor.at, place)

    def holds_page_mark(self, start: int, end: int) -> bool:
        """Return whether a span of a passage is on both sides of a page mark."""
        first, last = self.piece_at(start), self.piece_at(end - 1)
        return first == last and self._anchor_at(start) != self._anchor_at(end - 1)

    def place_of(self, char_start: int) -> int:
        """Return the offset in the text of a character of the document."""
        before = bisect_right(self.anchors, char_start, key=_CHAR_START) - 1
        anchor = self.anchors[max(0, before)]
        return anchor.at + char_start - anchor.char_start

    def section_at(self, place: int) -> str:
        """Return the section of a character, by its label."""
        return self._sections[place]

    def _anchor_at(self, place: int) -> Anchor:
        return self.anchors[bisect_right(self.anchors, place, key=_AT) - 1]

    @cached_property
    def _sections(self) -> list[str]:
        return sections_of(self.text)


def fronts_of(passages: pl.DataFrame) -> Iterator[Front]:
    """Join front matter and attendance lists of each meeting.

    Front matter is the text before the first remark; lists may be anywhere.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    meeting = ["meeting_id", "document_id"]
    is_list = pl.col("kind") == BlockKind.ATTENDANCE.value
    has_spoken = pl.col("kind").is_in(_SPOKEN).cum_max().over(meeting)
    beginning = pl.col("source").str.head(_MOST_BRIEF)
    is_brief = pl.col("kind").is_in(_BRIEF) & ~beginning.str.contains(says_who_came())
    size = pl.when(is_list | is_brief).then(0).otherwise(pl.col("source").str.len_chars())
    brief = pl.when(is_brief).then(beginning).otherwise("source")
    kept = (
        passages.sort(*meeting, "char_start")
        .with_columns(source=brief)
        .filter(is_list | (~has_spoken & (size.cum_sum().over(meeting) <= _MOST)))
    )
    columns = ("char_start", "line_start", "kind", "marker", "source", "parts")
    for (meeting_id, document_id), rows in kept.group_by(meeting, maintain_order=True):
        pieces: list[Piece] = []
        anchors: list[Anchor] = []
        texts: list[str] = []
        at = last_line = 0
        for char_start, line_start, kind, marker, source, parts in rows.select(columns).iter_rows():
            if pieces:
                texts.append(" " if last_line == line_start else "\n")
                at += 1
            pieces.append(Piece(at, char_start, line_start, kind, marker, source))
            anchors += _anchors(at, char_start, line_start, parts)
            texts.append(source)
            at += len(source)
            last_line = line_start + source.count("\n")
        yield Front(str(meeting_id), str(document_id), "".join(texts), pieces, anchors)


def _anchors(
    at: int, char_start: int, line_start: int, parts: list[dict[str, int]] | None
) -> Iterator[Anchor]:
    """Return the anchors of a passage that begins at a place of the text."""
    yield Anchor(at, char_start, line_start)
    if parts:
        # A block may begin with blanks, which its passage leaves out.
        at -= char_start - parts[0]["char_start"]
        for before, part in pairwise(parts):
            at += before["chars"]
            yield Anchor(at, part["char_start"], part["line_start"])
