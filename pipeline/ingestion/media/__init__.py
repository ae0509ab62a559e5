"""Media: the text of a record out of a web page, a PDF, a document or an answer of an API."""
