"""A check: a named question to the tables of a collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import polars as pl

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, message, placed
from pipeline.messages.printable import printable
from schemas.vocabulary import Severity, Stage

Frames = Mapping[str, pl.DataFrame]
"""Tables by name. `quality_issues` holds the issues of all stages up to that of the check."""


Subject = TypeVar("Subject")
"""What a check examines: the tables of a collection, or a staged release."""


@dataclass(frozen=True)
class Measure(Generic[Subject]):
    """A figure and the limit that it is compared with.

    `limit` is a field of `Limits`. `figure` returns None where the subject has nothing to measure.
    """

    limit: str
    figure: Callable[[Subject], float | None]


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """A question to a subject, answered by the rows that fail.

    `failing` returns the failing rows, with at least one column; an empty frame passes. A blocking
    check that fails stops the later stages and the release. A check of severity ERROR that does
    not block concerns input that is already quarantined: the other documents proceed.
    """

    name: str
    table_name: str
    stage: Stage
    severity: Severity
    blocking: bool
    en: str
    ja: str
    failing: Callable[[Subject], pl.DataFrame]
    measure: Measure[Subject] | None = None


@dataclass(frozen=True)
class CheckResult(Generic[Subject]):
    """The answer to a check, with the first failing rows.

    `figure` and `limit` are the measured value and its limit, null without a measure; `documents`
    are those that the failing rows come from, where known.
    """

    check: Check[Subject]
    passed: bool
    failing_count: int
    failing: pl.DataFrame
    figure: float | None = None
    limit: float | None = None
    documents: tuple[str, ...] = ()

    def described(self) -> list[Message]:
        """Describe the failing rows by file, line and reason, where known."""
        lines: list[Message] = []
        for row in self.failing.iter_rows(named=True):
            place = row.pop("document_id", None) or row.pop("row_key", None)
            line = row.pop("line", None)
            reason = _reason(row)
            where = f"{place}:{line}" if place and line else place
            lines.append(placed(where, reason) if where else reason)
        if self.failing_count > len(lines):
            lines.append(message("and_more", count=self.failing_count - len(lines)))
        return lines


def _reason(row: Mapping[str, Any]) -> Message:
    if row.get("message"):
        said = printable(row["message"])
        return Message(said, printable(row.get("message_ja") or said))
    cells = printable(", ".join(f"{name} {v}" for name, v in row.items() if v is not None))
    return Message(cells, cells)


FAILING_ROWS_SHOWN = 10


def run_check(
    check: Check[Subject], subject: Subject, limits: Limits = DEFAULT_LIMITS
) -> CheckResult[Subject]:
    """Run `check` on its subject, which was made with `limits`."""
    failing = check.failing(subject)
    measure = check.measure
    return CheckResult(
        check,
        failing.is_empty(),
        failing.height,
        failing.head(FAILING_ROWS_SHOWN),
        measure.figure(subject) if measure else None,
        getattr(limits, measure.limit) if measure else None,
    )
