"""Language: sentences, words and counted terms of texts."""
