"""Popolo: persons, organisations, memberships and meetings as JSON."""
