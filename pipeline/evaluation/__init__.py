"""Evaluation: what the pipeline reads from made-up records against truth written by hand."""

from pathlib import Path

QUALITY_FILE = Path(__file__).with_name("quality.json")
"""The figures that every release carries."""
