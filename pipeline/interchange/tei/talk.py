"""The body of a meeting: a `div` for each heading, with its remarks."""

from __future__ import annotations

from itertools import groupby

from pipeline.interchange.tei.elements import Element, append_text, block, inline, leaf
from pipeline.interchange.tei.ids import pointer, xml_id
from pipeline.interchange.tei.meetings import MeetingRows, Row
from pipeline.interchange.tei.taxonomies import categories

SECTION = "debateSection"


def add_talk(text: Element, rows: MeetingRows) -> None:
    """Add the headings and remarks of a meeting, in order.

    Sections are not nested, as in ParlaMint: `corresp` of a section points to the one that its
    heading stands under. Where the talk comes back to a heading, a further section without a head
    points to the first by `prev`. A heading without remarks is a section with its head alone.
    """
    body = block(text, "body")
    waiting = {row["agenda_item_id"]: row for row in rows.agenda_items}
    opened = set[str]()
    for agenda_item_id, remarks in groupby(rows.remarks, key=lambda row: row["agenda_item_id"]):
        if agenda_item_id is None:
            section = block(body, "div", type=SECTION)
        elif agenda_item_id in opened:
            section = block(body, "div", type=SECTION, prev=pointer("agenda_items", agenda_item_id))
        else:
            # Headings before it that have no remarks of their own come first.
            for name in list(waiting):
                section = _open_section(body, waiting.pop(name))
                opened.add(name)
                if name == agenda_item_id:
                    break
        for remark in remarks:
            _add_remark(section, remark)
    for row in waiting.values():
        _open_section(body, row)
    if not len(body):
        block(body, "div", type=SECTION)


def _open_section(body: Element, row: Row) -> Element:
    section = block(
        body,
        "div",
        type=SECTION,
        xml_id=xml_id("agenda_items", row["agenda_item_id"]),
        n=str(row["ordinal"]),
        corresp=pointer("agenda_items", row["parent_id"]),
        ana=categories(agenda=row["kind"]),
    )
    head = leaf(section, "head")
    if row["label"] is not None:
        inline(head, "label", row["label"])
    append_text(head, row["title"])
    return section


def _add_remark(section: Element, row: Row) -> None:
    name = xml_id("remarks", row["remark_id"])
    number = str(row["ordinal"])
    ana = categories(
        kind=row["kind"],
        speaker=row["speaker_status"],
        basis=row["attribution_basis"],
        person=row["person_basis"],
        reason=row["person_reason"],
    )
    listed = pointer("attendance", row["attendance_id"])
    who = pointer("persons", row["person_id"]) or listed
    parent = pointer("remarks", row["parent_remark_id"])
    if row["speaker_text"] is not None:
        leaf(section, "note", row["speaker_text"], type="speaker")
    match row["kind"]:
        case "interjection":
            vocal = block(
                section,
                "vocal",
                type="interruption",
                **{"xml_id": name, "n": number, "who": who, "corresp": listed},
                prev=parent,
                ana=ana,
            )
            leaf(vocal, "desc", row["text"])
        case "stage":
            leaf(
                section,
                "note",
                row["text"],
                type="stage_direction",
                **{"xml_id": name, "n": number, "corresp": who, "prev": parent, "ana": ana},
            )
        case _:
            utterance = block(
                section,
                "u",
                **{"xml_id": name, "n": number, "who": who, "corresp": listed},
                prev=parent,
                ana=ana,
            )
            for paragraph in row["text"].split("\n"):
                leaf(utterance, "seg", paragraph)
