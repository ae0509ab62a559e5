"""Reading the names of a text by the sequence model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.models.sequence_model import MODELS, SequenceModel
from pipeline.normalisation.attendance.model.features import units_of

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

    def names_in(self, texts: Sequence[str]) -> list[Named]:
        """Read the names of the persons that texts list."""
        units = units_of(texts)
        decoded = self._model.decode(units.features)
        labelled = iter(zip(decoded.labels, decoded.of_best(), strict=True))
        return [
            _named(text, places, list(islice(labelled, len(places))))
            for text, places in zip(texts, units.places, strict=True)
        ]


def _named(text: str, places: Sequence[int], labelled: Sequence[tuple[str, float]]) -> Named:
    """Put the names of a text together from the labels of its visible characters."""
    chances = [0.0] * len(text)
    names: list[Name] = []
    begin: int | None = None
    for at, (label, chance) in enumerate(labelled):
        chances[places[at]] = 1 - chance if label == "O" else chance
        if label in "BS":
            begin = at
        if label in "ES" and begin is not None:
            least = min(chance for _, chance in labelled[begin : at + 1])
            names.append(Name(places[begin], places[at] + 1, least))
        if label in "ESO":
            begin = None
    return Named(tuple(names), tuple(chances))


def names_in(texts: Sequence[str]) -> list[Named]:
    """Read the names of the persons that texts list by the model of the package."""
    return _model().names_in(texts)


@cache
def _model() -> NameModel:
    return NameModel(MODEL)
