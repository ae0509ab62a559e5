"""Differences between schemas: what breaks a program that reads the release before, or adds."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.release.diff.schemas import schema_additions, schema_breaks
from pipeline.release.diff.snapshot import Snapshot
from pipeline.release.version import Reason

COLUMNS = {"vote_id": pl.String(), "ayes": pl.Int32(), "note": pl.String()}


def snapshot(
    columns: dict[str, pl.DataType],
    key: tuple[str, ...] = ("vote_id",),
    required: tuple[str, ...] = ("vote_id", "ayes"),
    csv: tuple[str, ...] | None = ("vote_id", "ayes"),
) -> Snapshot:
    """A release with one table, `votes`."""
    return Snapshot(
        Path("1.0.0"),
        {"votes": pl.Schema(columns)},
        {"votes": list(key)},
        {"votes": frozenset(required)},
        {} if csv is None else {"votes": list(csv)},
    )


BEFORE = snapshot(COLUMNS)


def test_a_release_of_the_same_schema_breaks_and_adds_nothing() -> None:
    assert schema_breaks(BEFORE, BEFORE) == []
    assert schema_additions(BEFORE, BEFORE) == []


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (
            snapshot({"vote_id": pl.String(), "ayes": pl.Int32()}),
            Reason("column votes.note removed", "列 votes.note を廃止"),
        ),
        (
            snapshot({**COLUMNS, "ayes": pl.Int64()}),
            Reason("column votes.ayes retyped", "列 votes.ayes の型を変更"),
        ),
        (
            snapshot(COLUMNS, required=("vote_id",)),
            Reason("column votes.ayes may be null", "列 votes.ayes に欠損を許容"),
        ),
        (
            snapshot(COLUMNS, key=("vote_id", "ayes")),
            Reason("key of votes changed", "votes の主キーを変更"),
        ),
        (
            snapshot(COLUMNS, csv=("vote_id",)),
            Reason("column votes.ayes is Parquet alone", "列 votes.ayes は Parquet のみとする"),
        ),
        (
            snapshot(COLUMNS, csv=None),
            Reason("table votes is Parquet alone", "表 votes は Parquet のみとする"),
        ),
    ],
)
def test_what_a_program_would_trip_over_breaks(now: Snapshot, reason: Reason) -> None:
    assert schema_breaks(BEFORE, now) == [reason]
    assert schema_additions(BEFORE, now) == []


def test_a_table_that_went_breaks_and_one_that_came_is_added() -> None:
    none = Snapshot(Path("1.0.0"), {}, {})
    assert schema_breaks(BEFORE, none) == [Reason("table votes removed", "表 votes を廃止")]
    assert schema_additions(BEFORE, none) == []
    assert schema_breaks(none, BEFORE) == []
    assert schema_additions(none, BEFORE) == [Reason("table votes added", "表 votes を追加")]


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (
            snapshot({**COLUMNS, "nays": pl.Int32()}),
            Reason("column votes.nays added", "列 votes.nays を追加"),
        ),
        (
            snapshot({**COLUMNS, "nays": pl.Int32()}, csv=("vote_id", "ayes", "nays")),
            Reason("column votes.nays added", "列 votes.nays を追加"),
        ),
        (
            snapshot(COLUMNS, csv=("vote_id", "ayes", "note")),
            Reason("column votes.note is in CSV too", "列 votes.note は CSV にもある"),
        ),
    ],
)
def test_what_a_program_may_pass_over_is_added(now: Snapshot, reason: Reason) -> None:
    assert schema_breaks(BEFORE, now) == []
    assert schema_additions(BEFORE, now) == [reason]


def test_a_table_that_comes_to_csv_is_told_once() -> None:
    now = [Reason("table votes is in CSV too", "表 votes は CSV にもある")]
    assert schema_additions(snapshot(COLUMNS, csv=None), BEFORE) == now


def test_columns_in_another_order_or_always_filled_break_nothing() -> None:
    now = snapshot(dict(reversed(COLUMNS.items())), required=tuple(COLUMNS))
    assert schema_breaks(BEFORE, now) == []
    assert schema_additions(BEFORE, now) == []
