r"""CSV files of a release: RFC 4180, UTF-8 with BOM, one record a line.

A line feed inside a value is written as the two characters `\n`, a carriage return as `\r`, and
a backslash as `\\`; reading them back in the same way gives the value. An empty cell is null.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv
from polars import selectors as cs

from schemas.table import Table, polars_schema

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
"""Characters that would end a record, and what stands for them."""

MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%S%:z"
"""ISO 8601 with the offset from UTC."""

BLOCK_BYTES = 1 << 23
"""How much of a file is parsed at once; where a record is longer, the whole of it."""


def write_csv(path: Path, rows: pl.DataFrame, *, begin: bool) -> None:
    """Append rows to a CSV file.

    Parameters
    ----------
    begin
        Whether the file begins here, with the byte order mark and the header.
    """
    with path.open("wb" if begin else "ab") as file:
        encoded(rows).write_csv(
            file, include_bom=begin, include_header=begin, line_terminator="\r\n"
        )


def encoded(rows: pl.DataFrame) -> pl.DataFrame:
    """Write every value as the text that stands in the CSV file; null stays null."""
    return rows.with_columns(
        pl.col(_holding(rows, r"[\\\n\r]")).str.replace_many(list(ESCAPES), list(ESCAPES.values())),
        cs.datetime().dt.strftime(MOMENT_FORMAT),
    )


def read_csv(path: Path, table: type[Table]) -> Iterator[pl.DataFrame]:
    """Read a CSV file of a release back, batch by batch, with the types of `table`.

    The parser is Arrow's, not the one that belongs to the writer.

    Raises
    ------
    pyarrow.ArrowInvalid, polars.exceptions.PolarsError
        Where the file is no such CSV, or a value is not of its type.
    """
    schema = polars_schema(table)
    options = pa_csv.ConvertOptions(
        column_types={name: _as_read(dtype) for name, dtype in schema.items()},
        strings_can_be_null=True,
        null_values=[""],
    )
    if not path.stat().st_size:
        raise pa.ArrowInvalid(f"{path.name}: the file is empty")
    header: list[str] | None = None
    for block in _whole_records(path):
        rows = pa_csv.read_csv(
            pa.BufferReader(block),
            read_options=pa_csv.ReadOptions(
                block_size=block.size, column_names=header, use_threads=False
            ),
            convert_options=options,
        )
        texts = pl.DataFrame(rows)
        if texts.columns != schema.names():
            raise pa.ArrowInvalid(f"{path.name}: the header is {texts.columns}")
        header = schema.names()
        escaped = pl.col(_holding(texts, r"\\"))
        yield texts.with_columns(
            escaped.str.replace_many(list(ESCAPES.values()), list(ESCAPES))
        ).select(_parsed(name, dtype) for name, dtype in schema.items())


def _whole_records(path: Path) -> Iterator[pa.Buffer]:
    """The bytes of a CSV file in blocks that end where a record ends: at a line feed.

    No value holds a line feed, and where one does, its halves are no records and are found out.
    """
    # Mapped, since new memory for a copy of each block costs the system time. The last buffer
    # closes it.
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    whole = pa.py_buffer(content)
    start = 0
    while start < whole.size:
        end = content.rfind(b"\n", start, start + BLOCK_BYTES) + 1
        if not end:
            end = content.find(b"\n", start) + 1 or whole.size
        yield whole.slice(start, end - start)
        start = end
        # What is read need not stay in memory. In whole pages, as the system asks for.
        content.madvise(mmap.MADV_DONTNEED, 0, start - start % mmap.PAGESIZE)


def _holding(rows: pl.DataFrame, pattern: str) -> list[str]:
    """Text columns in which the pattern is found: most have none, and need no rewriting."""
    texts = rows.select(cs.string())
    return [column.name for column in texts if column.str.contains(pattern).any()]


def _as_read(dtype: pl.DataType) -> pa.DataType:
    """The type that Arrow reads a column as; what it does not read is read as text."""
    if dtype == pl.Int32:
        return pa.int32()
    return pa.int64() if dtype == pl.Int64 else pa.large_string()


def _parsed(name: str, dtype: pl.DataType) -> pl.Expr:
    text = pl.col(name)
    if dtype == pl.String or dtype.is_integer():
        return text
    if dtype == pl.Boolean:
        return text.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    if dtype == pl.Date:
        return text.str.to_date("%Y-%m-%d")
    if isinstance(dtype, pl.Datetime):
        return text.str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="us").dt.convert_time_zone(
            str(dtype.time_zone)
        )
    raise TypeError(f"{name}: no CSV is read back as {dtype}")
