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

    def __sub__(self, other: Pairs) -> Pairs:
        """Leave out pairs."""
        return Pairs(*(one - two for one, two in zip(self, other, strict=True)))


class Figures(NamedTuple):
    """Pairs of rows: all, those within a body, and those between bodies that state the evidence.

    The evidence is stated where both bodies give the full name of the person in some row, and an
    affiliation or an office in some row.
    """

    every: Pairs
    within: Pairs
    stated: Pairs

    def __add__(self, other: object) -> Figures:
        """Add the pairs of another corpus."""
        assert isinstance(other, Figures)
        return Figures(*(one + two for one, two in zip(self, other, strict=True)))

    def named(self) -> dict[str, Pairs]:
        """Return the pairs by what they are."""
        return {
            "all": self.every,
            "within a body": self.within,
            "between bodies": self.every - self.within,
            "between bodies that state the evidence": self.stated,
        }


NOTHING = Figures(*[Pairs(0, 0, 0)] * 3)


def pairs_of(made: Corpus) -> Figures:
    """Link a made-up corpus and count its pairs.

    Rows without a person make no pair.
    """
    found = link(made.meetings, made.attendance, made.remarks).attendance
    return counted(found.select("attendance_id", linked="person_id"), made)


def counted(found: pl.DataFrame, made: Corpus) -> Figures:
    """Count pairs of rows.

    Parameters
    ----------
    found
        `attendance_id`, and `linked`: who the row is about.
    """
    body = ["collection_id", "body"]
    has_name, has_place = (
        pl.col("given_name").is_not_null(),
        pl.col("affiliation").is_not_null() | pl.col("position").str.contains("^.{1,6}課."),
    )
    rows = (
        made.truth.join(found, on="attendance_id")
        .join(made.attendance, on="attendance_id")
        .join(made.meetings.select("meeting_id", *body), on="meeting_id")
        .with_columns(is_stated=(has_name.any() & has_place.any()).over("person", *body))
    )
    stated = rows.filter("is_stated")
    return Figures(
        _counted(rows, []), _counted(rows, body), _counted(stated, []) - _counted(stated, body)
    )


def _counted(rows: pl.DataFrame, by: list[str]) -> Pairs:
    both = rows.drop_nulls("linked")
    return Pairs(
        _pairs(rows, ["person", *by]),
        _pairs(both, ["linked", *by]),
        _pairs(both, ["person", "linked", *by]),
    )


def _pairs(rows: pl.DataFrame, by: list[str]) -> int:
    counts = rows.group_by(by).len()["len"].cast(pl.Int64)
    return int((counts * (counts - 1)).sum() // 2)
