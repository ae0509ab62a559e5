"""The Excel copy of a release, for reading only.

Every text is typed as text, so that neither opening the file nor editing a cell runs it or turns it
into a number or a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from polars import selectors as cs

from pipeline.files.parquet_files import read_parquet
from pipeline.limits import MAX_EXCEL_ROWS
from pipeline.release.files.csv import MOMENT_FORMAT
from pipeline.release.version import Identity
from pipeline.tables.quarantine_invalid_rows import row_key
from schemas import TABLES
from schemas.csv_files import csv_columns, not_in_csv
from schemas.table import Column, description

EXCEL = "excel/gijiroku.xlsx"
"""Path of the copy in a release."""

NOT_COPIED = tuple(name for name, table in TABLES.items() if not csv_columns(table))
"""Tables without CSV columns, which a spreadsheet does not show."""

COLUMNS_NOT_COPIED = {
    name: not_in_csv(table) for name, table in TABLES.items() if name not in NOT_COPIED
}
"""Columns without CSV, whose texts fit no cell."""

MAX_CELL_UNITS = 32_767
"""Maximum length of a text in a cell of Excel, in code units of UTF-16."""

FIRST_SAFE_DATE = date(1900, 3, 1)
"""First date that Excel keeps right: it has none before 1900, and takes 1900 for a leap year."""

LARGEST_SAFE_NUMBER = 2**53
"""Maximum whole number that the floating point of Excel keeps exactly."""

CREATED = datetime(2000, 1, 1)
"""Creation time in the file: fixed, so that the same content gives the same bytes."""

CUT_CELLS = pl.DataFrame(
    schema={
        "table_name": pl.String,
        "row_key": pl.String,
        "column_name": pl.String,
        "char_count": pl.Int64,
    }
)
"""The sheet of cut cells, with their length in the canonical files."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_excel(
    path: Path,
    files: Mapping[str, Path],
    identity: Identity,
    notices: Sequence[str],
) -> None:
    """Write the Excel copy.

    Parameters
    ----------
    path
        The file to write, in an existing folder.
    files
        The Parquet files of the tables, by table.
    identity
        Version, hash and row counts of the release.
    notices
        The notice of processing, and the attributions of the sources.
    """
    kept = [
        name
        for name in TABLES
        if name not in NOT_COPIED and identity.row_counts[name] <= MAX_EXCEL_ROWS
    ]
    cut = []
    # Written to the disk in one piece: the writer writes a few bytes at a time.
    content = BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as workbook:
        workbook.set_properties({"title": f"gijiroku {identity.version}", "created": CREATED})
        copy = _Copy(workbook)
        copy.add("README", _readme(identity, notices, kept), width=120)
        for name in kept:
            rows = read_parquet(files[name], columns=[each.name for each in _columns(name)])
            cut.append(_cut_cells(name, rows))
            copy.add(name, rows.with_columns(_fitting(rows)))
        copy.add("columns", _meanings(kept))
        copy.add("codes", _codes(kept))
        copy.add("cut_cells", pl.concat([CUT_CELLS, *cut]))
    path.write_bytes(content.getvalue())


