"""Segmentation: the text of `documents` becomes `blocks`."""
