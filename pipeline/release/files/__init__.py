"""The files of a release: Parquet, CSV, Excel, and their reading back."""
