"""Retries of steps whose failure may pass by itself.

Bad input, a blocked check and a fault of the code fail in the same way each time. A retry policy
makes no difference between failures and would retry these too, so the steps have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.release.refusal import BusyError
from pipeline.run.passing import may_pass
from pipeline.run.shortages import shortage

MAX_RETRIES = 5
FIRST_WAIT_SECONDS = 1.0
"""The wait before the first retry, in seconds; each further wait is twice as long, half a minute in
all.
"""

BUSY = (BusyError,)
"""Errors while another process publishes."""


@contextmanager
def retrying(
    context: dg.OpExecutionContext | dg.AssetExecutionContext, place: Path
) -> Iterator[None]:
    """Request a retry of the step where the error may pass.

    Parameters
    ----------
    place
        The folder of the step's output.

    Raises
    ------
    dagster.RetryRequested
        Instead of an error that may pass by itself. After the last retry the error is raised as
        it is.
    dagster.Failure
        Where the system lacks a resource, with the remedy.
    """
    try:
        yield
    except Exception as error:
        if context.retry_number >= MAX_RETRIES or not may_pass(error, BUSY):
            if reason := shortage(error, place):
                raise dg.Failure(reason, allow_retries=False) from error
            raise
        raise another_try(context) from error


def another_try(context: dg.OpExecutionContext | dg.AssetExecutionContext) -> dg.RetryRequested:
    """Return the request to Dagster for a retry after a wait."""
    wait = FIRST_WAIT_SECONDS * 2**context.retry_number
    return dg.RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=wait)
