"""The fixture that reads many texts at once reads each as if it were alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

GOLD = Path(__file__).parents[1] / "quality/gold/dev"
RECORDS = ("circle_name-01", "diet-01")


def test_each_of_many_texts_is_read_as_alone(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
    memo: str,
) -> None:
    texts = [(GOLD / name / "record.txt").read_bytes().decode() for name in RECORDS]
    # The same meeting twice, a text that is no record, and one that is read by inferred turns.
    arrows = memo.replace("l ", "青木委員→")
    texts += [memo, memo + "l 反対。\n", "架空の日記\n", arrows]
    together = tables_of_each(texts)
    assert list(together) == texts
    for text, tables in together.items():
        alone = tables_of(text)
        assert list(alone) == list(tables)
        # The identifiers of issues are made of that of the collection, and are sorted by.
        for read in (alone, tables):
            read["quality_issues"] = read["quality_issues"].drop("quality_issue_id").sort(pl.all())
        for name, rows in alone.items():
            assert tables[name].schema == rows.schema
            assert tables[name].rows(named=True) == rows.rows(named=True)
