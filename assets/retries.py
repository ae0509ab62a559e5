"""Retries: a step is tried again where what failed may pass by itself, and nowhere else.

Bad input, a blocked check and a fault of the code fail in the same way each time. A retry policy
knows no difference and would try them again, so the steps have none.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.release.refusal import BusyError
from pipeline.run.shortages import shortage

MAX_RETRIES = 5
FIRST_WAIT_SECONDS = 1.0
"""The wait before the first retry; each further one is twice as long, half a minute in all."""

PASSING_ERRORS = (BusyError, BlockingIOError, InterruptedError, TimeoutError)
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


@contextmanager
def retrying(
    context: dg.OpExecutionContext | dg.AssetExecutionContext, place: Path
) -> Iterator[None]:
    """Ask for another try of the step where what is done inside fails for a while.

    Parameters
    ----------
    place
        The folder that is written to.

    Raises
    ------
    dagster.RetryRequested
        Instead of what failed, where that may pass by itself. After the last try what failed is
        raised as it is.
    dagster.Failure
        Where the system is short of something, with what to do.
    """
    try:
        yield
    except Exception as error:
        if context.retry_number >= MAX_RETRIES or not may_pass(error):
            if reason := shortage(error, place):
                raise dg.Failure(reason, allow_retries=False) from error
            raise
        wait = FIRST_WAIT_SECONDS * 2**context.retry_number
        raise dg.RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=wait) from error


def may_pass(error: BaseException) -> bool:
    """Whether an error, or one that it comes from, may pass by itself."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PASSING_ERRORS):
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
