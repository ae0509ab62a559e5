"""Changes: a release is compared with another one, row by row."""
