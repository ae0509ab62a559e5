"""Names of persons as written: their parts, positions and dictionary."""
