"""Trained sequence models, and how they are decoded."""
