"""Attendance: the groups of a list of attendees become `attendance`.

A group nests: persons with their own brackets (`松原委員（座長）`), several persons before one
bracket that holds for all (`奈良所長・犬塚研究官（NISTEP）`), and brackets around several persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from pipeline.identifiers import with_row_id
from pipeline.lexicons import lexicon
from pipeline.names import is_titled, with_name_parts
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import BlockKind, Presence

_TOKEN = re.compile(r"[、，,（）()]|[^、，,（）()]+")
_BETWEEN_DOTS = re.compile("[^・]+")
_HARD_WRAP = re.compile(r"[ 　]*\n\s*")
_OF_A_GROUP = re.compile("(?:出席)?(?:者|委員|議員)$")
_OPENING, _CLOSING, _COMMAS = "（(", "）)", "、，,"


@dataclass(slots=True)
class Entry:
    """A listed person. `start` and `end` are offsets in the group's text."""

    name_text: str
    start: int
    end: int
    bracketed: bool
    brackets: list[str] = field(default_factory=list)


def read_attendance(passages: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Make the table `attendance`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    documents
        The table `documents`.
    """
    groups = passages.filter(pl.col("kind") == BlockKind.ATTENDANCE.value).sort(
        "meeting_id", "char_start"
    )
    texts = dict(documents.select("document_id", "text").iter_rows())
    roles = set(lexicon("roles")["words"])
    presences: dict[str, str] = lexicon("presence")["words"]
    rows = [
        {
            "meeting_id": meeting,
            "attendee_group": (marker or "").strip("：: 　") or None,
            "name_text": entry.name_text,
            "role": next((part for part in entry.brackets if part in roles), None),
            "affiliation": next(
                (part for part in entry.brackets if part not in roles and part not in presences),
                None,
            ),
            "presence": _presence(marker or "", entry, presences),
            "bracketed": entry.bracketed,
            "char_start": start + entry.start,
            "char_end": start + entry.end,
            "line_start": line + text.count("\n", 0, entry.start),
            "line_end": line + text.count("\n", 0, entry.end),
        }
        for document, meeting, marker, start, end, line in groups.select(
            "document_id", "meeting_id", "marker", "char_start", "char_end", "line_start"
        ).iter_rows()
        for text in [texts[document][start:end]]
        for entry in entries(text, len(marker or ""))
    ]
    schema = polars_schema(TABLES["attendance"])
    listed = pl.DataFrame(
        rows, schema={n: t for n, t in schema.items() if not rows or n in rows[0]}
    )
    listed = with_name_parts(
        listed.select(pl.exclude("family_name", "position", "given_name"))
    ).with_columns(
        ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"),
        **dict.fromkeys(
            ("represents", "person_id", "organization_id"),
            pl.lit(None, dtype=pl.String),
        ),
    )
    identified = with_row_id(
        listed,
        "attendance_id",
        prefix=pl.format("{}/a-", "meeting_id"),
        identity=pl.concat_str(
            pl.col("attendee_group", "name_text", "affiliation").fill_null(""), separator="\x1f"
        ),
    )
    return identified.select(pl.col(name).cast(dtype) for name, dtype in schema.items()).sort(
        "meeting_id", "ordinal"
    )


def _presence(label: str, entry: Entry, presences: dict[str, str]) -> str:
    """What the person's own brackets say, else the label of the group, else that they came.

    What brackets around several persons mean is not stated: absent, or a proxy, or more.
    """
    stated = next((presences[part] for part in entry.brackets if part in presences), None)
    if stated is None:
        word = _OF_A_GROUP.sub("", label.strip("：: 　"))
        stated = presences.get(word)
    if stated is None and entry.bracketed:
        return Presence.UNSTATED.value
    return stated or Presence.PRESENT.value


def entries(text: str, begin: int = 0) -> Iterator[Entry]:
    """Read the persons of one group.

    Parameters
    ----------
    text
        The group as it stands in the source, line ends included.
    begin
        Where the list begins in it, behind the label.

    Yields
    ------
    Entry
        In the order of the list. Brackets that are never closed end with the text.
    """
    waiting: list[Entry] = []
    enclosing = 0
    attribute_depth, attribute_start = 0, 0
    for token in _TOKEN.finditer(text, begin):
        mark = token.group()
        if attribute_depth:
            attribute_depth += (mark in _OPENING) - (mark in _CLOSING)
            if attribute_depth == 0:
                _attach(waiting, text[attribute_start : token.start()], token.end())
        elif mark in _COMMAS:
            yield from waiting
            waiting = []
        elif mark in _OPENING:
            if waiting:
                attribute_depth, attribute_start = 1, token.end()
            else:
                enclosing += 1
        elif mark in _CLOSING:
            yield from waiting
            waiting = []
            enclosing = max(0, enclosing - 1)
        else:
            waiting.extend(_names(token, bracketed=enclosing > 0))
    if attribute_depth:
        _attach(waiting, text[attribute_start:], len(text))
    yield from waiting


def _names(token: re.Match[str], *, bracketed: bool) -> list[Entry]:
    """The names between two delimiters. A middle dot parts them only where each has a title."""
    written, begin = token.group(), token.start()
    spans = [(0, len(written))]
    if "・" in written:
        parts = list(_BETWEEN_DOTS.finditer(written))
        if len(parts) > 1 and all(is_titled(_unwrap(part.group())) for part in parts):
            spans = [part.span() for part in parts]
    named = []
    for start, end in spans:
        part = written[start:end]
        name = _unwrap(part)
        if name:
            first = begin + start + len(part) - len(part.lstrip())
            named.append(Entry(name, first, begin + start + len(part.rstrip()), bracketed))
    return named


def _attach(persons: list[Entry], written: str, end: int) -> None:
    for person in persons:
        person.brackets.append(_unwrap(written))
    if len(persons) == 1:
        persons[0].end = end


def _unwrap(written: str) -> str:
    return (_HARD_WRAP.sub("", written) if "\n" in written else written).strip()
