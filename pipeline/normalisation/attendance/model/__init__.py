"""A sequence model that reads the names of a list, whatever its shape."""
