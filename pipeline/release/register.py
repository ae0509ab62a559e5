"""The register of version numbers: each is given once, for good.

`releases/versions.txt` has a line for each number: the number, the time when it was given, and the
content hash of its release. Lines are only added. A number is entered before its release appears,
so that a publisher killed in between leaves a gap in the numbers, and no number is given twice. A
number stays taken when its release is gone.
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
    """Return the numbers in the register of a folder of releases.

    Raises
    ------
    OSError
        Where the register exists and cannot be read.
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
        # Ends a line that a full disk cut off, so that the next does not join it.
        size = register.seek(0, os.SEEK_END)
        register.seek(max(0, size - 1))
        if register.read(1) not in (b"", b"\n"):
            lines = "\n" + lines
        register.write(lines.encode())
        register.flush()
        os.fsync(register.fileno())
