"""Reading names of a text by the sequence model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.models.sequence_model import MODELS, SequenceModel
from pipeline.normalisation.attendance.model.features import units_of

MODEL = MODELS / "names.crfsuite"
"""Model file, with the labels B, I, E (first, inner and last character of a name), S (name of one
character) and O (no name).
"""


class Name(NamedTuple):
    """A name in a text, with its probability (0 to 1).

    The span excludes position and honorific.
    """

    start: int
    end: int
    probability: float


class Named(NamedTuple):
    """The names of a text.

    `probabilities` are those of each character to be part of a name.
    """

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
        """Read the names of persons listed in texts."""
        units = units_of(texts)
        decoded = self._model.decode(units.features)
        labelled = iter(zip(decoded.labels, decoded.of_best(), strict=True))
        return [
            _named(text, places, list(islice(labelled, len(places))))
            for text, places in zip(texts, units.places, strict=True)
        ]


def _named(text: str, places: Sequence[int], labelled: Sequence[tuple[str, float]]) -> Named:
    """Make the names of a text from the labels of its characters."""
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
    """Read names of listed persons by the model of the package."""
    return _model().names_in(texts)


@cache
def _model() -> NameModel:
    return NameModel(MODEL)
