from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.checks import run_check
from pipeline.release.checks import CHECKS
from pipeline.release.formulas import formula_cells
from pipeline.release.staged_release import StagedRelease
from schemas import RELEASE_TABLES
from schemas.table import empty

Build = Callable[..., pl.DataFrame]


@pytest.fixture
def found(tmp_path: Path, table_of: Build) -> Callable[..., list[dict[str, str]]]:
    """What is found in a release whose tables are empty but for the given rows."""

    def find(**changes: list[dict[str, object]]) -> list[dict[str, str]]:
        (tmp_path / "parquet").mkdir(exist_ok=True)
        for name, table in RELEASE_TABLES.items():
            rows = table_of(name, *changes[name]) if name in changes else empty(table)
            rows.write_parquet(tmp_path / f"parquet/{name}.parquet")
        return formula_cells(tmp_path)

    return find


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-3",
        "-1",
        "@SUM(A1)",
        "＝１＋１",
        "＋１",
        "－１",
        "＠雲",
        " =1",
        "　＝1",
        "\t=1",
        "\r=1",
        "\n=1",
        " \t\r\n　=cmd|'/c calc'!A1",
    ],
)
def test_a_text_that_begins_as_a_formula_is_counted(
    found: Callable[..., list[dict[str, str]]], text: str
) -> None:
    assert found(remarks=[{"text": text}]) == [
        {"table": "remarks", "reason": "text: cells that begin as a formula: 1"}
    ]


@pytest.mark.parametrize(
    "text", ["雲=霧", "1-2", "a@b", "'=1", '"=1"', "・－", "ー１", "(=1)", "l - 雲"]
)
def test_a_text_that_begins_otherwise_is_not(
    found: Callable[..., list[dict[str, str]]], text: str
) -> None:
    assert found(remarks=[{"text": text}]) == []


def test_a_number_below_nought_is_no_formula(
    found: Callable[..., list[dict[str, str]]],
) -> None:
    assert found(meetings=[{"floor": -1, "duration_minutes": -5}]) == []


def test_cells_are_counted_by_table_and_column(
    found: Callable[..., list[dict[str, str]]],
) -> None:
    remarks = [
        {"text": "=1", "speaker_text": "-青木"},
        {"text": "+2", "speaker_text": None},
        {"text": "雲", "speaker_text": "坂本"},
    ]
    assert found(remarks=remarks, attendance=[{"name_text": "＠青木"}]) == [
        {"table": "attendance", "reason": "name_text: cells that begin as a formula: 1"},
        {"table": "remarks", "reason": "speaker_text: cells that begin as a formula: 1"},
        {"table": "remarks", "reason": "text: cells that begin as a formula: 2"},
    ]


def test_the_check_warns_and_the_csv_keeps_the_value(published: Path) -> None:
    (check,) = [check for check in CHECKS if check.name == "release_spreadsheet_formulas"]
    assert (check.severity.value, check.blocking) == ("warn", False)
    result = run_check(check, StagedRelease(published, None))
    assert result.failing.rows() == [("remarks", "text: cells that begin as a formula: 1")]
    csv = (published / "csv/remarks.csv").read_text(encoding="utf-8-sig")
    assert ",=SUM(A1:A3)と書いた札を掲げる。," in csv
