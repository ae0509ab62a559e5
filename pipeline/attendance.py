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
_OF_A_GROUP = "(?:出席)?(?:者|委員|議員)$"
_OPENING, _CLOSING, _COMMAS = "（(", "）)", "、，,"

_WITHIN = "[^（()）]*"
for _ in range(3):
    _WITHIN = f"(?:[^（()）]|[（(]{_WITHIN}[）)])*"
ITEM = rf"(?:[^、，,（(]|[（(]{_WITHIN}[）)]|[（(][\s\S]*)+[、，,]?|[、，,]"
"""Up to the next comma outside of brackets. Where they nest deeper, or are never closed, up to
the end: an item too long is read all the same, only not as fast."""

_PERSONS = {
    **dict.fromkeys(("item", "name_text", "role", "affiliation", "stated"), pl.String),
    "bracketed": pl.Boolean,
    **dict.fromkeys(("start", "end", "lines_to_start", "lines_to_end"), pl.Int64),
}


@dataclass(slots=True)
class Entry:
    """A listed person. `start` and `end` are offsets in the text of the list."""

    name_text: str
    start: int
    end: int
    bracketed: bool
    brackets: list[str] = field(default_factory=list)


def read_attendance(passages: pl.DataFrame) -> pl.DataFrame:
    """Make the table `attendance`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    groups = passages.filter(pl.col("kind") == BlockKind.ATTENDANCE.value).sort(
        "meeting_id", "char_start"
    )
    items = _items(groups)
    presences = lexicon("presence")["words"]
    presence_of_group = (
        pl.col("label")
        .str.replace(_OF_A_GROUP, "")
        .replace_strict(presences, default=None, return_dtype=pl.String)
    )
    listed = (
        items.join(_persons(items["item"].unique()), on="item", maintain_order="left")
        .with_columns(
            attendee_group="label",
            # What brackets around several persons mean is not stated: absent, or a proxy, or more.
            presence=pl.coalesce(
                "stated",
                presence_of_group,
                pl.when("bracketed").then(pl.lit(Presence.UNSTATED.value)),
                pl.lit(Presence.PRESENT.value),
            ),
            char_start=pl.col("char_start") + pl.col("start"),
            char_end=pl.col("char_start") + pl.col("end"),
            line_start=pl.col("line_start") + pl.col("lines_to_start"),
            line_end=pl.col("line_start") + pl.col("lines_to_end"),
            ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"),
            **dict.fromkeys(
                ("represents", "person_id", "organization_id"),
                pl.lit(None, dtype=pl.String),
            ),
        )
        .pipe(with_name_parts)
    )
    identified = with_row_id(
        listed,
        "attendance_id",
        prefix=pl.format("{}/a-", "meeting_id"),
        identity=pl.concat_str(
            pl.col("attendee_group", "name_text", "affiliation").fill_null(""), separator="\x1f"
        ),
    )
    schema = polars_schema(TABLES["attendance"])
    return identified.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _items(groups: pl.DataFrame) -> pl.DataFrame:
    """Cut lists at the commas that no bracket encloses.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `label` (null where the group has none), `item` and where it begins,
        `char_start` and `line_start`. The items of a group tile what stands behind its label.
    """
    marked = pl.col("marker").str.len_chars().fill_null(0)
    before = {
        "char_start": pl.col("item").str.len_chars().cast(pl.Int64),
        "line_start": pl.col("item").str.count_matches("\n", literal=True).cast(pl.Int64),
    }
    return (
        groups.select(
            "meeting_id",
            pl.col("char_start") + marked.cast(pl.Int64),
            pl.col("line_start").cast(pl.Int64),
            label=pl.col("marker").str.strip_chars("：: 　").replace("", None),
            item=pl.col("source").str.slice(marked).str.extract_all(ITEM),
        )
        .with_row_index("group")
        .explode("item", empty_as_null=False)
        .with_columns(
            pl.col(name) + (size.cum_sum() - size).over("group") for name, size in before.items()
        )
    )


def _persons(items: pl.Series) -> pl.DataFrame:
    """The persons of each item, with what their own brackets say.

    Returns
    -------
    pl.DataFrame
        `item`, `name_text`, `role`, `affiliation`, `stated` (presence), `bracketed`, `start` and
        `end` in the item, `lines_to_start` and `lines_to_end`.
    """
    roles = set(lexicon("roles")["words"])
    presences: dict[str, str] = lexicon("presence")["words"]
    rows = [
        (
            item,
            entry.name_text,
            next((part for part in entry.brackets if part in roles), None),
            next(
                (part for part in entry.brackets if part not in roles and part not in presences),
                None,
            ),
            next((presences[part] for part in entry.brackets if part in presences), None),
            entry.bracketed,
            entry.start,
            entry.end,
            item.count("\n", 0, entry.start),
            item.count("\n", 0, entry.end),
        )
        for item in items
        for entry in entries(item)
    ]
    return pl.DataFrame(rows, schema=_PERSONS, orient="row")


def entries(text: str) -> Iterator[Entry]:
    """Read the persons of a list.

    Parameters
    ----------
    text
        The list as it stands in the source, line ends included.

    Yields
    ------
    Entry
        In the order of the list. Brackets that are never closed end with the text.
    """
    waiting: list[Entry] = []
    enclosing = 0
    attribute_depth, attribute_start = 0, 0
    for token in _TOKEN.finditer(text):
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
