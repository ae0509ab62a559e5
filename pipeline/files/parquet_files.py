"""Parquet files, read by polars under the very path that is given.

By itself polars takes `[`, `*` and `?` in a path for a pattern and reads what matches it, takes a
leading `~` for a home, and makes a column of a folder that is named `key=value`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl


def scan_parquet(file: Path) -> pl.LazyFrame:
    """Scan a Parquet file. Raises what polars does, when it is collected."""
    return _scan([file])


def read_parquet(*files: Path, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read Parquet files with the same columns as one frame, in their order.

    Parameters
    ----------
    columns
        All, where it is None.

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
    # Not resolve(), which reads every folder on the way.
    paths = [str(Path.cwd() / file) for file in files]
    return pl.scan_parquet(paths, glob=False, hive_partitioning=False)
