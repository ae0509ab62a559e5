"""What bodies have in common: each pattern by its examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.linking.ties import (
    office_of,
    shared_organization,
    tie_table,
    whole_body,
)

PATTERNS = [
    pytest.param(kind, row, id=f"{kind}-{row['rule']}")
    for kind, rows in tie_table().items()
    for row in rows
]
FOUND = {
    "whole_organization": shared_organization,
    "own_name": lambda name: shared_organization(f"council/o/{name}"),
    "office": office_of,
    "whole_body": lambda name: whole_body(f"council\x1f{name}"),
}


@pytest.mark.parametrize(("kind", "row"), PATTERNS)
def test_a_pattern_gives_what_is_compared(kind: str, row: dict[str, Any]) -> None:
    assert row["matches"]
    for text, shared in row["matches"]:
        assert FOUND[kind](text) == shared, text


@pytest.mark.parametrize(("kind", "row"), PATTERNS)
def test_what_no_pattern_matches_is_its_own_or_none(kind: str, row: dict[str, Any]) -> None:
    itself = {"own_name": "council/o/{}", "office": None}.get(kind, "{}")
    assert row["rejects"]
    for text in row["rejects"]:
        assert not re.fullmatch(row["pattern"], text), text
        assert FOUND[kind](text) == (itself and itself.format(text)), text


def test_a_body_without_a_name_is_a_part_of_none() -> None:
    assert whole_body("council\x1f") is None
