"""The file of one meeting: where it is from, who was there, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.interchange.tei.elements import Element, block, leaf, period
from pipeline.interchange.tei.ids import pointer, xml_id
from pipeline.interchange.tei.meetings import MeetingRows, Row
from pipeline.interchange.tei.talk import add_talk
from pipeline.interchange.tei.taxonomies import categories

IDENTIFIER = "gijiroku"
"""Type of an `idno` with the identifier of a row."""


def component(rows: MeetingRows, descriptor: Mapping[str, Any]) -> Element:
    """Make the document of a meeting.

    Parameters
    ----------
    rows
        The meeting and its rows.
    descriptor
        Of the release.
    """
    meeting = rows.meeting
    root = block(
        None,
        "TEI",
        xml_id=xml_id("meetings", meeting["meeting_id"]),
        xml_lang="ja",
        ana=categories(record=meeting["record_kind"]),
    )
    header = block(root, "teiHeader")
    _add_file(header, rows, descriptor)
    _add_profile(header, rows)
    add_talk(block(root, "text"), rows)
    return root


def _add_file(header: Element, rows: MeetingRows, descriptor: Mapping[str, Any]) -> None:
    meeting = rows.meeting
    file = block(header, "fileDesc")
    titles = block(file, "titleStmt")
    if meeting["title"] is None:
        leaf(titles, "title", meeting["meeting_id"], type="identifier")
    else:
        leaf(titles, "title", meeting["title"], type="main")
    session = meeting["session"]
    leaf(titles, "meeting", meeting["body"], n=None if session is None else str(session))
    extent = block(file, "extent")
    leaf(extent, "measure", unit="speeches", quantity=str(len(rows.remarks)))
    add_publication(
        file,
        descriptor,
        {row["license"] for row in rows.documents},
        meeting["meeting_id"],
    )
    source = block(file, "sourceDesc")
    for document in rows.documents:
        _add_source(source, document, meeting)


def add_publication(
    file: Element, descriptor: Mapping[str, Any], licenses: set[str | None], identifier: str
) -> None:
    """Add who publishes the data, on which terms, and when.

    Parameters
    ----------
    licenses
        Names of the terms of the sources.
    identifier
        Of what is published.
    """
    addresses = {each.get("title"): each["path"] for each in descriptor["licenses"]}
    publication = block(file, "publicationStmt")
    leaf(publication, "publisher", "gijiroku")
    leaf(publication, "idno", identifier, type=IDENTIFIER)
    leaf(publication, "idno", descriptor["version"], type="version")
    leaf(publication, "idno", descriptor["content_hash"], type="content_hash")
    availability = block(publication, "availability")
    for name in sorted(filter(None, licenses)):
        address = addresses.get(name, "")
        leaf(availability, "licence", name, target=address if address.startswith("http") else None)
    leaf(availability, "p", descriptor["description"], xml_lang="en")
    leaf(availability, "p", descriptor["description_ja"], xml_lang="ja")
    leaf(publication, "date", when=descriptor["created"])


def _add_source(source: Element, document: Row, meeting: Row) -> None:
    entry = block(source, "bibl")
    leaf(entry, "title", meeting["title"] or document["path"])
    leaf(entry, "publisher", document["publisher"])
    if document["source_url"] is not None:
        leaf(entry, "idno", document["source_url"], type="URI")
    leaf(entry, "idno", document["document_id"], type="document_id")
    leaf(entry, "idno", document["sha256"], type="sha256")
    if meeting["date"] is not None:
        leaf(entry, "date", when=meeting["date"].isoformat())


def _add_profile(header: Element, rows: MeetingRows) -> None:
    meeting = rows.meeting
    profile = block(header, "profileDesc")
    setting = block(block(profile, "settingDesc"), "setting")
    for kind in ("venue", "room"):
        if meeting[kind] is not None:
            leaf(setting, "name", meeting[kind], type=kind)
    leaf(setting, "name", "日本", type="country", key="JP")
    if meeting["date"] is not None:
        leaf(setting, "date", when=meeting["date"].isoformat())
    period(setting, "time", meeting["start_time"], meeting["end_time"])
    if rows.attendance:
        listed = block(block(profile, "particDesc"), "listPerson")
        for row in rows.attendance:
            _add_attendee(listed, row)


def _add_attendee(listed: Element, row: Row) -> None:
    person = block(
        listed,
        "person",
        xml_id=xml_id("attendance", row["attendance_id"]),
        n=str(row["ordinal"]),
        corresp=pointer("persons", row["person_id"]),
        ana=categories(
            presence=row["presence"], person=row["person_basis"], reason=row["person_reason"]
        ),
    )
    leaf(person, "persName", row["name_text"])
    if row["position"] is not None:
        leaf(person, "occupation", row["position"])
    if row["affiliation"] is not None or row["organization_id"] is not None:
        reference = pointer("organizations", row["organization_id"])
        leaf(person, "affiliation", row["affiliation"], ref=reference)
    for kind in ("attendee_group", "role", "represents"):
        if row[kind] is not None:
            leaf(block(person, "state", type=kind), "label", row[kind])
