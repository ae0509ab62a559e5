"""Cells that a spreadsheet would run as formulas; counted, and published unchanged."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars import selectors as cs

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.files.paths import parquet_path
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_names, csv_tables

BEGINS_AS_FORMULA = r"^\s*[=+\-@＝＋－＠]"
"""Half-width or full-width, also after white space, which spreadsheets skip."""


def formula_cells(release: Path) -> list[dict[str, str]]:
    """Count cells that begin as a formula, by column of text.

    Columns of numbers are left out: −1 is no formula.
    """
    return [
        {"table": name, "reason": f"{column}: cells that begin as a formula: {cells}"}
        for name in csv_tables()
        for column, cells in _cells_by_column(release / parquet_path(name), name).items()
        if cells
    ]


def _cells_by_column(file: Path, table_name: str) -> dict[str, int]:
    texts = scan_parquet(file).select(csv_names(RELEASE_TABLES[table_name])).select(cs.string())
    counts = texts.select(pl.all().str.contains(BEGINS_AS_FORMULA).sum())
    return dict(counts.collect(engine="streaming").row(0, named=True))
