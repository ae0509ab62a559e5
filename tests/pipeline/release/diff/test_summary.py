from __future__ import annotations

import polars as pl
import pytest

from pipeline.release.diff.summary import summarise
from schemas.changes import Changes
from schemas.table import empty
from schemas.vocabulary import ChangeCause, ChangeType


def withdrawn(count: int) -> pl.DataFrame:
    rows = [
        {
            "ordinal": number,
            "table_name": "attendance",
            "row_key": f"a-{number}",
            "change_type": ChangeType.DELETE.value,
            "cause": ChangeCause.SOURCE.value,
        }
        for number in range(1, count + 1)
    ]
    schema = empty(Changes).schema
    return pl.DataFrame(rows, schema=schema)


@pytest.mark.parametrize(("count", "is_cut"), [(1, False), (5, False), (6, True)])
def test_more_than_five_of_a_kind_are_not_all_shown(count: int, is_cut: bool) -> None:
    summary = summarise([withdrawn(count)])
    assert summary.row_count("attendance", ChangeType.DELETE) == count
    assert summary.examples.height == min(count, 5)
    assert summary.is_cut is is_cut


def test_nothing_changed_is_not_cut() -> None:
    assert summarise([]).is_cut is False
