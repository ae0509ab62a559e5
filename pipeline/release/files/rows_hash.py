"""The hash of rows for tables that CSV lacks in part.

A Parquet file states the version of its writer, so its bytes are no identity. The hash is over the
CSV file that the table would have with all of its columns: with the byte order mark, the header and
the escapes of the CSV files of a release.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from pipeline.release.files.csv import write_csv_to


class RowsHash:
    """SHA-256 over rows that come frame by frame, in published order."""

    def __init__(self, columns: pl.DataFrame) -> None:
        """Begin with the columns of a frame; its rows do not count."""
        self._digest = hashlib.sha256()
        self._add(columns.clear(), begin=True)

    def add(self, rows: pl.DataFrame) -> None:
        """Add rows with all columns of the table."""
        self._add(rows, begin=False)

    def hexdigest(self) -> str:
        """Return the hash of the rows so far, in hexadecimal."""
        return self._digest.hexdigest()

    def _add(self, rows: pl.DataFrame, *, begin: bool) -> None:
        written = BytesIO()
        write_csv_to(written, rows, begin=begin)
        self._digest.update(written.getbuffer())


def rows_hash(file: Path) -> str:
    """Return the hash of the rows of a Parquet file.

    Raises
    ------
    OSError, pyarrow.ArrowException
        Where it cannot be read.
    """
    with pq.ParquetFile(file) as parquet:
        found = RowsHash(pl.DataFrame(parquet.schema_arrow.empty_table()))
        for number in range(parquet.num_row_groups):
            found.add(pl.DataFrame(parquet.read_row_group(number, use_threads=False)))
    return found.hexdigest()
