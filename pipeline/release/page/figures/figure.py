"""A figure: a picture, its summary in words, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.release.page.plot import Picture
from pipeline.release.page.words import Words

Cell = str | int | Words


@dataclass(frozen=True)
class Key:
    """Meaning of a mark.

    `path` is drawn in a square from -1 to 1.
    """

    path: str
    fill: str
    meaning: str | Words


@dataclass(frozen=True)
class Figure:
    """A figure of the page.

    Parameters
    ----------
    name
        Identifier in the page.
    notes
        What is counted, and what is left out.
    summary
        The picture in words, for screen readers.
    header, rows
        The numbers of the picture as a table. The first cell of a row is its name.
    """

    name: str
    title: Words
    notes: Sequence[Words]
    summary: Words
    picture: Picture
    keys: Sequence[Key]
    header: Sequence[str | Words]
    rows: Sequence[Sequence[Cell]]