class _Copy:
    """A workbook written row by row, so that memory is bounded."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        # The text format keeps an edited cell a text.
        self._text = workbook.add_format({"num_format": "@", "valign": "top"})
        self._header = workbook.add_format({"num_format": "@", "bold": True, "bottom": 1})
        self._number = workbook.add_format({"num_format": "0", "valign": "top"})
        self._decimal = workbook.add_format({"num_format": "0.00", "valign": "top"})
        self._date = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._time = workbook.add_format({"num_format": "hh:mm", "valign": "top"})

    def add(self, name: str, rows: pl.DataFrame, width: int = 20) -> None:
        """Add a sheet of texts, whole numbers, dates and times."""
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        write = {
            pl.String: (sheet.write_string, self._text),
            pl.Int64: (sheet.write_number, self._number),
            pl.Float64: (sheet.write_number, self._decimal),
            pl.Date: (sheet.write_datetime, self._date),
            pl.Time: (sheet.write_datetime, self._time),
        }
        writers = [write[dtype.base_type()] for dtype in rows.dtypes]
        for place, (_, format_of_column) in enumerate(writers):
            sheet.set_column(place, place, width, format_of_column)
        for place, column in enumerate(rows.columns):
            sheet.write_string(0, place, column, self._header)
        for number, row in enumerate(rows.iter_rows(), start=1):
            for place, value in enumerate(row):
                if value is not None:
                    writer, format_of_cell = writers[place]
                    writer(number, place, value, format_of_cell)


def _columns(table_name: str) -> tuple[Column, ...]:
    return csv_columns(TABLES[table_name])


def _fitting(rows: pl.DataFrame) -> list[pl.Expr]:
    """Return every column in a type that Excel keeps exactly, else text."""
    cut = _too_long(rows)
    return [
        _cut(name) if name in cut else _typed(name, rows[name]).alias(name) for name in rows.columns
    ]


def _typed(name: str, values: pl.Series) -> pl.Expr:
    column, dtype = pl.col(name), values.dtype
    if dtype.is_integer():
        is_safe = (values.cast(pl.Int64).abs() <= LARGEST_SAFE_NUMBER).all()
        return column.cast(pl.Int64 if is_safe else pl.String)
    if dtype == pl.Date:
        is_safe = (values >= FIRST_SAFE_DATE).all()
        return column if is_safe else column.cast(pl.String)
    if dtype in (pl.Time, pl.Float64):
        return column
    if dtype == pl.Datetime:
        # Excel's date and time have no time zone.
        return column.dt.strftime(MOMENT_FORMAT)
    return column.cast(pl.String)


def _units(name: str) -> pl.Expr:
    return pl.col(name).str.len_chars() + _pairs(name)


def _pairs(name: str) -> pl.Expr:
    """Count the characters that take two code units."""
    return pl.col(name).str.count_matches(r"[\x{10000}-\x{10FFFF}]")


def _too_long(rows: pl.DataFrame) -> list[str]:
    """Return the columns with a text too long for Excel."""
    # A code unit takes at least a byte, so the bytes decide for most columns.
    asked = rows.select((cs.string().str.len_bytes() > MAX_CELL_UNITS).any())
    long = [each.name for each in asked if each.item()]
    return [name for name in long if rows.select((_units(name) > MAX_CELL_UNITS).any()).item()]


def _cut(name: str) -> pl.Expr:
    """Cut a text to a length that surely fits."""
    fits = pl.max_horizontal(
        MAX_CELL_UNITS - _pairs(name).cast(pl.Int64), pl.lit(MAX_CELL_UNITS // 2)
    )
    is_long = _units(name) > MAX_CELL_UNITS
    return pl.when(is_long).then(pl.col(name).str.head(fits)).otherwise(name).alias(name)


def _cut_cells(table_name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """List the cells of a table that are cut."""
    found = [
        rows.filter(_units(name) > MAX_CELL_UNITS).select(
            table_name=pl.lit(table_name),
            row_key=row_key(table_name),
            column_name=pl.lit(name),
            char_count=pl.col(name).str.len_chars().cast(pl.Int64),
        )
        for name in _too_long(rows)
    ]
    return pl.concat([CUT_CELLS, *found])


def _meanings(table_names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (name, column.name, column.en, column.ja, column.unit)
            for name in table_names
            for column in _columns(name)
        ],
        schema=dict.fromkeys(("table", "column", "meaning", "意味", "unit"), pl.String),
        orient="row",
    )


def _codes(table_names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (name, column.name, member.value, member.en, member.ja)
            for name in table_names
            for column in _columns(name)
            for member in column.vocabulary or []
        ],
        schema=dict.fromkeys(("table", "column", "value", "meaning", "意味"), pl.String),
        orient="row",
    )


def _readme(identity: Identity, notices: Sequence[str], kept: Sequence[str]) -> pl.DataFrame:
    left_out = [
        f"{name}: {identity.row_counts[name]:,} rows / 行"
        for name in TABLES
        if name not in (*NOT_COPIED, *kept)
    ]
    columns = [
        f"{name}.{column}" for name, columns in COLUMNS_NOT_COPIED.items() for column in columns
    ]
    lines = [
        "This is a copy for reading. The canonical data are the files in csv/ and parquet/.",
        "これは読むための写しです。正本は csv/ と parquet/ にあるファイルです。",
        "",
        f"Version / 版: {identity.version}",
        f"Content hash / 内容ハッシュ: {identity.content_hash}",
        "",
        *notices,
        "",
        f"Not in this copy / この写しにないもの: {', '.join([*NOT_COPIED, *columns])}",
        f"Tables of more than {MAX_EXCEL_ROWS:,} rows are left out; open their CSV or Parquet file "
        "with a tool for analysis.",
        f"{MAX_EXCEL_ROWS:,} 行を超える表は含みません。"
        "CSV か Parquet のファイルを分析用のソフトで開いてください。",
        *(left_out or ["(none / なし)"]),
        "",
        f"A cell holds {MAX_CELL_UNITS:,} characters. What is longer is cut; the sheet cut_cells "
        "lists it.",
        f"1つのセルに入るのは {MAX_CELL_UNITS:,} 字までです。"
        "超えるものは途中で切り、cut_cells に挙げます。",
        "",
        *(f"{name}: {' / '.join(description(TABLES[name]))}" for name in kept),
        "columns, codes: what columns and values mean / 列と値の意味",
    ]
    return pl.DataFrame({f"gijiroku {identity.version}": lines})
