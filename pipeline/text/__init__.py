"""Text: the view of it that patterns match on, and the way back to the source."""
