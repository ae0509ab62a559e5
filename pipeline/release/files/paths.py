"""Paths of the tables' files in a release."""

from __future__ import annotations


def csv_path(table_name: str) -> str:
    """Return the path of a table's CSV file in a release."""
    return f"csv/{table_name}.csv"


def parquet_path(table_name: str) -> str:
    """Return the path of a table's Parquet file in a release."""
    return f"parquet/{table_name}.parquet"
