"""TEI in the manner of Parla-CLARIN and ParlaMint: a corpus file, and one file a meeting."""
