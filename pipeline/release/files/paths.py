"""Where the files of tables are in a release."""

from __future__ import annotations


def csv_path(table_name: str) -> str:
    """Where the CSV of a table is in a release."""
    return f"csv/{table_name}.csv"


def parquet_path(table_name: str) -> str:
    """Where the Parquet of a table is in a release."""
    return f"parquet/{table_name}.parquet"
