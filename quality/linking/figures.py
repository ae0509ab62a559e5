"""Figures of linking: how many pairs of rows are rightly joined."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipeline.linking.link import link
from quality.linking.bodies import Corpus


class Pairs(NamedTuple):
    """Pairs of rows: of one person in truth, of one as linked, and of one in both."""

    true: int
    linked: int
    both: int

    @property
    def precision(self) -> float:
        """Share of the linked pairs that are right."""
        return self.both / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are linked."""
        return self.both / self.true if self.true else 1.0

    def __add__(self, other: object) -> Pairs:
        """Add the pairs of another corpus."""
        assert isinstance(other, Pairs)
        return Pairs(*(one + two for one, two in zip(self, other, strict=True)))


def pairs_of(made: Corpus) -> tuple[Pairs, Pairs]:
    """Link a made-up corpus and count its pairs, all and those within a body.

    Rows without a person make no pair.
    """
    found = link(made.meetings, made.attendance, made.remarks).attendance
    return counted(found.select("attendance_id", linked="person_id"), made)


def counted(found: pl.DataFrame, made: Corpus) -> tuple[Pairs, Pairs]:
    """Count pairs of rows, all and those within a body.

    Parameters
    ----------
    found
        `attendance_id`, and `linked`: who the row is about.
    """
    rows = (
        made.truth.join(found, on="attendance_id")
        .join(made.attendance.select("attendance_id", "meeting_id"), on="attendance_id")
        .join(made.meetings.select("meeting_id", "collection_id", "body"), on="meeting_id")
    )
    both = rows.drop_nulls("linked")
    every, within = (
        Pairs(
            _pairs(rows, ["person", *by]),
            _pairs(both, ["linked", *by]),
            _pairs(both, ["person", "linked", *by]),
        )
        for by in ([], ["collection_id", "body"])
    )
    return every, within


def _pairs(rows: pl.DataFrame, by: list[str]) -> int:
    counts = rows.group_by(by).len()["len"].cast(pl.Int64)
    return int((counts * (counts - 1)).sum() // 2)
