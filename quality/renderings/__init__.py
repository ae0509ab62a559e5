"""Records rendered as web pages, PDFs and Word documents, and read again."""
