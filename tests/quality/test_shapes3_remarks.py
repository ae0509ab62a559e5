"""A third set of records in new shapes (quality/shapes3): what was said, and what nobody said."""

from __future__ import annotations

import json
from collections import Counter
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
NOT_SPOKEN = {"second/015": {"コロナの影響で利用者が"}}
"""A speech that is still left out, with a warning: a greeting on the line of its heading."""


@pytest.mark.parametrize("record", RECORDS)
def test_what_was_said(record: str, tables_of: Tables) -> None:
    truth = RECORDS[record]
    tables = tables_of((SHAPES / "corpus" / f"{record}.txt").read_text())
    remarks = tables["remarks"].filter(kind="remark")
    left_out = NOT_SPOKEN.get(record, set())
    turns = [(label, words) for label, words in truth["speeches"] if words not in left_out]
    labels = [plain(label or "") for label in remarks["speaker_text"]]
    assert Counter(labels) == Counter(plain(label) for label, _ in turns)
    texts = [folded(text) for text in remarks["text"]]
    for _, words in turns:
        assert any(text.startswith(folded(words)) for text in texts), words
    named = tables["remarks"].drop_nulls("speaker_text")["text"]
    for words in truth["apart"]:
        assert not any(folded(words) in folded(text) for text in named), words
