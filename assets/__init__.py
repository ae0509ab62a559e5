"""The Dagster code location: assets, checks and jobs. Knows no parsing."""
