"""Sequence models: linear chains that label the units of sequences.

A unit has features, each a string such as `ends=。`. They come as columns over the units of all
sequences, so that the weights of a column are looked up at once. The module that makes a feature
documents it. Labels come with their marginal probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from pipeline.models.chains import best_labels, marginals_of

MODELS = Path(__file__).parent
"""The trained models, one file each. Made by `make train`."""

Units = Sequence[Sequence[str]]
"""The features of each unit of a sequence."""


class Column(NamedTuple):
    """A feature of each unit: a prefix and a value.

    The value is that of the unit `offset` units later. A null value gives no feature, and neither
    does a place outside the sequence.
    """

    prefix: str
    values: Sequence[str | None]
    offset: int = 0


class Features(NamedTuple):
    """Features of sequences: columns over all units, and sequence lengths."""

    columns: Sequence[Column]
    lengths: Sequence[int]

    def strings(self) -> list[list[list[str]]]:
        """Return the features of each unit of each sequence."""
        units: list[list[str]] = [[] for _ in range(sum(self.lengths))]
        begins = np.cumsum([0, *self.lengths]).tolist()
        spans = list(pairwise(begins))
        for prefix, values, offset in self.columns:
            for begin, end in spans:
                for at in range(max(begin, begin - offset), min(end, end - offset)):
                    if (value := values[at + offset]) is not None:
                        units[at].append(prefix + value)
        return [units[begin:end] for begin, end in spans]


class Decoded(NamedTuple):
    """The labels of the units of sequences, with probabilities.

    Attributes
    ----------
    labels
        The best label of each unit.
    probabilities
        Probability of each label (0 to 1): a row for each unit, a column for each of `names`.
    names
        The labels that the model knows.
    """

    labels: list[str]
    probabilities: NDArray[np.float64]
    names: list[str]

    def of_best(self) -> list[float]:
        """Return the probability of each unit's best label."""
        number = {name: at for at, name in enumerate(self.names)}
        best = [number[label] for label in self.labels]
        probabilities: list[float] = self.probabilities[np.arange(len(best)), best].tolist()
        return probabilities

    def of(self, labels: Sequence[str]) -> NDArray[np.float64]:
        """Return the probabilities of some labels, a column for each.

        0 for a label that the model does not know.
        """
        none = np.zeros(len(self.labels))
        columns = [
            self.probabilities[:, self.names.index(label)] if label in self.names else none
            for label in labels
        ]
        return np.column_stack(columns)


class SequenceModel:
    """A trained model.

    Raises
    ------
    FileNotFoundError
        There is no such model file.
    """

    def __init__(self, path: Path) -> None:
        tagger = pycrfsuite.Tagger()
        # The tagger reads from these bytes as long as it lives, and does not keep them itself.
        content = path.read_bytes()
        tagger.open_inmemory(content)
        known = tagger.info()
        self.labels: list[str] = sorted(known.labels)
        number = {label: at for at, label in enumerate(self.labels)}
        self._weights: dict[str, NDArray[np.float64]] = {}
        for (feature, label), weight in known.state_features.items():
            row = self._weights.setdefault(feature, np.zeros(len(number)))
            row[number[label]] = weight
        self._transitions = np.zeros((len(number), len(number)))
        for (before, label), weight in known.transitions.items():
            self._transitions[number[before], number[label]] = weight

    def decode(self, features: Features) -> Decoded:
        """Label all units of sequences."""
        scores = self._scores(features)
        is_first = np.zeros(len(scores), dtype=bool)
        begins = np.cumsum([0, *features.lengths])[:-1]
        is_first[begins[begins < len(scores)]] = True
        best = best_labels(scores, self._transitions, is_first)
        return Decoded(
            [self.labels[at] for at in best.tolist()],
            marginals_of(scores, self._transitions, is_first),
            self.labels,
        )

    def weights(self, unit: Sequence[str], label: str) -> list[tuple[str, float]]:
        """Return the weight of each feature of a unit for a label.

        A negative weight counts against the label.
        """
        at = self.labels.index(label)
        known = [(name, self._weights[name]) for name in unit if name in self._weights]
        return [(name, float(weights[at])) for name, weights in known if weights[at]]

    def _scores(self, features: Features) -> NDArray[np.float64]:
        """Add up the weights of each unit's features, for each label."""
        size = sum(features.lengths)
        scores = np.zeros((size, len(self.labels)))
        begins = np.cumsum([0, *features.lengths])
        place = np.arange(size) - np.repeat(begins[:-1], features.lengths)
        left = np.repeat(np.asarray(features.lengths, dtype=np.int64), features.lengths) - place
        codes: dict[int, tuple[list[str | None], NDArray[np.int64]]] = {}
        none = np.zeros(len(self.labels))
        for prefix, values, offset in features.columns:
            # Columns that differ only in offset share their values.
            if id(values) not in codes:
                codes[id(values)] = _coded(values)
            distinct, of_unit = codes[id(values)]
            table = np.array(
                [
                    none if value is None else self._weights.get(prefix + value, none)
                    for value in distinct
                ]
            ).reshape(len(distinct), len(none))
            if not table.any():
                continue
            if offset == 0:
                scores += table[of_unit]
                continue
            inside = np.flatnonzero((place + offset >= 0) & (offset < left))
            scores[inside] += table[of_unit[inside + offset]]
        return scores


def _coded(values: Sequence[str | None]) -> tuple[list[str | None], NDArray[np.int64]]:
    """Return the distinct values of a column, and each unit's number."""
    distinct = list(dict.fromkeys(values))
    number = {value: at for at, value in enumerate(distinct)}
    return distinct, np.fromiter(map(number.__getitem__, values), np.int64, len(values))


def train(
    sequences: Iterable[tuple[Units, Sequence[str]]],
    path: Path,
    iterations: int = 150,
    sparsity: float = 0.1,
) -> None:
    """Train a model on labelled sequences, and write it to `path`.

    `iterations` is the maximum number of steps of L-BFGS; `sparsity` is the weight of the L1
    penalty: a higher one makes a smaller model. The same sequences in the same order give the same
    file, byte for byte.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    # Weak penalties. A feature seen only once does not carry over to other records.
    trainer.set_params(
        {"c1": sparsity, "c2": 0.05, "feature.minfreq": 2, "max_iterations": iterations}
    )
    for units, labels in sequences:
        trainer.append(pycrfsuite.ItemSequence(units), labels)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
