"""Linking: the rows that are about one person or one organisation."""
