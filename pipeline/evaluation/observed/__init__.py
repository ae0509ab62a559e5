"""Observed: records in shapes seen at real bodies, and how the pipeline reads them."""
