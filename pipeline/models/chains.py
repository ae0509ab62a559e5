"""Linear chains: the best labels of units, and how probable each label is, over arrays.

What comes before a unit acts on it through a product of matrices, one a unit; all products from
the first unit on are made by halving, so there is no loop over units. A matrix has a row for each
label of the unit before and a column for each label of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
"""A row for each unit, a column for each label."""
Matrices = NDArray[np.float64]
"""A matrix for each unit."""
_Product = Callable[[Matrices, Matrices], Matrices]


def best_labels(
    scores: Scores, transitions: NDArray[np.float64], is_first: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Find the labels that together score highest (Viterbi).

    Parameters
    ----------
    scores
        Of each label at each unit.
    transitions
        Of each pair of labels that follow each other.
    is_first
        Which units are the first of a sequence.
    """
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    steps = np.where(is_first[:, None, None], 0.0, transitions)
    before = _prefixes(steps + scores[:, None, :], _best_sums)[:, 0, :]
    # Of a unit all that comes after it, its own score left out.
    after = _after(steps + scores[:, None, :], is_first, _best_sums, 0.0)
    best: NDArray[np.int64] = (before + after).argmax(axis=1)
    return best


def marginals_of(
    scores: Scores, transitions: NDArray[np.float64], is_first: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Find how probable each label is at each unit (forward-backward); rows add up to 1."""
    if not len(scores):
        return np.zeros(scores.shape)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    steps = np.where(is_first[:, None, None], 1.0, np.exp(transitions))
    before = _prefixes(steps * odds[:, None, :], _scaled_products)[:, 0, :]
    after = _after(steps * odds[:, None, :], is_first, _scaled_products, 1.0)
    product = before * after
    shares: NDArray[np.float64] = product / product.sum(axis=1, keepdims=True)
    return shares


def _after(
    matrices: Matrices, is_first: NDArray[np.bool_], product: _Product, nothing: float
) -> NDArray[np.float64]:
    """What comes after each unit in its sequence adds to each of its labels."""
    labels = matrices.shape[1]
    # Read from the end, a matrix takes the labels of the unit after to those of the unit.
    turned = np.swapaxes(matrices[:0:-1], 1, 2)
    last = np.full((1, labels, labels), nothing)
    # The first unit of the next sequence knows nothing of this one.
    turned = np.where(is_first[:0:-1, None, None], nothing, turned)
    found: NDArray[np.float64] = _prefixes(np.concatenate([last, turned]), product)[::-1, 0, :]
    return found


def _prefixes(matrices: Matrices, product: _Product) -> Matrices:
    """The product of all matrices up to each one."""
    size = len(matrices)
    if size == 1:
        return matrices
    pairs = product(matrices[0 : size - 1 : 2], matrices[1::2])
    of_pairs = _prefixes(pairs, product)
    found = np.empty_like(matrices)
    found[0] = matrices[0]
    found[1::2] = of_pairs
    found[2::2] = product(of_pairs[: (size - 1) // 2], matrices[2::2])
    return found


def _best_sums(left: Matrices, right: Matrices) -> Matrices:
    """For each pair of labels the best sum over the label between; that of the best pair is 0."""
    # With the units last, each step goes over all of them at once.
    left, right = (np.ascontiguousarray(one.transpose(1, 2, 0)) for one in (left, right))
    sums: Matrices = left[:, :1] + right[:1]
    for label in range(1, len(left)):
        np.maximum(sums, left[:, label, None] + right[None, label], out=sums)
    sums -= sums.max(axis=(0, 1))
    scaled: Matrices = sums.transpose(2, 0, 1)
    return scaled


def _scaled_products(left: Matrices, right: Matrices) -> Matrices:
    """The matrix products, the largest entry of each 1: long products would vanish."""
    products = left @ right
    scaled: Matrices = products / products.max(axis=(1, 2), keepdims=True)
    return scaled
