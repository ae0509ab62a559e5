"""Spread tokens: positions, seats and offices are joined: 委　員 → 委員."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.names.foreign_names import goes_on
from pipeline.normalisation.attendance.blanks import INLINE_CLOSING, INLINE_OPENING, WRAP, columns
from pipeline.normalisation.attendance.glued_tokens import office_parted, title_parted
from pipeline.normalisation.attendance.name_cutting import MOST_SPREAD, WIDE, Cell
from pipeline.normalisation.attendance.words import Word, is_group, is_position, word_kind

_TOKEN = re.compile(r"[^ 　\t\n]+")
_DEPUTIES = ("代理", "代行")
"""Words that extend the position before them: 課長　代理."""
_REPEATED = "々"
"""Repeats the character right before it in a spread name: 奈　々."""
_UNSEEN = re.compile(f"{WRAP}|{INLINE_OPENING}[^{INLINE_CLOSING}]*{INLINE_CLOSING}")


def cells_of(text: str) -> list[Cell]:
    """Cut a text into words; join spread ones, separate glued ones."""
    return office_parted(title_parted(_merged(_foreign(_tokens(text)))))


def _tokens(text: str) -> list[Cell]:
    cells = []
    end = 0
    for token in _TOKEN.finditer(text):
        word = _UNSEEN.sub("", token.group())
        if word:
            # A joined line end before a word is no part of it.
            start = token.end() - len(token.group().lstrip(WRAP))
            gap = columns(text[end : token.start()])
            cells.append(Cell(word, start, token.end(), gap, raw=token.group()))
            end = token.end()
    return cells


def _foreign(cells: list[Cell]) -> list[Cell]:
    """Join the words of foreign names: Maria Rossi委員."""
    joined: list[Cell] = []
    last = ""
    for cell in cells:
        if joined and cell.gap < WIDE and goes_on(last, cell.text):
            before = joined[-1]
            joined[-1] = replace(before, text=f"{before.text} {cell.text}", end=cell.end)
        else:
            joined.append(cell)
        last = cell.text
    return joined


def _merged(cells: list[Cell]) -> list[Cell]:
    """Join spread positions, seats and offices."""
    merged: list[Cell] = []
    at = 0
    while at < len(cells):
        size = next(
            (
                size
                for size in range(min(MOST_SPREAD, len(cells) - at), 1, -1)
                if _is_spread(cells[at : at + size], is_first=at == 0)
            ),
            1,
        )
        parts = cells[at : at + size]
        word = "".join(part.text for part in parts)
        kind = word_kind(word)
        if word == _REPEATED and merged and parts[0].gap < WIDE:
            kind = Word.NAME
        merged.append(Cell(word, parts[0].start, parts[-1].end, parts[0].gap, kind))
        at += size
    return merged


def _is_spread(parts: list[Cell], *, is_first: bool) -> bool:
    word = "".join(part.text for part in parts)
    # A token with a joined line end, and one character after it, are a position or nothing.
    if WRAP in parts[0].raw and len(parts) == 2 and len(parts[1].text) == 1:
        return word_kind(word) is Word.TITLE
    if len(parts) == 2 and parts[1].text in _DEPUTIES and word_kind(parts[0].text) is Word.TITLE:
        return True
    if max(len(part.text) for part in parts) > 3 or (len(parts) == 2 and len(word) > 4):
        return False
    if any(word_kind(part.text) is Word.DITTO for part in parts):
        return False
    if _are_two(parts):
        return False
    kind = word_kind(word)
    if kind is Word.SEAT:
        # 修　一　　　　７番: the last character of a name is no seat number.
        return len(parts) == 2 and parts[1].gap < WIDE
    if word_kind("".join(part.text for part in parts[:2])) is Word.SEAT:
        return False
    if kind is Word.OFFICE:
        # A name begins after a position: 委　員　都　木　　貞　夫.
        is_whole = not is_position(word[:-1])
        return len(word) == len(parts) and len(word) <= 3 and is_first and is_whole
    return (
        is_position(word)
        and not any(part.kind is Word.TITLE for part in parts)
        and (min(len(part.text) for part in parts) == 1)
    )


def _are_two(parts: list[Cell]) -> bool:
    """Return whether words are group and position: 市　民　　　委　員.

    The widest gap separates them.
    """
    gaps = [part.gap for part in parts[1:]]
    if gaps.count(max(gaps)) > 1 or len(parts) < 3:
        return False
    at = gaps.index(max(gaps)) + 1
    before, behind = ("".join(part.text for part in side) for side in (parts[:at], parts[at:]))
    return is_group(before) and is_position(behind)
