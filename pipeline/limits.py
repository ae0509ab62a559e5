"""The limits that checks hold the data against, in one place."""

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
"""A larger file is quarantined. No published record comes near; a larger one is a mistake."""

MAX_UNRECOGNISED_SHARE = 0.05
"""Largest share of a document's visible characters that no rule recognised, without a warning."""

MAX_ROW_LOSS_SHARE = 0.1
"""Largest share of a table's rows that may go from one release to the next without a warning."""

EXCERPT_CHARACTERS = 80
"""Longest excerpt of a source in a message."""

MAX_EXCEL_ROWS = 20_000
"""A table with more rows is left out of the Excel copy: it belongs in a tool for analysis, where it
opens at once, and a copy of it would take longer than all else of a release."""
