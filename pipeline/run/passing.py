"""Errors that may pass by themselves: something is locked, in use or not there for a moment."""

from __future__ import annotations

import errno
import sqlite3

PASSING_ERRORS = (BlockingIOError, InterruptedError, TimeoutError)
PASSING_NUMBERS = {
    errno.EAGAIN,
    errno.EBUSY,
    errno.EINTR,
    errno.ESTALE,
    errno.ETIMEDOUT,
    errno.ENOLCK,
    errno.ETXTBSY,
}
"""Of the system's errors those that say that something is in use or not there for the moment."""

PASSING_DATABASE_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def may_pass(error: BaseException, more: tuple[type[BaseException], ...] = ()) -> bool:
    """Whether an error, or one that it comes from, may pass by itself.

    Parameters
    ----------
    more
        Further kinds of errors that do.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PASSING_ERRORS + more):
            return True
        if isinstance(cause, OSError) and cause.errno in PASSING_NUMBERS:
            return True
        if isinstance(cause, sqlite3.OperationalError) and _code(cause) in PASSING_DATABASE_CODES:
            return True
        cause = cause.__cause__
    return False


def _code(error: sqlite3.OperationalError) -> int:
    # The extended codes have the kind of error in their last byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
