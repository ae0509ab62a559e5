"""Files that are replaced whole, and what is left of writes that were broken off."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".part"
STALE_SECONDS = 3600
"""Minimum age of an unfinished file that nobody writes any more; a write takes seconds."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a file to write, which then takes the place of `path`.

    Where writing fails, it is removed, and `path` stays as it was.
    """
    beside = path.with_suffix(f".{os.getpid()}{UNFINISHED}")
    try:
        yield beside
        beside.replace(path)
    except BaseException:
        # Where the disk is what fails, its own error is the one to tell.
        _removed(beside)
        raise


def remove_unfinished(folder: Path) -> list[str]:
    """Remove unfinished files below a folder, as of killed processes; return their names.

    Younger ones may be those of another process that writes.
    """
    newest = time.time() - STALE_SECONDS
    removed = []
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            if name.endswith(UNFINISHED) and _is_older(path, newest) and _removed(path):
                removed.append(path.relative_to(folder).as_posix())
    return sorted(removed)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except OSError:
        return False


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
