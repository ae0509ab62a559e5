"""Ingestion: the files of a collection become `documents`."""
