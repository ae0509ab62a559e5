"""Rows of tables: identifiers, quality issues and quarantine."""
