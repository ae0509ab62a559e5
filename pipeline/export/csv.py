r"""CSV files of a release: RFC 4180, UTF-8 with BOM, one record a line.

A line feed inside a value is written as the two characters `\n`, a carriage return as `\r`, and
a backslash as `\\`; reading them back in the same way gives the value. An empty cell is null.
"""

from __future__ import annotations

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

BLOCK_BYTES = 1 << 27
"""How much of a file is parsed at once. No record may be longer."""


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
    reader = pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=BLOCK_BYTES),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(schema.names(), pa.large_string()),
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
    for batch in reader:
        texts = pl.DataFrame(batch)
        if texts.columns != schema.names():
            raise pa.ArrowInvalid(f"{path.name}: the header is {texts.columns}")
        escaped = pl.col(_holding(texts, r"\\"))
        yield texts.with_columns(
            escaped.str.replace_many(list(ESCAPES.values()), list(ESCAPES))
        ).select(_parsed(name, dtype) for name, dtype in schema.items())


def _holding(rows: pl.DataFrame, pattern: str) -> list[str]:
    """Text columns in which the pattern is found: most have none, and need no rewriting."""
    texts = rows.select(cs.string())
    return [column.name for column in texts if column.str.contains(pattern).any()]


def _parsed(name: str, dtype: pl.DataType) -> pl.Expr:
    text = pl.col(name)
    if dtype == pl.String:
        return text
    if dtype == pl.Boolean:
        return text.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    if dtype == pl.Date:
        return text.str.to_date("%Y-%m-%d")
    if isinstance(dtype, pl.Datetime):
        return text.str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="us").dt.convert_time_zone(
            str(dtype.time_zone)
        )
    return text.cast(dtype)
