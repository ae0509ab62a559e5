"""Media: the text of a record as its publisher has it, out of a page, a PDF, a document or an API."""
