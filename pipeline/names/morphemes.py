"""Morphemes: the dictionary of SudachiPy, and texts of any length cut by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sudachipy import Dictionary, Morpheme, Tokenizer
from sudachipy.errors import SudachiError

EDITION = "core"
"""Edition of SudachiDict that words are cut by."""


@cache
def dictionary() -> Dictionary:
    """Return the dictionary, loaded once in a process."""
    return Dictionary(dict=EDITION)


def morphemes_of(
    tokenizer: Tokenizer, text: str, offset: int = 0
) -> Iterator[tuple[Morpheme, int]]:
    """Yield the morphemes of a text, each with the offset of its piece.

    Sudachi accepts some 49,149 bytes, fewer where its own normalisation lengthens the text. A
    longer text is halved until its pieces fit.

    Parameters
    ----------
    offset
        Where the text begins in the whole text, in code points.
    """
    try:
        found = tokenizer.tokenize(text)
    except SudachiError:
        middle = len(text) // 2
        if not middle:
            raise
        yield from morphemes_of(tokenizer, text[:middle], offset)
        yield from morphemes_of(tokenizer, text[middle:], offset + middle)
    else:
        yield from ((morpheme, offset) for morpheme in found)
