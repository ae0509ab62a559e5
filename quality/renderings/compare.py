"""How a rendering is read, beside how the text of its record is read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import NamedTuple

from quality.renderings.records import COMPARED, Reading
from tests.pipeline.ingestion.media.record_alone import without_furniture

SAME = {
    "meetings": (
        *("body", "title", "term", "session", "diet_session", "issue", "fiscal_year"),
        *("record_kind", "date", "weekday_stated", "start_time", "end_time"),
        *("venue", "room", "floor", "format", "attendee_count_stated"),
    ),
    "attendance": (
        *("attendee_group", "name_text", "family_name", "given_name", "position", "role"),
        *("affiliation", "presence", "represents", "bracketed"),
    ),
    "remarks": ("kind", "marker", "speaker_text", "speaker_status", "attendee", "text"),
}
"""Columns that are compared. `attendee` is the number in its list of the person who speaks."""

_SIGNS = str.maketrans("〜−—", "～－―")
"""Shift_JIS has one of each."""


class Difference(NamedTuple):
    """A rendering that is read otherwise.

    Attributes
    ----------
    tables
        Those of `COMPARED` that differ.
    columns
        Columns of these in which rows of the same number differ, and `rows` where rows are missing
        or more.
    kind
        What differs in the text.
    is_told
        Whether an issue about the medium tells that something is doubtful.
    """

    name: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str
    is_told: bool


def squeezed(text: str) -> str:
    """Return a text without blanks, with one form of each sign."""
    return "".join(text.translate(_SIGNS).split())


def rows_of(reading: Reading, table: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of a table by the name of the record, without places, numbers and blanks."""
    frame = reading.tables[table]
    if table == "remarks":
        people = reading.tables["attendance"].select("attendance_id", attendee="ordinal")
        frame = frame.join(people, on="attendance_id", how="left")
    ordered = frame.sort("name", "char_start")
    found: dict[str, list[tuple[str, ...]]] = {}
    for name, *values in ordered.select("name", *SAME[table]).iter_rows():
        row = tuple("" if value is None else squeezed(str(value)) for value in values)
        found.setdefault(name, []).append(row)
    return found


def differences(names: list[str], truth: Reading, reading: Reading) -> list[Difference]:
    """Compare the tables of rendered records, by their names, with those of their texts."""
    rows = {table: (rows_of(truth, table), rows_of(reading, table)) for table in COMPARED}
    documents = {row["name"]: row for row in reading.documents.to_dicts()}
    texts = {row["name"]: _text_of(row) for row in truth.documents.to_dicts()}
    found = []
    for name in names:
        tables = tuple(
            table for table, (is_to_be, is_) in rows.items() if is_to_be.get(name) != is_.get(name)
        )
        document = documents[name]
        kind = kind_of(texts[name], _text_of(document))
        if tables:
            columns = tuple(
                f"{table}.{column}"
                for table in tables
                for column in _columns(table, *(of.get(name, []) for of in rows[table]))
            )
            found.append(Difference(name, tables, columns, kind, bool(document["rules"])))
    return found


def _columns(table: str, wanted: list[tuple[str, ...]], found: list[tuple[str, ...]]) -> list[str]:
    if len(wanted) != len(found):
        return ["rows"]
    pairs = list(zip(wanted, found, strict=True))
    return [
        column
        for at, column in enumerate(SAME[table])
        if any(one[at] != other[at] for one, other in pairs)
    ]


def _text_of(document: dict[str, object]) -> str | None:
    spans = [(span["char_start"], span["char_end"]) for span in document["spans"] or ()]  # type: ignore[attr-defined]
    text = document["text"]
    return None if text is None else without_furniture(str(text), spans)


def kind_of(text: str | None, read: str | None) -> str:
    """Name what differs between the text of a record and what was read of its rendering."""
    if read is None or text is None:
        return "nothing was read"
    wanted, found = squeezed(text), squeezed(read)
    if wanted == found:
        is_same = _lines(text) == _lines(read)
        return "blanks within lines" if is_same else "ends of lines"
    if found.startswith(wanted) or found.endswith(wanted):
        return "words of the site are kept"
    if unicodedata.normalize("NFKC", wanted) == unicodedata.normalize("NFKC", found):
        return "forms of characters"
    expected, counted = Counter(wanted), Counter(found)
    if expected == counted:
        return "order of the words"
    if not expected - counted:
        return "words of the site are kept"
    if not counted - expected:
        return "words are left out"
    return "other characters"


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := squeezed(one))]
