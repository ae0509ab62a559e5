"""CSV files of a release, read back beside their Parquet files.

Several checks need the result: is the CSV equal to the Parquet, and is it machine-readable? The
parser is Arrow's, so the writer does not check itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.messages import message
from pipeline.release.files.csv import (
    blocks_of,
    cells_of,
    content_of,
    first_row,
    header_of,
    typed,
)
from pipeline.release.files.paths import csv_path, parquet_path
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, csv_names, csv_tables
from schemas.table import Table

ONE_DATUM: dict[type[pl.DataType], str] = {
    pl.Int32: r"^-?[0-9]+$",
    pl.Int64: r"^-?[0-9]+$",
    pl.Float64: r"^-?[0-9]+\.[0-9]+$",
    pl.Boolean: r"^(true|false)$",
    pl.Time: r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$",
}
"""Form of a cell with one number, truth value or time of day, by type of column."""

WESTERN: dict[type[pl.DataType], str] = {
    pl.Date: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    pl.Datetime: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$",
}
"""Form of a date or date and time of the Western calendar, by type of column."""

FORMS = ONE_DATUM | WESTERN
DIGITS = b"0123456789"


@dataclass
class Numbers:
    """Counts of blank cells and zeros in a column of whole numbers."""

    blanks: int = 0
    noughts: int = 0

    def count(self, values: pa.ChunkedArray, nought: object = 0) -> None:
        """Add the counts of `values`."""
        self.blanks += values.null_count
        self.noughts += pc.sum(pc.equal(values, nought)).as_py() or 0


@dataclass
class ReadBack:
    """Content of a CSV file, and its differences to the Parquet file.

    Attributes
    ----------
    header
        The cells of its first row.
    not_utf8
        Reason why it is not UTF-8, None where it is; the rest of the file is not counted then.
    record_count, line_feeds, returns
        Counts of records after the header, and of line feeds and carriage returns in the file.
    unlike
        The first cell with another form than its type has (`FORMS`), by column.
    codes
        Values of the columns with a vocabulary, by column.
    numbers, numbers_of_parquet
        Counts in CSV and in Parquet, by column of whole numbers.
    difference
        The first difference to the Parquet file; None where there is none.
    """

    header: list[str]
    not_utf8: str | None = None
    record_count: int = 0
    line_feeds: int = 0
    returns: int = 0
    unlike: dict[str, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)
    numbers: dict[str, Numbers] = field(default_factory=dict)
    numbers_of_parquet: dict[str, Numbers] = field(default_factory=dict)
    difference: str | None = None


def read_back(release: Path) -> dict[str, ReadBack]:
    """Read the CSV files of a release, by table.

    Raises
    ------
    OSError, pyarrow.ArrowException
        Where a file is missing, or a Parquet file cannot be read.
    """
    # The largest first, so that no thread is left alone with it at the end.
    names = sorted(csv_tables(), key=lambda name: -(release / csv_path(name)).stat().st_size)
    with ThreadPoolExecutor() as threads:
        found = threads.map(lambda name: read_table_back(release, name), names)
        return dict(zip(names, found, strict=True))


def read_table_back(release: Path, name: str) -> ReadBack:
    """Read the CSV file of a table, block by block."""
    table, file = RELEASE_TABLES[name], release / csv_path(name)
    parquet = _Rows(pq.ParquetFile(release / parquet_path(name)), csv_names(table))
    try:
        found = ReadBack(header_of(file))
    except pa.ArrowInvalid as error:
        return ReadBack([], difference=str(error))
    first = first_row(file)
    found.line_feeds, found.returns = first.count(b"\n"), first.count(b"\r")
    if found.header != csv_names(table):
        found.difference = message("csv_header_is", header=found.header)
    try:
        for block in blocks_of(file):
            found.line_feeds += _count_byte(block, b"\n")
            found.returns += _count_byte(block, b"\r")
            _read(found, cells_of(block, found.header), parquet, table)
    except pl.exceptions.PolarsError as error:
        found.not_utf8 = found.difference = message("csv_not_utf8", reason=error)
        return found
    except pa.ArrowException as error:
        found.difference = str(error)
        return found
    left = 0
    for rows in parquet.rest():
        _count(found.numbers_of_parquet, rows, table)
        left += rows.num_rows
    if left and not found.difference:
        found.difference = message("csv_lacks_rows", count=left)
    return found


def _read(found: ReadBack, cells: pa.Table, parquet: _Rows, table: type[Table]) -> None:
    """Add the cells of a block to the findings."""
    rows = parquet.take(cells.num_rows)
    _count(found.numbers_of_parquet, rows, table)
    for column in csv_columns(table):
        if found.header.count(column.name) == 1:
            of_column = cells.column(column.name)
            if column.vocabulary:
                codes = pc.unique(of_column).drop_null().to_pylist()
                found.codes.setdefault(column.name, set()).update(codes)
            pattern = FORMS.get(column.dtype.base_type())
            if pattern and column.name not in found.unlike:
                unlike = _first_unlike(of_column, pattern)
                if unlike is not None:
                    found.unlike[column.name] = unlike
            if column.dtype.is_integer():
                found.numbers.setdefault(column.name, Numbers()).count(of_column, "0")
    if not found.difference:
        found.difference = _difference(cells, rows, table, found.record_count)
    found.record_count += cells.num_rows


def _difference(cells: pa.Table, rows: pa.Table, table: type[Table], row: int) -> str | None:
    try:
        values = typed(cells, table)
    except (pa.ArrowException, pl.exceptions.PolarsError) as error:
        return str(error)
    if rows.num_rows < values.num_rows:
        return message("parquet_lacks_rows", count=values.num_rows - rows.num_rows)
    if rows.column_names != values.column_names:
        return message("parquet_columns_are", columns=rows.column_names)
    for name in values.column_names:
        if not values.column(name).equals(rows.column(name)):
            return message("row_differs", column=name, row=row)
    return None


def _count(numbers: dict[str, Numbers], rows: pa.Table, table: type[Table]) -> None:
    for column in csv_columns(table):
        if column.dtype.is_integer() and column.name in rows.column_names:
            numbers.setdefault(column.name, Numbers()).count(rows.column(column.name))


def _count_byte(block: pa.Buffer, byte: bytes) -> int:
    units = pa.Array.from_buffers(pa.uint8(), block.size, [None, block])
    return int(pc.sum(pc.equal(units, pa.scalar(byte[0], pa.uint8()))).as_py())


def _first_unlike(cells: pa.ChunkedArray, pattern: str) -> str | None:
    # A column of digits alone has whole numbers only; no need to match every cell.
    if pattern == FORMS[pl.Int64] and not any(
        content.translate(None, DIGITS) for content in content_of(cells)
    ):
        return None
    texts = pl.Series(cells).drop_nulls()
    return next(iter(texts.filter(~texts.str.contains(pattern))), None)


class _Rows:
    """Columns of a Parquet file that CSV also has, read as needed."""

    def __init__(self, file: pq.ParquetFile, columns: list[str]) -> None:
        # One row group at a time, to bound memory.
        self._groups: Iterator[pa.Table] = (
            file.read_row_group(number, columns=columns, use_threads=False)
            for number in range(file.num_row_groups)
        )
        self._waiting: pa.Table = file.read_row_groups([], columns=columns)

    def take(self, count: int) -> pa.Table:
        """Return the next `count` rows, or fewer at the end."""
        while self._waiting.num_rows < count:
            group = next(self._groups, None)
            if group is None:
                break
            self._waiting = pa.concat_tables([self._waiting, group])
        taken = self._waiting.slice(0, count)
        self._waiting = self._waiting.slice(count)
        return taken

    def rest(self) -> Iterator[pa.Table]:
        """Yield the remaining rows."""
        yield self._waiting
        yield from self._groups
