"""Publication of all tables as a release that is complete or absent."""
