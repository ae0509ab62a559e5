"""One doubt asked of a reading."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt


def doubted(doubts: Iterable[Doubt[Reading]], rule: str, reading: Reading) -> list[int]:
    """The lines at which a reading does not meet the expectation of a rule."""
    (doubt,) = (doubt for doubt in doubts if doubt.rule == rule)
    lines: list[int] = doubt.find(reading).sort("line")["line"].to_list()
    return lines
