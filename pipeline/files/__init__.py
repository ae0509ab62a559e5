"""Files to read, including Parquet and CSV that others wrote."""
