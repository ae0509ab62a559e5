"""Rosters: lists of attendees, read person by person."""
