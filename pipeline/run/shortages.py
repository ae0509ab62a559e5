"""Shortages of the system, such as a full disk, with their remedies."""

from __future__ import annotations

import errno
import os
import re
import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.messages import Message, MessageError, message

_KINDS = {
    errno.ENOSPC: "shortage_disk",
    errno.EDQUOT: "shortage_disk",
    errno.EFBIG: "shortage_file_size",
    errno.EROFS: "shortage_read_only",
    errno.EACCES: "shortage_permission",
    errno.EPERM: "shortage_permission",
    errno.EMFILE: "shortage_open_files",
    errno.ENFILE: "shortage_open_files",
    errno.ENOMEM: "shortage_memory",
    errno.EIO: "shortage_device",
    errno.ENOTDIR: "shortage_not_folder",
    errno.EEXIST: "shortage_not_folder",
}
"""Messages for the system errors that a person has to fix."""

_DATABASE_CODES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_IOERR: errno.EIO,
}

_TOLD_BY_NUMBER = re.compile(r"\(os error (\d+)\)")
"""Pattern of a system error in an error text of Rust."""

_TOLD_IN_WORDS = {
    "can't start new thread": errno.ENOMEM,
    **{
        os.strerror(number): number
        for number in (errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EFBIG)
    },
}


MIN_OPEN_FILES = 128
"""Minimum limit of open files: fewer may suffice for a small corpus, but a library that gets none
fails with a long text of its own.
"""

WANTED_OPEN_FILES = 1024

MIN_ADDRESS_BYTES = 128 << 30
"""Minimum limit of address space, in bytes: the drawing of figures reserves 64 GiB, uses hardly any
of it, and ends the process where it is refused.
"""


class ShortageError(MessageError, RuntimeError):
    """A system limit is too low to begin; the message names it."""


def refuse_low_limits() -> None:
    """Raise the limit of open files, and refuse too low limits.

    Raises
    ------
    ShortageError
        Where a limit of this process would end it half-way, without a message of ours.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft != unlimited and soft < WANTED_OPEN_FILES:
        soft = WANTED_OPEN_FILES if hard == unlimited else min(hard, WANTED_OPEN_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft != unlimited and soft < MIN_OPEN_FILES:
        raise ShortageError(message("limit_open_files", limit=soft, least=MIN_OPEN_FILES))
    addresses, _ = resource.getrlimit(resource.RLIMIT_AS)
    if addresses != unlimited and addresses < MIN_ADDRESS_BYTES:
        raise ShortageError(
            message("limit_addresses", limit=addresses >> 10, least=MIN_ADDRESS_BYTES >> 10)
        )


def shortage(error: BaseException, place: Path | None = None) -> Message | None:
    """Return the shortage that caused an error; None where none did.

    Parameters
    ----------
    error
        The error, which is examined with its causes.
    place
        The place of writing, for errors that name no file.
    """
    if isinstance(error, MessageError):
        return None
    for each in _causes(error):
        number = _number(each)
        if number in _KINDS:
            named = getattr(each, "filename", None)
            where = os.fsdecode(named) if isinstance(named, str | bytes) else place
            return message(_KINDS[number], path=where or "-", reason=os.strerror(number))
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, getattr(each, "orig", None)]


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno in _KINDS:
        return error.errno
    if isinstance(error, MemoryError):
        return errno.ENOMEM
    if isinstance(error, sqlite3.Error):
        # The extended codes have the kind of error in their last byte.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return _why_not_opened() if code == sqlite3.SQLITE_CANTOPEN else _DATABASE_CODES.get(code)
    text = str(error)
    if found := _TOLD_BY_NUMBER.search(text):
        return int(found[1])
    return next((number for words, number in _TOLD_IN_WORDS.items() if words in text), None)


def _why_not_opened() -> int:
    """Return the error number for a database that cannot be opened.

    SQLite does not report why it cannot open a file. Where no file can be opened, that is the
    reason; otherwise it is the permission.
    """
    try:
        with open(os.devnull, "rb"):  # noqa: PTH123
            return errno.EACCES
    except OSError as error:
        return error.errno or errno.EACCES
