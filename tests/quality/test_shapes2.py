"""More records in new shapes (quality/shapes2): what was mended for them stays right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.quality.test_shapes import folded, plain

Tables = dict[str, pl.DataFrame]

SHAPES = Path(__file__).parents[2] / "quality" / "shapes2"
RECORDS: dict[str, dict[str, Any]] = {
    record["id"]: record
    for record in map(json.loads, (SHAPES / "gold.jsonl").read_text().splitlines())
}
NOT_LISTED = {"first/003": set(RECORDS["first/003"]["names"])}
"""Persons who are still left out, since they are told in sentences."""
NOT_SPOKEN = {"first/018": {"（挨拶）"}, "first/019": {"お盆も過ぎた"}}
"""Speeches that are still left out, each with a warning."""


@pytest.fixture(scope="module")
def tables_of_records(tables_of_each: Callable[..., dict[str, Tables]]) -> dict[str, Tables]:
    """The tables of each record, by its name, all read at once."""
    texts = {name: (SHAPES / "corpus" / f"{name}.txt").read_text() for name in RECORDS}
    tables = tables_of_each(texts.values())
    return {name: tables[text] for name, text in texts.items()}


@pytest.mark.parametrize("record", RECORDS)
def test_who_came_and_what_was_said(record: str, tables_of_records: dict[str, Tables]) -> None:
    truth, tables = RECORDS[record], tables_of_records[record]
    attendance = tables["attendance"].sort("ordinal")
    missing = NOT_LISTED.get(record, set())

    def listed(names: list[str]) -> list[str]:
        return sorted(plain(name).removesuffix("君") for name in names if name not in missing)

    neutral = set(truth["names_neutral"])
    read = [name for name in attendance["name_text"] if name not in neutral]
    assert listed(read) == listed(truth["names"])
    for came, key in (("absent", "absent"), ("proxy", "proxies")):
        names = attendance.filter(presence=came)["name_text"].to_list()
        assert listed(names) == listed(truth[key])

    remarks = tables["remarks"].filter(kind="remark")
    left_out = NOT_SPOKEN.get(record, set())
    turns = [(label, words) for label, words in truth["speeches"] if words not in left_out]
    texts = [folded(text) for text in remarks["text"]]
    labels = [plain(label or "") for label in remarks["speaker_text"]]
    assert Counter(labels) == Counter(plain(label) for label, _ in turns)
    for _, words in turns:
        assert any(text.startswith(folded(words)) for text in texts), words
    named = remarks.drop_nulls("speaker_text")["text"]
    for words in truth["apart"]:
        assert not any(folded(words) in folded(text) for text in named), words
