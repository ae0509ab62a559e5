"""Reading of TEI back to rows, as far as the format carries them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from pipeline.interchange.tei.corpus import CORPUS_FILE
from pipeline.interchange.tei.elements import TEI, XINCLUDE, XML_ID, Element, text_of
from pipeline.interchange.tei.ids import identifier
from pipeline.interchange.tei.taxonomies import values_of

Row = dict[str, Any]
NAMESPACES = {"": TEI, "xi": XINCLUDE}


def read_tei(folder: Path) -> dict[str, list[Row]]:
    """Read the files of a folder.

    Returns
    -------
    dict
        Rows by table, with the columns that TEI carries: `organizations`, `organization_names`,
        `persons`, `memberships`, `meetings`, `agenda_items`, `attendance`, `remarks`.
    """
    corpus = ElementTree.parse(folder / CORPUS_FILE).getroot()
    rows: dict[str, list[Row]] = {
        "organizations": list(_organizations(corpus)),
        "organization_names": list(_organization_names(corpus)),
        "persons": list(_persons(corpus)),
        "memberships": list(_memberships(corpus)),
        **{name: [] for name in ("meetings", "agenda_items", "attendance", "remarks")},
    }
    for include in corpus.iterfind("xi:include", NAMESPACES):
        root = ElementTree.parse(folder / unquote(include.attrib["href"])).getroot()
        meeting = _meeting(root)
        rows["meetings"].append(meeting)
        within = {"meeting_id": meeting["meeting_id"]}
        rows["agenda_items"] += [{**within, **row} for row in _agenda_items(root)]
        rows["attendance"] += [{**within, **row} for row in _attendance(root)]
        rows["remarks"] += [{**within, **row} for row in _remarks(root)]
    return rows


def _organizations(corpus: Element) -> Iterator[Row]:
    parents = {
        identifier(each.attrib["active"]): identifier(each.attrib["passive"])
        for each in corpus.iterfind(".//relation[@name='part_of']", NAMESPACES)
    }
    for each in corpus.iterfind(".//listOrg/org", NAMESPACES):
        name = identifier(each.attrib[XML_ID])
        yield {
            "organization_id": name,
            "name": _text(each, "orgName[@type='full']"),
            "kind": values_of(each.get("ana")).get("organization"),
            "parent_id": parents.get(name),
        }


def _organization_names(corpus: Element) -> Iterator[Row]:
    for each in corpus.iterfind(".//listOrg/org", NAMESPACES):
        for name in each.iterfind("orgName", NAMESPACES):
            if name.attrib["type"] != "full":
                yield {
                    "organization_id": identifier(each.attrib[XML_ID]),
                    "name_text": text_of(name),
                    "basis": name.attrib["type"],
                }


def _persons(corpus: Element) -> Iterator[Row]:
    for each in corpus.iterfind("teiHeader//listPerson/person", NAMESPACES):
        yield {
            "person_id": identifier(each.attrib[XML_ID]),
            "name_text": _text(each, "persName[@type='full']"),
            "family_name": _text(each, "persName/surname"),
            "given_name": _text(each, "persName/forename"),
            "basis": values_of(each.get("ana")).get("person"),
            "former_ids": "|".join(map(text_of, each.iterfind("idno", NAMESPACES))) or None,
        }


def _memberships(corpus: Element) -> Iterator[Row]:
    for person in corpus.iterfind("teiHeader//listPerson/person", NAMESPACES):
        for each in person.iterfind("affiliation", NAMESPACES):
            observed = each.find("date", NAMESPACES)
            days = {} if observed is None else observed.attrib
            yield {
                "membership_id": identifier(each.attrib[XML_ID]),
                "person_id": identifier(person.attrib[XML_ID]),
                "body_id": _pointed(each.get("ref")),
                "organization_id": _reference(each.find("orgName", NAMESPACES)),
                "affiliation": _text(each, "orgName"),
                "position": _text(each, "roleName[@type='position']"),
                "role": _text(each, "roleName[@type='role']"),
                "first_date": _day(days.get("from")),
                "last_date": _day(days.get("to")),
            }


def _meeting(root: Element) -> Row:
    session = _only(root, ".//titleStmt/meeting").get("n")
    day = root.find(".//setting/date", NAMESPACES)
    hours = root.find(".//setting/time", NAMESPACES)
    stated = {} if hours is None else hours.attrib
    return {
        "meeting_id": identifier(root.attrib[XML_ID]),
        "title": _text(root, ".//titleStmt/title[@type='main']"),
        "body": _text(root, ".//titleStmt/meeting"),
        "session": None if session is None else int(session),
        "record_kind": values_of(root.get("ana"))["record"],
        "date": None if day is None else _day(day.get("when")),
        "start_time": _hour(stated.get("from")),
        "end_time": _hour(stated.get("to")),
        "venue": _text(root, ".//setting/name[@type='venue']"),
        "room": _text(root, ".//setting/name[@type='room']"),
    }


def _agenda_items(root: Element) -> Iterator[Row]:
    for each in root.iterfind("text/body/div", NAMESPACES):
        if XML_ID not in each.attrib:
            continue
        head = _only(each, "head")
        label = head.find("label", NAMESPACES)
        title = text_of(head)
        yield {
            "agenda_item_id": identifier(each.attrib[XML_ID]),
            "ordinal": int(each.attrib["n"]),
            "parent_id": _pointed(each.get("corresp")),
            "label": None if label is None else text_of(label),
            "title": title,
            "kind": values_of(each.get("ana"))["agenda"],
        }


def _attendance(root: Element) -> Iterator[Row]:
    for each in root.iterfind(".//listPerson/person", NAMESPACES):
        states = {
            state.attrib["type"]: _text(state, "label")
            for state in each.iterfind("state", NAMESPACES)
        }
        values = values_of(each.get("ana"))
        yield {
            "attendance_id": identifier(each.attrib[XML_ID]),
            "ordinal": int(each.attrib["n"]),
            "name_text": _text(each, "persName"),
            "position": _text(each, "occupation"),
            "affiliation": _text(each, "affiliation"),
            "presence": values["presence"],
            "person_basis": values.get("person"),
            "person_reason": values.get("reason"),
            "person_id": _pointed(each.get("corresp")),
            "organization_id": _reference(each.find("affiliation", NAMESPACES)),
            **{name: states.get(name) for name in ("attendee_group", "role", "represents")},
        }


def _remarks(root: Element) -> Iterator[Row]:
    for section in root.iterfind("text/body/div", NAMESPACES):
        under = section.get(XML_ID) or section.get("prev")
        speaker: str | None = None
        for each in section:
            if each.get("type") == "speaker":
                speaker = text_of(each)
            elif XML_ID in each.attrib:
                yield {
                    **_remark(each),
                    "agenda_item_id": _pointed(under),
                    "speaker_text": speaker,
                }
                speaker = None


def _remark(each: Element) -> Row:
    values = values_of(each.get("ana"))
    who, listed = each.get("who"), each.get("corresp")
    if each.tag == f"{{{TEI}}}u":
        text = "\n".join(text_of(one) for one in each.iterfind("seg", NAMESPACES))
    else:
        within = each.find("desc", NAMESPACES)
        text = text_of(each if within is None else within)
    return {
        "remark_id": identifier(each.attrib[XML_ID]),
        "ordinal": int(each.attrib["n"]),
        "parent_remark_id": _pointed(each.get("prev")),
        "kind": values["kind"],
        "speaker_status": values["speaker"],
        "attribution_basis": values.get("basis"),
        "person_basis": values.get("person"),
        "person_reason": values.get("reason"),
        "attendance_id": _pointed(listed),
        "person_id": _pointed(who) if who and who.startswith("#p-") else None,
        "text": text,
    }


def _only(element: Element, path: str) -> Element:
    found = element.find(path, NAMESPACES)
    if found is None:
        raise ValueError(f"no {path} in {element.tag}")
    return found


def _text(element: Element, path: str) -> str | None:
    found = element.find(path, NAMESPACES)
    return None if found is None else text_of(found) or None


def _reference(element: Element | None) -> str | None:
    return None if element is None else _pointed(element.get("ref"))


def _pointed(pointer: str | None) -> str | None:
    return None if pointer is None else identifier(pointer)


def _day(stated: str | None) -> date | None:
    return None if stated is None else date.fromisoformat(stated)


def _hour(stated: str | None) -> time | None:
    return None if stated is None else time.fromisoformat(stated)
