"""Headers become `meetings`."""
