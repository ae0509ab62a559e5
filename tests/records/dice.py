"""Chance from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from bench.corpus import Shapes

Thing = TypeVar("Thing")


class Dice:
    """Chance from a seed: the same seed gives the same throws.

    Only `random()` is used of the generator: what it gives for a seed is the same in every
    version of Python, which is not promised of `choice`, `sample` or `shuffle`.
    """

    def __init__(self, *seed: object) -> None:
        self.random = Random("/".join(map(str, seed))).random

    def chance(self, share: float) -> bool:
        return self.random() < share

    def between(self, least: int, most: int) -> int:
        return least + int(self.random() * (most - least + 1))

    def pick(self, things: Sequence[Thing]) -> Thing:
        return things[int(self.random() * len(things))]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        return sorted(things, key=lambda _: self.random())

    def say(self, shapes: Shapes) -> str:
        return "".join([self.pick(words) for words in self.pick(shapes)])
