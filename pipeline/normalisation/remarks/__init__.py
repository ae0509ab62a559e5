"""Remarks and who spoke them."""
