"""Normalisation: `blocks` become meetings, agenda items, attendance and remarks."""
