"""Given values: the meaning of each column of `records.csv`."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable

from schemas.vocabulary import RecordKind

FIRST_DAY = datetime.date(1868, 4, 1)
"""Minimum date of a meeting: the first day of the first fiscal year in the tables."""

_DAY = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_ADDRESS = re.compile(r"(?i:https?)://\S+")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,5})")

Value = str | int | datetime.date


def _line(cell: str) -> str | None:
    return None if _controls(cell) else cell


def _words(cell: str) -> str | None:
    return None if _controls(cell) - {"\n", "\t"} else cell


def _controls(cell: str) -> set[str]:
    """Return the control characters and line ends of a cell."""
    return {mark for mark in cell if unicodedata.category(mark) in _CONTROLS}


_CONTROLS = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories: controls, surrogates, line and paragraph separators."""


def _address(cell: str) -> str | None:
    if not _ADDRESS.fullmatch(cell) or _controls(cell):
        return None
    scheme, _, rest = cell.partition(":")
    return f"{scheme.lower()}:{rest}"


def _day(cell: str) -> datetime.date | None:
    """Parse a date such as 2024-04-01, 2024/4/1 or 2024.4.1.

    Returns None where the calendar does not have it, or before `FIRST_DAY`.
    """
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", cell))
    if not found:
        return None
    try:
        day = datetime.date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


def _session(cell: str) -> int | None:
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell))
    return int(found[1]) if found else None


def _kind(cell: str) -> str | None:
    return cell if cell in RecordKind.values() else None


READ: dict[str, tuple[Callable[[str], Value | None], str]] = {
    "source_url": (_address, "given_address_is"),
    "title": (_line, "given_line_is"),
    "body": (_line, "given_line_is"),
    "date": (_day, "given_day_is"),
    "session": (_session, "given_session_is"),
    "record_kind": (_kind, "given_kind_is"),
    "published": (_day, "given_day_is"),
    "note": (_words, "given_words_are"),
}
"""By column: the parser of a cell, None where invalid, and the message of a valid form."""
