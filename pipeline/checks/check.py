"""What a check is: a named question to the tables of a collection, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from schemas.vocabulary import Severity, Stage

Frames = Mapping[str, pl.DataFrame]
"""Tables by name. `quality_issues` holds what has been found up to the stage of the check."""


@dataclass(frozen=True)
class Check:
    """A question to the tables that can be answered with no.

    `failing` returns the rows that say no, at least one column; an empty frame is a yes.
    A blocking check keeps all that follows from being made and published. A check of severity
    ERROR that does not block is about input that is already kept out: the rest goes on.
    """

    name: str
    table_name: str
    stage: Stage
    severity: Severity
    blocking: bool
    en: str
    ja: str
    failing: Callable[[Frames], pl.DataFrame]


@dataclass(frozen=True)
class CheckResult:
    """The answer to a check. `failing` holds the first rows that say no."""

    check: Check
    passed: bool
    failing_count: int
    failing: pl.DataFrame


FAILING_ROWS_SHOWN = 10


def run_check(check: Check, frames: Frames) -> CheckResult:
    """Ask `check` of the tables."""
    failing = check.failing(frames)
    return CheckResult(check, failing.is_empty(), failing.height, failing.head(FAILING_ROWS_SHOWN))
