"""Tables: attendance lists with column heads.

| 区分 | 職名 | 氏名 | 出欠 |.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from pipeline.lexicons import lexicon
from pipeline.normalisation.attendance.blanks import columns_of, squeezed
from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import Label, presence_of
from pipeline.normalisation.attendance.words import is_nobody, is_of_one_person, is_position
from schemas.vocabulary import Presence

_BARS = "|｜\t"
_BRACKET = re.compile("[（(]([^（()）]*)[）)]$")
_FEWEST_HEADS = 2
_LONGEST_HEAD = 7
"""Maximum number of words that a spread head is looked for in."""
_ASIDE = 2
"""Maximum distance of a cell to the left of its head, in half-width columns."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head row of a table: its columns and its span."""

    columns: tuple[str, ...]
    start: int
    end: int
    places: tuple[int, ...] = ()
    """Where columns separated by blanks begin, in half-width columns."""


@cache
def heads_of_columns() -> dict[str, str]:
    """Return the field of each column head: 氏名 → name."""
    return {
        word: column
        for column, words in lexicon("rosters")["heads_of_columns"].items()
        for word in words
    }


def head_of_table(text: str) -> Head | None:
    """Find the head of a table that has a column of names."""
    if not any(bar in text for bar in _BARS):
        return _head_in_blanks(text)
    for line in re.finditer("[^\n]+", text):
        known = heads_of_columns()
        words = [squeezed(written) for _, _, written in _cells(line.group(), line.start())]
        columns = tuple(known.get(word, "") for word in words)
        if len(words) >= _FEWEST_HEADS and "name" in columns and all(columns):
            return Head(columns, line.start(), line.end())
    return None


def _head_in_blanks(text: str) -> Head | None:
    """Find the first line of column heads separated by blanks.

    One of them is the head of names.
    """
    for line in re.finditer("[^\n]+", text):
        heads = _heads_in(line.group())
        columns = tuple(heads_of_columns()[word] for word, _ in heads)
        # 出席者　委員 may be two labels.
        of_names = any(
            column in ("affiliation", "position") or (column == "name" and word[-1] in "名前")
            for column, (word, _) in zip(columns, heads, strict=True)
        )
        # With two columns of names, persons are side by side, and no table.
        is_one = columns.count("name") == 1
        if len(columns) >= _FEWEST_HEADS and of_names and is_one:
            return Head(columns, line.start(), line.end(), tuple(place for _, place in heads))
    return None


def _heads_in(line: str) -> list[tuple[str, int]]:
    """Return the column heads that a line consists of, and where they begin.

    They may be spread: 所　属　等 is one head, and the longest counts. Empty for any other line.
    """
    tokens = list(re.finditer("[^ 　]+", line))
    heads: list[tuple[str, int]] = []
    at = 0
    while at < len(tokens):
        spread = list(accumulate(token.group() for token in tokens[at : at + _LONGEST_HEAD]))
        sizes = [size for size, word in enumerate(spread, start=1) if word in heads_of_columns()]
        if not sizes:
            return []
        heads.append((spread[sizes[-1] - 1], columns_of(line[: tokens[at].start()])))
        at += sizes[-1]
    return heads


def rows_of_table(
    text: str, head: Head, label: Label, group: str | None
) -> tuple[list[Entry], int]:
    """Read the rows after the head of a table.

    Parameters
    ----------
    text
        The list as written in the source.
    head
        As found by `head_of_table`.
    label, group
        Those of the list. An empty cell of a group has the group of the previous row.

    Returns
    -------
    tuple
        The persons, and the offset where the table ends.
    """
    found: list[Entry] = []
    end = head.end
    columns = head.columns
    if label.group is not None:
        # The label names the group, and a column the organisation that each represents.
        columns = tuple("affiliation" if column == "group" else column for column in columns)
    for line in re.finditer("\n([^\n]*)", text[head.end :]):
        written, start = line[1], head.end + line.start(1)
        if not written.strip():
            continue
        if head.places:
            found_cells = _cells_in_blanks(written, start, head)
        elif any(bar in written for bar in _BARS):
            found_cells = _cells(written, start)
        else:
            found_cells = None
        if found_cells is None:
            break
        end = head.end + line.end()
        cells = dict(zip(columns, found_cells, strict=False))
        if "group" in cells and cells["group"][2]:
            group = cells["group"][2]
        entry = _person(cells, label, group)
        if entry is not None:
            found.append(entry)
    return found, end


