"""A figure: a picture, what it says in words, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.release.page.plot import Picture
from pipeline.release.page.words import Words

Cell = str | int | Words


@dataclass(frozen=True)
class Key:
    """What a mark of the picture means. `path` is drawn in a square from -1 to 1."""

    path: str
    fill: str
    meaning: str | Words


@dataclass(frozen=True)
class Figure:
    """A figure of the page.

    Parameters
    ----------
    name
        Identifies it in the page.
    notes
        What is counted and what is left out.
    summary
        What the picture shows, for those who do not see it.
    header, rows
        The table behind the picture. The first cell of a row names it.
    """

    name: str
    title: Words
    notes: Sequence[Words]
    summary: Words
    picture: Picture
    keys: Sequence[Key]
    header: Sequence[str | Words]
    rows: Sequence[Sequence[Cell]]
