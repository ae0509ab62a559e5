r"""CSV files of a release: RFC 4180, UTF-8 with BOM.

A record is one line: a line feed inside a value is written as the two characters `\n`, a carriage
return as `\r`, and a backslash as `\\`. Reading them back in the same way gives the value. An empty
cell is null.
"""

from __future__ import annotations

import codecs
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from polars import selectors as cs

from pipeline.messages import message, placed
from schemas.csv_files import csv_columns, csv_names
from schemas.table import Table

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
"""Escapes of the backslash and of characters that would end a record."""

MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%S%:z"
"""ISO 8601 with the offset from UTC."""

TIME_FORMAT = "%H:%M:%S"
"""A time of day of ISO 8601."""

BLOCK_BYTES = 1 << 23
"""Size of a parsed block in bytes; longer where a single record is."""


def write_csv(path: Path, rows: pl.DataFrame, *, begin: bool) -> None:
    """Append rows to a CSV file.

    Parameters
    ----------
    begin
        Whether the file begins here, with the byte order mark and the header.
    """
    with path.open("wb" if begin else "ab") as file:
        write_csv_to(file, rows, begin=begin)


def write_csv_to(file: IO[bytes], rows: pl.DataFrame, *, begin: bool) -> None:
    """Write rows to an open file, as `write_csv` does."""
    encoded(rows).write_csv(file, include_bom=begin, include_header=begin, line_terminator="\r\n")


def encoded(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every value as its text in CSV; null stays null."""
    escaped = [
        column.name
        for column in rows.select(cs.string())
        if _holds(pa.chunked_array([column.to_arrow().cast(pa.large_string())]), b"\\\n\r")
    ]
    return rows.with_columns(
        pl.col(escaped).str.replace_many(list(ESCAPES), list(ESCAPES.values())),
        cs.datetime().dt.strftime(MOMENT_FORMAT),
        cs.time().dt.strftime(TIME_FORMAT),
    )


def read_csv(path: Path, table: type[Table]) -> Iterator[pl.DataFrame]:
    """Read a CSV file of a release in batches, typed by `table`.

    The parser is Arrow's, so the writer does not check itself.

    Raises
    ------
    pyarrow.ArrowInvalid, polars.exceptions.PolarsError
        Where the file has another header or form, or a value is not of its type.
    """
    header = header_of(path)
    if header != csv_names(table):
        raise pa.ArrowInvalid(placed(path.name, message("csv_header_is", header=header)))
    for block in blocks_of(path):
        yield pl.DataFrame(typed(cells_of(block, header), table))


def header_of(path: Path) -> list[str]:
    """Return the cells of the first row of a CSV file.

    Raises
    ------
    pyarrow.ArrowInvalid
        Where the file is empty.
    """
    first = first_row(path).removeprefix(codecs.BOM_UTF8)
    return first.decode("utf-8", "replace").rstrip("\r\n").split(",")


def blocks_of(path: Path) -> Iterator[pa.Buffer]:
    """Yield the records of a CSV file in blocks of bytes.

    A block ends at a line feed. No valid value holds one; where one does, its halves fail as
    records.
    """
    # Mapped, since memory for a copy of each block costs time. The last buffer closes the map.
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    whole = pa.py_buffer(content)
    start = len(first_row(path))
    while start < whole.size:
        end = content.rfind(b"\n", start, start + BLOCK_BYTES) + 1
        if not end:
            end = content.find(b"\n", start) + 1 or whole.size
        yield whole.slice(start, end - start)
        start = end
        # Releases the memory of what was read, in whole pages, as the system requires.
        content.madvise(mmap.MADV_DONTNEED, 0, start - start % mmap.PAGESIZE)


def cells_of(block: pa.Buffer, header: list[str]) -> pa.Table:
    """Return the cells of a block as text, null where empty.

    Raises
    ------
    polars.exceptions.PolarsError
        Where the block is not UTF-8.
    pyarrow.ArrowInvalid
        Where a record has more or fewer cells than the header.
    """
    # Checked as a whole, which is faster than cell by cell.
    _refuse_no_utf8(block)
    return pa_csv.read_csv(
        pa.BufferReader(block),
        read_options=pa_csv.ReadOptions(
            block_size=block.size, column_names=header, use_threads=False
        ),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.large_string()),
            strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,
        ),
    )


def typed(cells: pa.Table, table: type[Table]) -> pa.Table:
    """Return cells as values of the columns of `table`.

    Raises
    ------
    pyarrow.ArrowInvalid, polars.exceptions.PolarsError
        Where a cell is no value of its type.
    """
    return pa.table(
        {each.name: _typed(cells.column(each.name), each.dtype) for each in csv_columns(table)}
    )


def content_of(cells: pa.ChunkedArray) -> Iterator[bytes]:
    """Yield the bytes of all cells of each chunk, joined."""
    for chunk in cells.chunks:
        _, offsets, content = chunk.buffers()
        if content is not None:
            bounds = memoryview(offsets).cast("q")
            start, end = bounds[chunk.offset], bounds[chunk.offset + len(chunk)]
            yield content.slice(start, end - start).to_pybytes()


def first_row(path: Path) -> bytes:
    """Return the first row, with byte order mark and line end.

    Raises
    ------
    pyarrow.ArrowInvalid
        Where the file is empty.
    """
    with path.open("rb") as file:
        first = file.readline()
    if not first:
        raise pa.ArrowInvalid(placed(path.name, message("csv_empty")))
    return first


def _refuse_no_utf8(block: pa.Buffer) -> None:
    bounds = pa.py_buffer(struct.pack("=qq", 0, block.size))
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, bounds, block])
    pl.Series(whole).cast(pl.String)


def _holds(texts: pa.ChunkedArray, characters: bytes) -> bool:
    """Whether a text has one of the characters; fast where none has."""
    return any(character in content for content in content_of(texts) for character in characters)


def _typed(cells: pa.ChunkedArray, dtype: pl.DataType) -> pa.ChunkedArray:
    if dtype == pl.String:
        if not _holds(cells, b"\\"):
            return cells
        return _arrow(pl.Series(cells).str.replace_many(list(ESCAPES.values()), list(ESCAPES)))
    if dtype == pl.Int32:
        return pc.cast(cells, pa.int32())
    if dtype == pl.Int64:
        return pc.cast(cells, pa.int64())
    if dtype == pl.Float64:
        return pc.cast(cells, pa.float64())
    text = pl.Series(cells)
    if dtype == pl.Boolean:
        return _arrow(text.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean))
    if dtype == pl.Time:
        # Microseconds, as in Parquet: polars counts in nanoseconds.
        return _arrow(text.str.to_time(TIME_FORMAT)).cast(pa.time64("us"))
    if dtype == pl.Date:
        return _arrow(text.str.to_date("%Y-%m-%d"))
    if isinstance(dtype, pl.Datetime):
        moments = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="us")
        return _arrow(moments.dt.convert_time_zone(str(dtype.time_zone)))
    raise TypeError(f"no CSV is read back as {dtype}")


def _arrow(values: pl.Series) -> pa.ChunkedArray:
    array = values.to_arrow()
    return pa.chunked_array([array.cast(pa.large_string()) if values.dtype == pl.String else array])