def _person(
    cells: dict[str, tuple[int, int, str]], label: Label, group: str | None
) -> Entry | None:
    if "name" not in cells:
        return None  # The row ends before the column of names.
    start, end, written = cells["name"]
    bracket = _BRACKET.search(written)
    name = written[: bracket.start()].rstrip() if bracket else written
    if not name or is_nobody(squeezed(name)):
        return None

    def said(column: str) -> str | None:
        return (cells[column][2] or None) if column in cells else None

    presences = [_came(word) for word in (said("presence"), said("remark")) if word]
    told = [presence for presence in presences if presence not in (None, Presence.PRESENT)]
    position, office = said("position"), said("affiliation")
    if position is None and office is not None and is_position(squeezed(office)):
        position, office = office, None  # 産業部長 in a column of offices is a position.
    category = squeezed(said("group") or "")
    if position is None and is_of_one_person(category):
        position = category  # 会長 in a column of groups.
    remark = said("remark")
    brackets = ([bracket[1]] if bracket else []) + ([remark] if remark else [])
    return Entry(
        name,
        start,
        end if bracket else start + len(name),
        brackets=brackets,
        group=group,
        position=squeezed(position) if position else None,
        office=office,
        presence=told[0] if told else label.presence,
        section=label,
    )


def _cells_in_blanks(line: str, start: int, head: Head) -> list[tuple[int, int, str]] | None:
    """Return start, end and text of each cell separated by blanks.

    Cells are assigned to the heads by their columns. None where the line is no row of the table.
    """
    tokens = list(re.finditer("[^ 　]+", line))
    spans: list[list[int]] = [[] for _ in head.places]
    at = 0
    for token in tokens:
        place = columns_of(line[: token.start()])
        while at + 1 < len(spans) and place >= head.places[at + 1] - _ASIDE:
            at += 1
        if place < head.places[0] - _ASIDE:
            return None
        spans[at] += token.span()
    if not spans[head.columns.index("name")] and len(tokens) >= len(spans):
        # The columns are not aligned, so their order counts.
        first = len(tokens) - len(spans) + 1
        of_first = [bound for token in tokens[:first] for bound in token.span()]
        spans = [of_first, *(list(token.span()) for token in tokens[first:])]
    if len([span for span in spans if span]) < _FEWEST_HEADS:
        return None
    return [
        (start + span[0], start + span[-1], line[span[0] : span[-1]])
        if span
        else (start + len(line), start + len(line), "")
        for span in spans
    ]


def _came(written: str) -> str | None:
    """Return the presence in a cell: 出席（オンライン） → online."""
    bracket = _BRACKET.search(written)
    inside = presence_of(bracket[1]) if bracket else None
    return inside or presence_of(written[: bracket.start()] if bracket else written)


def _cells(line: str, start: int) -> list[tuple[int, int, str]]:
    """Return start, end and text of each cell of a row, stripped."""
    bar = next((mark for mark in _BARS if mark in line), None)
    if bar is None:
        return []
    edge = len(line) - len(line.lstrip(" 　"))
    begin = edge + 1 if line[edge : edge + 1] == bar and bar != "\t" else 0
    cells = []
    for part in line[begin:].rstrip("|｜" if bar != "\t" else "\n").split(bar):
        text = part.strip()
        at = start + begin + (len(part) - len(part.lstrip()) if text else 0)
        cells.append((at, at + len(text), text))
        begin += len(part) + 1
    return cells
