"""Copies of a published release in the formats of other tools, made from its folder alone."""
