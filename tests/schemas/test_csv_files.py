"""Which tables and columns have a place in CSV."""

from __future__ import annotations

from typing import ClassVar

from schemas import RELEASE_TABLES
from schemas.columns import column
from schemas.csv_files import csv_columns, csv_names, csv_tables, not_in_csv
from schemas.table import Table, polars_schema


class Votes(Table):
    """A vote."""

    vote_id: str = column("Vote.", "採決ID")
    minutes: str = column("All that was said.", "全文")
    ayes: int = column("Ayes.", "賛成")

    class Config:
        unique: ClassVar = ["vote_id"]
        metadata: ClassVar = {"ja": "採決", "sort_by": ["vote_id"], "not_in_csv": ["minutes"]}


class Ballots(Votes):
    """A ballot."""

    class Config:
        metadata: ClassVar = {"ja": "票", "sort_by": ["vote_id"], "has_csv": False}


class Counts(Votes):
    """A count."""

    class Config:
        metadata: ClassVar = {"ja": "集計", "sort_by": ["vote_id"]}


def test_columns_that_fit_no_cell_are_left_out_in_order() -> None:
    assert csv_names(Votes) == ["vote_id", "ayes"]
    assert [each.ja for each in csv_columns(Votes)] == ["採決ID", "賛成"]
    assert not_in_csv(Votes) == ["minutes"]


def test_a_table_without_a_csv_file_has_all_columns_in_parquet_alone() -> None:
    assert csv_columns(Ballots) == ()
    assert csv_names(Ballots) == []
    assert not_in_csv(Ballots) == ["vote_id", "minutes", "ayes"]


def test_a_table_that_states_nothing_is_in_csv_in_full() -> None:
    assert csv_names(Counts) == ["vote_id", "minutes", "ayes"]
    assert not_in_csv(Counts) == []


def test_of_our_tables_the_blocks_and_the_texts_are_in_parquet_alone() -> None:
    without = {"blocks", "sentences", "tokens"}
    assert csv_tables() == [name for name in RELEASE_TABLES if name not in without]
    left_out = {name: not_in_csv(table) for name, table in RELEASE_TABLES.items()}
    for name in without:
        assert left_out.pop(name) == polars_schema(RELEASE_TABLES[name]).names()
    assert left_out.pop("documents") == ["text"]
    assert left_out.pop("remarks") == ["text_normalized"]
    assert set(map(tuple, left_out.values())) == {()}
