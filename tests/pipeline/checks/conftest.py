from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

MEETING = "made-up/2024-04-01/1"


@pytest.fixture
def good(table_of: Callable[..., pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The small record of `tests/schemas/rows.py` in all its tables."""
    stretches = [("title", 0), ("date", 13), ("attendance", 25), ("heading", 33), ("remark", 38)]
    ends = [13, 25, 33, 38, 44]
    blocks = [
        {
            "ordinal": place,
            "kind": kind,
            "rule": kind,
            "char_start": start,
            "char_end": end,
            "line_start": place,
            "line_end": place,
        }
        for place, ((kind, start), end) in enumerate(zip(stretches, ends, strict=True), start=1)
    ]
    one_row = ("documents", "meetings", "agenda_items", "attendance", "remarks")
    return {
        **{name: table_of(name, {}) for name in one_row},
        "blocks": table_of("blocks", *blocks),
        "quality_issues": table_of("quality_issues"),
    }
