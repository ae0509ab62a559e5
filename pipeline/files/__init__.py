"""Files: which are read, and Parquet and CSV that others wrote."""
