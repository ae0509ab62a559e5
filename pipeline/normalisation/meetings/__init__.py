"""Meetings: headers become `meetings`."""
