"""Metadata of a release: descriptions, citation, checksums."""
