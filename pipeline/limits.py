"""The limits that checks hold the data against, in one place."""

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
"""A larger file is quarantined. No published record comes near; a larger one is a mistake."""

MAX_UNRECOGNISED_SHARE = 0.05
"""Largest share of a document's visible characters that no rule recognised, without a warning."""

MAX_ROW_LOSS_SHARE = 0.1
"""Largest share of a table's rows that may go from one release to the next without a warning."""

EXCERPT_CHARACTERS = 80
"""Longest excerpt of a source in a message."""

MIN_LIKENESS = 0.5
"""Likeness from which on two rows at about the same place are taken for one that was corrected. Of
910 pairs of different remarks of one meeting in the seed collection, none is more alike than 0.44.
"""

MIN_LIKENESS_IN_PLACE = 0.3
"""The same, where between the rows around them stands nothing else: then the place speaks too. One
pair of different remarks in a hundred is more alike than that."""

MIN_LIKENESS_AT_ONCE = 0.8
"""Likeness from which on rows at just the same place are not compared with others."""

PLACES_APART = 3
"""How far from each other two rows between the same neighbours may stand, to be compared at all."""

LIKENESS_CHARACTERS = 2000
"""How much of a text its likeness is judged by: time grows with the square of it."""

EXAMPLES_SHOWN = 5
"""How many changes of each kind and table are shown where all are counted."""
