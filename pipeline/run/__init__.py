"""Running the stages on collections, one after another, and what they keep."""
