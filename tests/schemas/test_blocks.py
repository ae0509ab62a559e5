"""`blocks`: stretches of a document, which go by document and place."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.blocks import Blocks
from schemas.csv_files import csv_columns
from schemas.table import columns_of, holds, primary_key, recognition

TableOf = Callable[..., pl.DataFrame]


def test_blocks_go_by_document_and_place(table_of: TableOf) -> None:
    assert primary_key(Blocks) == ["document_id", "ordinal"]
    first, second = {"ordinal": 1}, {"ordinal": 2, "continues": 1}
    other = {"document_id": "made-up/2.txt", "ordinal": 1}
    assert holds(Blocks, table_of("blocks", first, second, other))
    assert not holds(Blocks, table_of("blocks", first, second, first))


def test_a_block_before_the_first_title_belongs_to_no_meeting(table_of: TableOf) -> None:
    assert holds(Blocks, table_of("blocks", {"meeting_id": None, "kind": "gap", "rule": None}))
    # The row of its meeting may be quarantined, so that it is no foreign key.
    references = {column.name for column in columns_of(Blocks) if column.references}
    assert references == {"document_id"}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": None},
        {"kind": "議題"},
        {"continues": 0},
        {"char_start": -1},
        {"char_end": None},
        {"line_start": 0},
        {"page_start": 0},
    ],
)
def test_a_block_says_what_and_where_it_is(table_of: TableOf, change: dict[str, object]) -> None:
    assert not holds(Blocks, table_of("blocks", change))


def test_a_block_is_recognised_by_its_span_and_nobody_reads_it_in_a_spreadsheet() -> None:
    known = recognition(Blocks)
    assert known is not None
    assert (known.by, known.by_span) == (["kind"], True)
    assert csv_columns(Blocks) == ()
