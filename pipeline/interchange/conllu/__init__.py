"""CoNLL-U: sentences and words, one file a meeting."""
