"""Comparison of two releases, row by row."""
