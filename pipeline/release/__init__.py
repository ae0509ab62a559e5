"""Releases: the tables of all collections become a release that is complete or absent."""
