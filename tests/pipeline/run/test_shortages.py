from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from pipeline.messages import message
from pipeline.release.refusal import NotPublishableError
from pipeline.run.shortages import shortage

PLACE = Path("/somewhere/outputs")


def of_database(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "full"), f"{PLACE}: No space left on device."),
        (OSError(errno.EROFS, "no", "/there"), "/there: Read-only file system."),
        (OSError(errno.EFBIG, "long"), f"{PLACE}: File too large:"),
        (OSError(errno.EMFILE, "many"), f"{PLACE}: Too many open files."),
        (MemoryError(), f"{PLACE}: Cannot allocate memory."),
        (RuntimeError("can't start new thread"), f"{PLACE}: Cannot allocate memory."),
        (ValueError("No such luck (os error 28)"), f"{PLACE}: No space left on device."),
        (of_database(sqlite3.SQLITE_FULL), f"{PLACE}: No space left on device."),
        (of_database(sqlite3.SQLITE_IOERR | 5 << 8), f"{PLACE}: Input/output error."),
    ],
)
def test_what_is_lacking_is_told_with_its_place_and_what_to_do(
    error: Exception, expected: str
) -> None:
    outer = RuntimeError("a step failed")
    outer.__cause__ = error
    for each in (error, outer):
        said = shortage(each, PLACE)
        assert said is not None
        assert said.en.startswith(expected)
        assert said.en.endswith("run again.")
        assert "\n" not in said.en + said.ja


@pytest.mark.parametrize(
    "error",
    [
        ValueError("a fault of the code"),
        FileNotFoundError(errno.ENOENT, "not there"),
        of_database(sqlite3.SQLITE_BUSY),
        NotPublishableError(message("nothing_changed")),
    ],
)
def test_anything_else_is_not_lacking(error: Exception) -> None:
    assert shortage(error, PLACE) is None
