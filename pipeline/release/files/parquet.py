"""Parquet files of a release: described, sorted and checksummed.

Columns are NOT NULL where the schema requires it.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.table import Table, columns_of, description, sort_key

BUFFER_BYTES = 1 << 20


def arrow_schema(table: type[Table]) -> pa.Schema:
    """Return the Arrow schema of `table`, with descriptions as metadata."""
    english, japanese = description(table)
    return pa.schema(
        [
            pa.field(
                column.name,
                _arrow_type(column.dtype),
                nullable=column.nullable,
                metadata={"description": column.en, "description_ja": column.ja},
            )
            for column in columns_of(table)
        ],
        metadata={"description": english, "description_ja": japanese},
    )


class ParquetFile:
    """A Parquet file written by row groups, so that memory is bounded."""

    def __init__(self, path: Path, table: type[Table]) -> None:
        self._schema = arrow_schema(table)
        names = self._schema.names
        # Buffered, since the writer writes every page and every page header separately.
        self._file: Any = pa.BufferedOutputStream(pa.OSFile(str(path), "wb"), BUFFER_BYTES)
        self._writer: Any = pq.ParquetWriter(
            self._file,
            self._schema,
            compression="zstd",
            write_page_checksum=True,
            sorting_columns=[pq.SortingColumn(names.index(name)) for name in sort_key(table)],
        )

    def write(self, rows: pl.DataFrame) -> None:
        """Append rows as a row group; they must continue the table's order."""
        if rows.height:
            self._writer.write_table(rows.to_arrow().cast(self._schema))

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._writer.close()
        self._file.close()


def _arrow_type(dtype: pl.DataType) -> pa.DataType:
    # Large strings, since a collection may hold more than 2 GiB of text.
    if dtype == pl.String:
        return pa.large_string()
    if isinstance(dtype, pl.Datetime):
        return pa.timestamp(dtype.time_unit, tz=dtype.time_zone)
    return {
        pl.Int32(): pa.int32(),
        pl.Int64(): pa.int64(),
        pl.Float64(): pa.float64(),
        pl.Boolean(): pa.bool_(),
        pl.Date(): pa.date32(),
        pl.Time(): pa.time64("us"),
    }[dtype]
