"""Names of files made of identifiers."""

from __future__ import annotations

import hashlib
import re

LONGEST_NAME = 180
"""Maximum length of a name, in bytes; file systems take 255, and an ending comes behind it."""

_UNSAFE = re.compile(r'[\x00-\x20\x7f"*:<>?\\|%_]|^[.~-]')


def file_name(identifier: str) -> str:
    """Make the name of a file, without its ending, of an identifier.

    `made-up/2024-04-01/1` becomes `made-up_2024-04-01_1`. Names of two identifiers differ: what
    a file system could refuse, and the underscore itself, are written as in URLs (`%5F`), and a
    name that is too long ends with a hash.
    """
    safe = _UNSAFE.sub(_escaped, identifier).replace("/", "_")
    encoded = safe.encode()
    if len(encoded) <= LONGEST_NAME:
        return safe
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:16]
    return f"{encoded[: LONGEST_NAME - 17].decode(errors='ignore')}-{digest}"


def _escaped(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"
