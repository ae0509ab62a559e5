"""Records in new shapes (quality/shapes): what was mended for them stays right."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

Read = dict[str, dict[str, pl.DataFrame]]

SHAPES = Path(__file__).parents[2] / "quality" / "shapes"
RECORDS: dict[str, dict[str, Any]] = {
    record["id"]: record
    for record in map(json.loads, (SHAPES / "gold.jsonl").read_text().splitlines())
}
NOT_LISTED = {"second/015": ["片平和則"]}
"""Persons who are still left out, with a warning."""


def folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def plain(text: str) -> str:
    return re.sub(r"[（(].*?[）)]", "", folded(text))


def text_of(record: str) -> str:
    return (SHAPES / "corpus" / f"{record}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(tables_of_each: Callable[..., Read]) -> Read:
    """The tables of each record, by its text."""
    return tables_of_each(map(text_of, RECORDS))


@pytest.mark.parametrize("record", RECORDS)
def test_who_came_and_who_spoke(record: str, read: Read) -> None:
    truth = RECORDS[record]
    tables = read[text_of(record)]
    attendance = tables["attendance"].sort("ordinal")
    read = [
        (plain(name), came) for name, came in attendance.select("name_text", "presence").iter_rows()
    ]
    names = [name for name in truth["names"] if name not in NOT_LISTED.get(record, [])]
    assert len(read) == len(names)
    for name in map(plain, names):
        assert any(name in other or other in name for other, _ in read), name
    for presence in ("absent", "proxies"):
        came = "absent" if presence == "absent" else "proxy"
        expected = sorted(map(plain, truth[presence]))
        assert sorted(name for name, how in read if how == came) == expected
    if truth["speeches"] is not None:
        remarks = tables["remarks"].sort("ordinal").filter(pl.col("kind") == "remark")
        spoken = remarks.drop_nulls("speaker_text").select("speaker_text", "text").iter_rows()
        turns = [(plain(label), folded(words)) for label, words in truth["speeches"] if label]
        found = [(plain(label).lstrip("〇○"), folded(text)) for label, text in spoken]
        assert [label for label, _ in found] == [label for label, _ in turns]
        assert all(
            text.startswith(words) for (_, text), (_, words) in zip(found, turns, strict=True)
        )
