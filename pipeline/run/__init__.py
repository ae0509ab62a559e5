"""Running the stages on collections, and the store of their results."""
