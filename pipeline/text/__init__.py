"""Text: lines, spans, paragraphs, numerals, and one form of each character to match on."""
