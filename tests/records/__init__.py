"""A generator of made-up records of every layout family, with the truth of each."""
