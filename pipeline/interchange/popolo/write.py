"""Writing of Popolo, object by object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.interchange.placing import new_file
from pipeline.interchange.popolo.rules import META, OWN
from pipeline.interchange.published import PublishedRelease

Row = dict[str, Any]

PRESENT = ("present", "online", "proxy")
"""Values of `presence` of those who took part; of others the record does not say so."""

ROWS_AT_ONCE = 5_000

TABLES = (
    "persons",
    "organizations",
    "organization_names",
    "memberships",
    "meetings",
    "attendance",
    "documents",
)


def write_popolo(release: PublishedRelease, place: Path, *, force: bool = False) -> None:
    """Write persons, organisations, memberships and meetings of a release into one file.

    What Popolo has no field for is in `gijiroku` of each object, by the names of our columns.
    `start_date` and `end_date` of memberships are not there: the records show when somebody was
    seen in a role, not when the role began or ended.

    Raises
    ------
    TableMissingError
        Where the release lacks a table of `TABLES`.
    PlaceTakenError
        As for `new_file`.
    """
    release.require(*TABLES)
    lists: dict[str, Iterator[Row]] = {
        "persons": _objects(release.scan("persons"), _person),
        "organizations": _objects(_organizations(release), _organization),
        "memberships": _objects(release.scan("memberships"), _membership),
        "events": _objects(_meetings(release), _event),
    }
    with new_file(place, force=force) as file, file.open("x", encoding="utf-8") as opened:
        opened.write(f'{{\n"{META}": {_json(_meta(release))}')
        for name, objects in lists.items():
            opened.write(f',\n"{name}": [')
            for number, each in enumerate(objects):
                opened.write(f"{',' if number else ''}\n{_json(each)}")
            opened.write("\n]")
        opened.write("\n}\n")


def _objects(rows: pl.LazyFrame, make: Callable[[Row], Row]) -> Iterator[Row]:
    for part in rows.collect_batches(chunk_size=ROWS_AT_ONCE, maintain_order=True):
        for row in part.iter_rows(named=True):
            yield make(row)


def _meta(release: PublishedRelease) -> Row:
    stated = release.descriptor
    keys = ("version", "created", "content_hash", "licenses", "sources")
    return {
        **{key: stated[key] for key in keys},
        "notice": stated["description"],
        "notice_ja": stated["description_ja"],
    }


def _person(row: Row) -> Row:
    former = (row.get("former_ids") or "").split("|")
    return {
        "id": row["person_id"],
        "name": row["name_text"],
        "family_name": row["family_name"],
        "given_name": row["given_name"],
        "identifiers": [{"scheme": "former", "identifier": one} for one in former if one],
        OWN: _rest(row, "person_id", "name_text", "family_name", "given_name"),
    }


def _organizations(release: PublishedRelease) -> pl.LazyFrame:
    names = (
        release.scan("organization_names")
        .group_by("organization_id", maintain_order=True)
        .agg(names=pl.struct("name_text", "basis", "source", "row_count"))
    )
    return release.scan("organizations").join(
        names, on="organization_id", how="left", maintain_order="left"
    )


def _organization(row: Row) -> Row:
    return {
        "id": row["organization_id"],
        "name": row["name"],
        "classification": row["kind"],
        "parent_id": row["parent_id"],
        "other_names": [
            {"name": one["name_text"], "note": one["basis"], OWN: _rest(one, "name_text", "basis")}
            for one in row["names"] or []
        ],
        OWN: _rest(row, "organization_id", "name", "kind", "parent_id", "names"),
    }


def _membership(row: Row) -> Row:
    return {
        "id": row["membership_id"],
        "person_id": row["person_id"],
        "organization_id": row["body_id"],
        "on_behalf_of_id": row["organization_id"],
        "role": row["role"],
        "label": row["position"],
        OWN: _rest(
            row, "membership_id", "person_id", "body_id", "organization_id", "role", "position"
        ),
    }


def _meetings(release: PublishedRelease) -> pl.LazyFrame:
    """Return the meetings with their attendees, sources and the body that met.

    A body that several organisations have the name of is null.
    """
    attendees = (
        release.scan("attendance")
        .group_by("meeting_id", maintain_order=True)
        .agg(
            attendees=pl.struct(
                "attendance_id", "person_id", "name_text", "presence", "role", "organization_id"
            )
        )
    )
    bodies = (
        release.scan("organization_names")
        .join(release.scan("organizations").filter(pl.col("kind") == "body"), on="organization_id")
        .group_by(body="name_text")
        .agg(pl.col("organization_id").unique())
        .filter(pl.col("organization_id").list.len() == 1)
        .select("body", body_id=pl.col("organization_id").list.first())
    )
    sources = release.scan("documents").select("document_id", "source_url", "publisher")
    return (
        release.scan("meetings")
        .join(attendees, on="meeting_id", how="left", maintain_order="left")
        .join(bodies, on="body", how="left", maintain_order="left")
        .join(sources, on="document_id", how="left", maintain_order="left")
    )


def _event(row: Row) -> Row:
    listed = row["attendees"] or []
    session = row["session"]
    own = _rest(
        row,
        *("meeting_id", "title", "venue", "attendees", "body_id", "source_url", "publisher"),
    )
    return {
        "id": row["meeting_id"],
        "name": row["title"],
        "classification": "meeting",
        "start_date": _text(row["starts_at"] or row["date"]),
        "end_date": _text(row["ends_at"]),
        "location": row["venue"],
        "organization_id": row["body_id"],
        "identifiers": []
        if session is None
        else [{"scheme": "session", "identifier": str(session)}],
        "attendees": [_attendee(one) for one in listed if one["presence"] in PRESENT],
        "sources": []
        if row["source_url"] is None
        else [{"url": row["source_url"], "note": row["publisher"]}],
        OWN: {**own, "attendance": listed},
    }


def _attendee(row: Row) -> Row:
    named = {"name": row["name_text"], OWN: {"attendance_id": row["attendance_id"]}}
    return named if row["person_id"] is None else {"id": row["person_id"], **named}


def _rest(row: Row, *taken: str) -> Row:
    return {key: _text(value) for key, value in row.items() if key not in taken}


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
