"""Unknown keys of `collection.toml`: reported, since what they state is not used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pipeline.ingestion.collection import COLLECTION_FILE, stated_terms, terms_of
from pipeline.ingestion.source_files import Fault
from pipeline.messages import message
from pipeline.messages.printable import printable
from schemas.vocabulary import Severity

KNOWN: dict[str, tuple[str, ...]] = {
    "": ("record_kind", "made_up", "body", "publisher", "license", "source"),
    "body": ("ja", "en"),
    "publisher": ("ja", "en"),
    "license": ("name", "name_en", "url"),
    "source": ("title", "url", "note"),
}
"""The keys of each table of the file; "" is the file itself."""

_LONGEST_KEY = 80
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")


def unknown_terms(folder: Path) -> list[Fault]:
    """Find keys of the `collection.toml` of a folder that mean nothing.

    Raises
    ------
    CollectionError
        Where the file cannot be read, or is no TOML.
    """
    stated = stated_terms(folder)
    lines = terms_of(folder).decode("utf-8-sig").splitlines()
    return [
        _fault(table, key, lines)
        for table, known in KNOWN.items()
        for key in _table(stated, table)
        if key not in known
    ]


def _table(stated: dict[str, Any], name: str) -> dict[str, Any]:
    table = stated.get(name, {}) if name else stated
    return table if isinstance(table, dict) else {}


def _fault(table: str, key: str, lines: list[str]) -> Fault:
    reason = message(
        "terms_key_unknown",
        file=COLLECTION_FILE,
        key=printable(f"{table}.{key}" if table else key)[:_LONGEST_KEY],
        known=", ".join(f"{table}.{name}" if table else name for name in KNOWN[table]),
    )
    return Fault("terms_known", reason, _line_of(table, key, lines), Severity.WARN)


def _line_of(table: str, key: str, lines: list[str]) -> int | None:
    """Return the line that states a key; None where it is written in another form."""
    written = re.compile(
        rf"""\s*(?:{re.escape(table)}\s*\.\s*)?["']?{re.escape(key)}["']?\s*[.=]"""
    )
    within = ""
    for number, line in enumerate(lines, start=1):
        header = _TABLE.match(line)
        if header:
            within = header[1].strip("\"'")
            if not table and within.partition(".")[0] == key:
                return number
        elif written.match(line) and within in ("", table):
            return number
    return None
