"""The register of version numbers: each is given once, also when its release is gone.

`releases/versions.txt` has a line for each number: the number, when it was given, and the content
hash of its release. It only grows. A number is entered before its release appears, so that one who
is killed in between leaves a gap in the numbers and no number that is given twice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

REGISTER = "versions.txt"
_VERSION = re.compile(r"^([0-9]+\.[0-9]+\.[0-9]+)\b", re.MULTILINE)


def given_versions(releases: Path) -> list[str]:
    """The numbers that were given in a folder of releases, by its register.

    Raises
    ------
    OSError
        Where the register is there and cannot be read.
    """
    try:
        return _VERSION.findall((releases / REGISTER).read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return []


def enter_versions(releases: Path, hash_by_version: Iterable[tuple[str, str]]) -> None:
    """Enter numbers with the content hashes of their releases, for good.

    Raises
    ------
    OSError
        Where the register cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines = "".join(f"{version} {now} {content}\n" for version, content in hash_by_version)
    if not lines:
        return
    with (releases / REGISTER).open("ab+") as register:
        # A line that a full disk cut off is ended first, or the next would go on with it.
        size = register.seek(0, os.SEEK_END)
        register.seek(max(0, size - 1))
        if register.read(1) not in (b"", b"\n"):
            lines = "\n" + lines
        register.write(lines.encode())
        register.flush()
        os.fsync(register.fileno())
