"""The files of a release: Parquet, CSV, Excel, and reading them back."""
