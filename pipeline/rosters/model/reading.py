"""Reading the names of a text by the sequence model."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.rosters.model.features import units_of
from pipeline.sequence_model import MODELS, SequenceModel

MODEL = MODELS / "names.crfsuite"
"""Labels: B, I, E (first, inner, last character of a name), S (a name of one), O (no name)."""


class Name(NamedTuple):
    """A name in a text, without title and honorific, and how probable it is (0 to 1)."""

    start: int
    end: int
    probability: float


class Named(NamedTuple):
    """The names of a text, and how probable it is for each character that it is part of one."""

    names: tuple[Name, ...]
    probabilities: tuple[float, ...]


class NameModel:
    """A trained model of names.

    Raises
    ------
    FileNotFoundError
        There is no such model file.
    """

    def __init__(self, path: Path) -> None:
        self._model = SequenceModel(path)

    def names_in(self, text: str) -> Named:
        """Read the names of the persons that a text lists."""
        units = units_of(text)
        decoded = self._model.decode(units.features)
        chances = [0.0] * len(text)
        names: list[Name] = []
        begin: int | None = None
        for at, (label, chance) in enumerate(zip(*decoded, strict=True)):
            chances[units.places[at]] = 1 - chance if label == "O" else chance
            if label in "BS":
                begin = at
            if label in "ES" and begin is not None:
                first, last = units.places[begin], units.places[at]
                names.append(Name(first, last + 1, min(decoded.probabilities[begin : at + 1])))
            if label in "ESO":
                begin = None
        return Named(tuple(names), tuple(chances))


@lru_cache(maxsize=256)
def names_in(text: str) -> Named:
    """Read the names of the persons that a text lists by the model of the package."""
    return _model().names_in(text)


@cache
def _model() -> NameModel:
    return NameModel(MODEL)
