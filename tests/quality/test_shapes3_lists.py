"""A third set in new shapes (quality/shapes3): its lists of persons and its headers stay right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.quality.test_shapes import folded, plain

Tables = Callable[..., dict[str, pl.DataFrame]]

SHAPES = Path(__file__).parents[2] / "quality" / "shapes3"
RECORDS: dict[str, dict[str, Any]] = {
    record["id"]: record
    for record in map(json.loads, (SHAPES / "gold.jsonl").read_text().splitlines())
}
NOT_LISTED = {"second/001": {"丸目係長"}, "second/009": {"因経営総務課課長補佐"}}
"""Persons who are still left out, each with a warning: the dictionary has no such family name."""


@pytest.mark.parametrize("record", RECORDS)
def test_who_came_when_and_where(record: str, tables_of: Tables) -> None:
    truth = RECORDS[record]
    tables = tables_of((SHAPES / "corpus" / f"{record}.txt").read_text())
    attendance = tables["attendance"].sort("ordinal")
    missing = NOT_LISTED.get(record, set())
    neutral = {bare(name) for name in truth["names_neutral"]}
    wanted = {bare(name) for name in truth["names"]} - missing
    read = {bare(name) for name in attendance["name_text"]} - neutral
    assert not missing or "persons_are_certain" in tables["quality_issues"]["rule"]
    assert {name for name in wanted if not any(is_of(name, other) for other in read)} == set()
    assert {name for name in read if not any(is_of(other, name) for other in wanted)} == set()
    absent = {bare(name) for name in attendance.filter(presence="absent")["name_text"]}
    assert all(any(is_of(bare(name), other) for other in absent) for name in truth["absent"])
    assert len(absent) == len(truth["absent"])
    (meeting,) = tables["meetings"].iter_rows(named=True)
    assert str(meeting["date"]) == truth["date"]
    venue = folded(truth["venue"] or "")
    assert folded(meeting["venue"] or meeting["room"] or "") in venue


def bare(name: str) -> str:
    """Return a name as compared: without blanks, brackets and 君."""
    return plain(name).partition("(")[0].removesuffix("君")


def is_of(name: str, written: str) -> bool:
    """Return whether a name of the truth, with or without a position, is one that was read."""
    return written.startswith(name)
