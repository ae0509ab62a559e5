"""Evaluation on records in shapes observed at real bodies."""
