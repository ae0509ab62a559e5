"""Rows of tables: identifiers, quality issues, and rows that a schema refuses."""
