"""Sequence models: linear chains that label the units of a sequence one after another.

A unit is a list of features, each of them a string such as `ends=。`; what a feature means is
stated where it is made. Labels come with their marginal probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

MODELS = Path(__file__).parent / "models"
"""The trained models, one file each. Made by `make train`."""

Units = Sequence[Sequence[str]]
"""The features of each unit of a sequence."""


class Decoded(NamedTuple):
    """The best labels of a sequence, and how probable each of them is (0 to 1)."""

    labels: list[str]
    probabilities: list[float]


class SequenceModel:
    """A trained model.

    Raises
    ------
    FileNotFoundError
        There is no such model file.
    """

    def __init__(self, path: Path) -> None:
        # The tagger reads from these bytes as long as it lives, and does not keep them itself.
        self._model = path.read_bytes()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def decode(self, units: Units) -> Decoded:
        """Label all units of a sequence at once."""
        if not units:
            return Decoded([], [])
        self._tagger.set(pycrfsuite.ItemSequence(units))
        labels: list[str] = self._tagger.tag()
        return Decoded(
            labels, [self._tagger.marginal(label, at) for at, label in enumerate(labels)]
        )

    def labels(self) -> list[str]:
        """The labels that the model knows."""
        return sorted(self._tagger.labels())

    def weights(self, unit: Sequence[str], label: str) -> list[tuple[str, float]]:
        """How much each feature of a unit speaks for a label, or (below 0) against it."""
        known = self._tagger.info().state_features
        return [(name, known[name, label]) for name in unit if (name, label) in known]

    def marginals(self, units: Units, labels: Sequence[str]) -> list[list[float]]:
        """How probable each of some labels is (0 to 1) for each unit of a sequence.

        A label that the model does not have is never probable.
        """
        if not units:
            return []
        known = set(self._tagger.labels())
        self._tagger.set(pycrfsuite.ItemSequence(units))
        return [
            [self._tagger.marginal(label, at) if label in known else 0.0 for label in labels]
            for at in range(len(units))
        ]


def train(
    sequences: Iterable[tuple[Units, Sequence[str]]],
    path: Path,
    iterations: int = 150,
    sparsity: float = 0.1,
) -> None:
    """Train a model on labelled sequences, and write it to `path`.

    `iterations` is the maximum of L-BFGS; `sparsity` is the weight of the L1 penalty, of which a
    higher one makes a smaller model.

    The same sequences in the same order give the same file, byte for byte.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    # Weak penalties; a feature that is seen once says nothing of other records.
    trainer.set_params(
        {"c1": sparsity, "c2": 0.05, "feature.minfreq": 2, "max_iterations": iterations}
    )
    for units, labels in sequences:
        trainer.append(pycrfsuite.ItemSequence(units), labels)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
