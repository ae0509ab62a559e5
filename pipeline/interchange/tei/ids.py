"""Identifiers of rows as identifiers of XML, which allow fewer characters."""

from __future__ import annotations

import re

PREFIXES = {
    "meetings": "m",
    "agenda_items": "g",
    "attendance": "a",
    "remarks": "r",
    "persons": "p",
    "organizations": "o",
    "memberships": "h",
}
"""Beginning of the identifiers of a table, which keeps those of two tables apart."""

_OTHER = re.compile("[^A-Za-z0-9々〇ぁ-ゖァ-ヺー㐀-䶿一-鿿-]")
_ESCAPES = re.compile(r"(?:\.[0-9A-F]{2})+")


def xml_id(table_name: str, identifier: str) -> str:
    """Make an identifier of XML.

    `made-up/2024-04-01/1` of `meetings` becomes `m-made-up_2024-04-01_1`. Other characters are
    written as the bytes of UTF-8, each as a full stop and two hexadecimal digits: `_` is `.5F`.
    """
    return f"{PREFIXES[table_name]}-{_OTHER.sub(_escaped, identifier)}"


def pointer(table_name: str, identifier: str | None) -> str | None:
    """Make a pointer to an identifier; None where there is none."""
    return None if identifier is None else f"#{xml_id(table_name, identifier)}"


def identifier(xml_id_or_pointer: str) -> str:
    """Return the identifier of the row that an identifier of XML, or a pointer, was made of."""
    name = xml_id_or_pointer.removeprefix("#").partition("-")[2]
    return _ESCAPES.sub(_unescaped, name.replace("_", "/"))


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "/":
        return "_"
    return "".join(f".{byte:02X}" for byte in found[0].encode())


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace(".", "")).decode()
