"""The written name of a person: its parts, positions and dictionary."""
