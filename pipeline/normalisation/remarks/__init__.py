"""Remarks and their speakers."""
