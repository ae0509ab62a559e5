"""Names: family name and position told apart by three witnesses together.

A lexicon of positions says where a title may begin; SudachiPy says where words end and which
are names; the rest of the list says which family names have been seen. None is enough alone:
Sudachi takes some family names for places or adjectives, and some positions begin with
characters that end a family name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import polars as pl
from sudachipy import Dictionary, SplitMode, Tokenizer

from pipeline.lexicons import alternatives, lexicon


class NameParts(NamedTuple):
    """Parts of a name as listed; null where the witnesses do not tell them apart."""

    family_name: str | None
    position: str | None


@cache
def position_pattern() -> re.Pattern[str]:
    """A whole position: modifiers, then a head, then perhaps a suffix such as 代理."""
    words = lexicon("positions")
    katakana_or_latin = (
        r"(?<![ァ-ヺー])[ァ-ヺー]+(?![ァ-ヺー])|(?<![A-Za-zＡ-Ｚａ-ｚ])[A-Za-zＡ-Ｚａ-ｚ]+"
    )
    return re.compile(
        f"(?:{alternatives(words['modifiers'])}|{katakana_or_latin})*"
        f"{alternatives(words['heads'])}{alternatives(words['suffixes'])}?"
    )


@cache
def is_titled(name: str) -> bool:
    """Whether `name` is something that ends in a position of the lexicon."""
    return any(position_pattern().fullmatch(name, start) for start in range(1, len(name)))


def with_name_parts(attendance: pl.DataFrame) -> pl.DataFrame:
    """Add `family_name` and `position`.

    Parameters
    ----------
    attendance
        Columns `meeting_id` and `name_text`.
    """
    by_meeting = attendance.group_by("meeting_id", maintain_order=True).agg(
        pl.col("name_text").unique(maintain_order=True)
    )
    certain = {
        name: parts.family_name
        for name in attendance["name_text"].unique()
        if (parts := split_name(name)).family_name
    }
    rows = [
        (meeting, name, *_split_in_list(name, names, certain))
        for meeting, names in by_meeting.iter_rows()
        for name in names
    ]
    split = pl.DataFrame(
        rows,
        schema=dict.fromkeys(("meeting_id", "name_text", "family_name", "position"), pl.String),
        orient="row",
    )
    return attendance.join(split, on=["meeting_id", "name_text"], how="left", maintain_order="left")


def _split_in_list(name: str, names: list[str], certain: dict[str, str]) -> NameParts:
    parts = split_name(name)
    if parts.family_name:
        return parts
    others = frozenset(certain[other] for other in names if other != name and other in certain)
    return split_name(name, others)


@cache
def split_name(name: str, known: frozenset[str] = frozenset()) -> NameParts:
    """Tell family name and position apart.

    Parameters
    ----------
    name
        Name as listed, such as `平副大臣`.
    known
        Family names that stand elsewhere in the same list.

    Returns
    -------
    NameParts
        Both null where no split has the lexicon and one more witness, or where two splits tie
        and the family name would have one character. Else the longest of tied positions.
        A position without a name has a null family name.
    """
    if position_pattern().fullmatch(name):
        return NameParts(None, name)
    starts = [at for at in range(1, len(name)) if position_pattern().fullmatch(name, at)]
    if not starts:
        return NameParts(None, None)
    ends = _word_ends(name)
    votes = {
        at: 2 * (ends.get(at) == "name") + (at in ends) + 2 * (name[:at] in known) for at in starts
    }
    best = max(votes.values())
    winners = [at for at, vote in votes.items() if vote == best]
    # Between tied splits stand only modifiers of positions (総括, 上席). A family name of one
    # character may end in one of them (木 and 正), so then nobody can tell.
    if best == 0 or (len(winners) > 1 and winners[0] == 1):
        return NameParts(None, None)
    return NameParts(name[: winners[0]], name[winners[0] :])


def _word_ends(name: str) -> dict[int, str]:
    """Where Sudachi's words end in `name`; `name` where the words so far are a proper name."""
    ends: dict[int, str] = {}
    proper = True
    for word in _tokenizer().tokenize(name):
        proper = proper and word.part_of_speech()[1] == "固有名詞"
        ends[word.end()] = "name" if proper else "word"
    return ends


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary().tokenizer(mode=SplitMode.C)
