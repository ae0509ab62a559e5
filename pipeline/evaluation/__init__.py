"""Evaluation of the pipeline on synthetic records, against truth written by hand."""

from pathlib import Path

QUALITY_FILE = Path(__file__).with_name("quality.json")
"""The figures that are part of every release."""
