"""Elements of TEI: made with the characters that XML has no room for, and read back."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XINCLUDE = "http://www.w3.org/2001/XInclude"
XML_ID, XML_LANG = f"{{{XML}}}id", f"{{{XML}}}lang"

_FORBIDDEN = re.compile("([\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff])")
"""Characters that XML 1.0 forbids, and the carriage return, which its readers replace."""

Element = ElementTree.Element


def block(parent: Element | None, tag: str, **attributes: str | None) -> Element:
    """Add an element that holds elements alone; each stands on a line of its own."""
    element = _element(parent, tag, attributes)
    element.text = element.tail = "\n"
    return element


def leaf(parent: Element, tag: str, text: str | None = None, **attributes: str | None) -> Element:
    """Add an element that holds a text, on a line of its own."""
    element = _element(parent, tag, attributes)
    element.tail = "\n"
    append_text(element, text or "")
    return element


def period(
    parent: Element,
    tag: str,
    first: date | time | None,
    last: date | time | None,
    **attributes: str | None,
) -> None:
    """Add a leaf for a period, with the ends that are known; none where neither is."""
    ends = {
        name: end.isoformat() for name, end in (("from_", first), ("to", last)) if end is not None
    }
    if ends:
        leaf(parent, tag, **attributes, **ends)


def inline(parent: Element, tag: str, text: str, **attributes: str | None) -> Element:
    """Add an element within a text."""
    element = _element(parent, tag, attributes)
    append_text(element, text)
    return element


def append_text(element: Element, text: str) -> None:
    r"""Append a text, with `<g ref="#u000B"/>` for a character that XML has no room for."""
    for number, piece in enumerate(_FORBIDDEN.split(text)):
        if number % 2:
            _element(element, "g", {"ref": f"#u{ord(piece):04X}"})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def text_of(element: Element) -> str:
    """Return the text of an element, with the characters that `g` stands for."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{{{TEI}}}g":
            pieces.append(chr(int(child.attrib["ref"].removeprefix("#u"), 16)))
        pieces.append(child.tail or "")
    return "".join(pieces)


def forbidden_in(element: Element) -> set[str]:
    """Return the references of the characters that `g` stands for."""
    return {each.attrib["ref"] for each in element.iter(f"{{{TEI}}}g")}


def save(root: Element, file: Path) -> None:
    """Write a document."""
    root.tail = "\n"
    with file.open("x", encoding="utf-8", newline="") as opened:
        opened.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        opened.write(ElementTree.tostring(root, encoding="unicode"))


def _element(parent: Element | None, tag: str, attributes: dict[str, str | None]) -> Element:
    named = {
        {"xml_id": XML_ID, "xml_lang": XML_LANG, "from_": "from"}.get(name, name): value
        for name, value in attributes.items()
        if value is not None
    }
    name = f"{{{TEI}}}{tag}"
    return Element(name, named) if parent is None else ElementTree.SubElement(parent, name, named)


ElementTree.register_namespace("", TEI)
ElementTree.register_namespace("xi", XINCLUDE)
