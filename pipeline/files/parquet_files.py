"""Parquet files, read by polars from exactly the given path.

By default polars takes `[`, `*` and `?` in a path for a pattern and reads all matches, takes a
leading `~` for the home folder, and makes a column of a folder named `key=value`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl


def scan_parquet(file: Path) -> pl.LazyFrame:
    """Scan a Parquet file.

    Polars raises its errors when the scan is collected.
    """
    return _scan([file])


def read_parquet(*files: Path, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read Parquet files with the same columns as one frame, in order.

    Parameters
    ----------
    columns
        The columns to read; all where it is None.

    Raises
    ------
    FileNotFoundError
        Where a file is missing.
    polars.exceptions.PolarsError
        Where one is damaged, or has other columns.
    """
    rows = _scan(files)
    return (rows if columns is None else rows.select(columns)).collect()


def _scan(files: Sequence[Path]) -> pl.LazyFrame:
    # Not resolve(), which reads every folder of the path.
    paths = [str(Path.cwd() / file) for file in files]
    return pl.scan_parquet(paths, glob=False, hive_partitioning=False)
