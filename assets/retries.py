"""Retries: a step is tried again where what failed may pass by itself, and nowhere else.

Bad input, a blocked check and a fault of the code fail in the same way each time. A retry policy
knows no difference and would try them again, so the steps have none.
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
"""The wait before the first retry; each further one is twice as long, half a minute in all."""

BUSY = (BusyError,)
"""Another process publishes."""


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
        if context.retry_number >= MAX_RETRIES or not may_pass(error, BUSY):
            if reason := shortage(error, place):
                raise dg.Failure(reason, allow_retries=False) from error
            raise
        raise another_try(context) from error


def another_try(context: dg.OpExecutionContext | dg.AssetExecutionContext) -> dg.RetryRequested:
    """What asks Dagster to run the step again after a while."""
    wait = FIRST_WAIT_SECONDS * 2**context.retry_number
    return dg.RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=wait)
