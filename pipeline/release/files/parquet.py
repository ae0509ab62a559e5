"""Parquet files of a release: described, sorted, checksummed, NOT NULL where the schema says so."""

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
    """The schema of `table` for Arrow, with its descriptions as field metadata."""
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
    """A Parquet file that grows by a row group at a time, so that memory stays bounded."""

    def __init__(self, path: Path, table: type[Table]) -> None:
        self._schema = arrow_schema(table)
        names = self._schema.names
        # The writer asks the system to write every page and every header of one by itself.
        self._file: Any = pa.BufferedOutputStream(pa.OSFile(str(path), "wb"), BUFFER_BYTES)
        self._writer: Any = pq.ParquetWriter(
            self._file,
            self._schema,
            compression="zstd",
            write_page_checksum=True,
            sorting_columns=[pq.SortingColumn(names.index(name)) for name in sort_key(table)],
        )

    def write(self, rows: pl.DataFrame) -> None:
        """Append rows as a row group; they follow the ones before in the table's order."""
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
    # Large strings: a collection may hold more than 2 GiB of text.
    if dtype == pl.String:
        return pa.large_string()
    if isinstance(dtype, pl.Datetime):
        return pa.timestamp(dtype.time_unit, tz=dtype.time_zone)
    return {
        pl.Int32(): pa.int32(),
        pl.Int64(): pa.int64(),
        pl.Boolean(): pa.bool_(),
        pl.Date(): pa.date32(),
        pl.Time(): pa.time64("us"),
    }[dtype]
