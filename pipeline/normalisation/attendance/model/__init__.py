"""A sequence model that reads names in attendance lists of any shape."""
