"""Errors that may pass: something is locked, in use or briefly missing."""

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
"""System errors for something in use or unavailable for the moment."""

PASSING_DATABASE_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def may_pass(error: BaseException, more: tuple[type[BaseException], ...] = ()) -> bool:
    """Whether an error, or one of its causes, may pass by itself.

    Parameters
    ----------
    more
        Further kinds of errors that may pass.
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
