"""Text: lines, spans, paragraphs, numerals, and folding for matching."""
