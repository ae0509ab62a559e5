"""Tables for linking, made of the few values that a test is about."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipeline.linking.link import READ, Linked, link
from pipeline.linking.person_ids import Previous
from schemas import TABLES
from schemas.table import polars_schema

COLLECTION = "council"
_KNOWN = ("family_name", "given_name", "affiliation", "position", "role")


def name(text: str) -> dict[str, object]:
    """Read a listed name: 青木 光／甲省／課長, with ／ between name, affiliation and position."""
    who, affiliation, position, role, *_ = [*text.split("／"), "", "", "", ""]
    family, given = [*who.split(" "), "", ""][:2]
    values = dict(zip(_KNOWN, (family, given, affiliation, position, role), strict=True))
    written = f"{family}{given}{position}"
    found: dict[str, object] = {key: value or None for key, value in values.items()}
    return {**found, "name_text": written or "—"}


def tables(
    lists: dict[str, list[str]],
    remarks: list[dict[str, object]] | None = None,
    *,
    body: str | None = "架空会議",
    collection: str = COLLECTION,
) -> dict[str, pl.DataFrame]:
    """Make tables of meetings, by their days, and the names that they list."""
    meetings: list[dict[str, object]] = [
        {
            "meeting_id": f"{collection}/{day}/{body}",
            "collection_id": collection,
            "body": body,
            "date": date.fromisoformat(day),
        }
        for day in lists
    ]
    attendance: list[dict[str, object]] = [
        {
            "attendance_id": f"{collection}/{day}/{body}/a-{number}-{text}",
            "meeting_id": f"{collection}/{day}/{body}",
            "document_id": f"{collection}/{day}-{body}.txt",
            "ordinal": number,
            "line_start": number,
            **name(text),
        }
        for day, texts in lists.items()
        for number, text in enumerate(texts, start=1)
    ]
    spoken: list[dict[str, object]] = [
        {
            "remark_id": f"{collection}/r-{number}",
            "document_id": f"{collection}/talk.txt",
            "parent_remark_id": None,
            "kind": "remark",
            "speaker_status": "named",
            "attendance_id": None,
            "line_start": number,
            **remark,
            "meeting_id": f"{collection}/{remark['day']}/{body}",
        }
        for number, remark in enumerate(remarks or [])
    ]
    rows: dict[str, list[dict[str, object]]] = {
        "meetings": meetings,
        "attendance": attendance,
        "remarks": spoken,
    }
    return {
        table: pl.DataFrame(
            [{key: row.get(key) for key in columns} for row in rows[table]],
            schema={key: polars_schema(TABLES[table])[key] for key in columns},
        )
        for table, columns in READ.items()
    }


def together(*parts: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Put the tables of several bodies together."""
    return {table: pl.concat(part[table] for part in parts) for table in READ}


def linked(made: dict[str, pl.DataFrame], previous: Previous | None = None) -> Linked:
    return link(made["meetings"], made["attendance"], made["remarks"], previous)


def released(made: dict[str, pl.DataFrame], found: Linked) -> Previous:
    """What a release of these tables tells the next one."""
    rows = made["attendance"].join(found.attendance, on="attendance_id")
    return Previous(rows, found.tables["persons"], found.departed)


def persons(found: Linked) -> dict[str, str | None]:
    """The person of each row, without the collection, by day and entry."""
    return {
        f"{key.split('/')[1]} {key.rpartition('-')[2]}": person and person.rpartition("/")[2]
        for key, person in found.attendance.select("attendance_id", "person_id").rows()
    }


def groups(found: Linked) -> list[list[str]]:
    """The entries of each person, as written, sorted; those of nobody are left out."""
    by_person: dict[str, list[str]] = {}
    for key, person in found.attendance.select("attendance_id", "person_id").rows():
        if person is not None:
            by_person.setdefault(person, []).append(key.rpartition("-")[2])
    return sorted(sorted(entries) for entries in by_person.values())
