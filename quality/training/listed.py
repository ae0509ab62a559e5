"""Annotated lists: texts with the spans of names, and their sequences."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.normalisation.attendance.model.features import units_of


class Annotated(NamedTuple):
    """A text with the spans of listed names, without 職名 after them."""

    source: str
    text: str
    names: list[tuple[int, int]]

    @property
    def collection(self) -> str:
        """The collection of the text."""
        return self.source.partition("/")[0]


def sequence_of(annotated: Annotated) -> tuple[list[list[str]], list[str]]:
    """Return the features and the label of each unit.

    B, I, E: the first, inner and last character of a name; S: a name of one; O: anything else.
    """
    units = units_of([annotated.text])
    (places,), (features,) = units.places, units.features.strings()
    labels = ["O"] * len(places)
    number = {place: at for at, place in enumerate(places)}
    for start, end in annotated.names:
        inside = [number[at] for at in range(start, end) if at in number]
        labels[inside[0] : inside[-1] + 1] = "I" * len(inside)
        labels[inside[0]], labels[inside[-1]] = "B", "E"
        if len(inside) == 1:
            labels[inside[0]] = "S"
    return features, labels
