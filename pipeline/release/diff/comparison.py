"""Comparison of two releases: reasons for the version, and the table `changes`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.release.diff.difference import row_changes
from pipeline.release.diff.language import language_reasons
from pipeline.release.diff.schemas import schema_additions, schema_breaks
from pipeline.release.diff.snapshot import Snapshot
from pipeline.release.diff.summary import Summary, summarise
from pipeline.release.files.csv import write_csv
from pipeline.release.files.parquet import ParquetFile
from pipeline.release.version import Reasons
from schemas.changes import Changes
from schemas.table import empty
from schemas.vocabulary import ChangeType


@dataclass(frozen=True)
class Comparison:
    """The differences between two releases, as reasons and as row counts."""

    reasons: Reasons
    summary: Summary


def compare(
    before: Snapshot | None,
    now: Snapshot,
    *,
    csv: Path | None = None,
    parquet: Path | None = None,
) -> Comparison:
    """Compare two releases.

    Parameters
    ----------
    before
        The release before; None where there is none, and so no difference.
    csv, parquet
        Files to write the table `changes` to; existing ones are replaced.

    Raises
    ------
    NotPublishableError
        Where a file of a release is damaged.
    """
    found = row_changes(before, now) if before else iter(())
    summary = summarise(_written(found, csv, parquet))
    if before is None:
        return Comparison(Reasons([], [], []), summary)
    added, cut_anew = language_reasons(before, now, summary)
    return Comparison(
        Reasons(
            schema_breaks(before, now),
            [*schema_additions(before, now), *summary.reasons(ChangeType.INSERT), *added],
            [*summary.reasons(ChangeType.UPDATE, ChangeType.DELETE), *cut_anew],
            tuple(summary.reasons(ChangeType.DELETE)),
        ),
        summary,
    )


def _written(
    found: Iterable[pl.DataFrame], csv: Path | None, parquet: Path | None
) -> Iterator[pl.DataFrame]:
    """Yield the same frames, each written as it comes."""
    with ExitStack() as files:
        file = files.enter_context(ParquetFile(parquet, Changes)) if parquet else None
        if csv:
            write_csv(csv, empty(Changes), begin=True)
        for rows in found:
            if file:
                file.write(rows)
            if csv:
                write_csv(csv, rows, begin=False)
            yield rows
