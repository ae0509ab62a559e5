"""Linear chains: the best labels of units, and their probabilities.

The units before a unit act on it through a product of matrices, one per unit. All products from
the first unit on are computed by halving, without a loop over units. A matrix has a row for each
label of the previous unit and a column for each label of its own.
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
    # Sums over the units after each unit, without its own score.
    after = _after(steps + scores[:, None, :], is_first, _best_sums, 0.0)
    best: NDArray[np.int64] = (before + after).argmax(axis=1)
    return best


def marginals_of(
    scores: Scores, transitions: NDArray[np.float64], is_first: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Find the probability of each label at each unit (forward-backward).

    Each row adds up to 1.
    """
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
    """Return what the units after each unit add to its labels."""
    labels = matrices.shape[1]
    # Read from the end, a matrix leads from the labels of the next unit to those of the unit.
    turned = np.swapaxes(matrices[:0:-1], 1, 2)
    last = np.full((1, labels, labels), nothing)
    # The first unit of the next sequence does not act on this one.
    turned = np.where(is_first[:0:-1, None, None], nothing, turned)
    found: NDArray[np.float64] = _prefixes(np.concatenate([last, turned]), product)[::-1, 0, :]
    return found


def _prefixes(matrices: Matrices, product: _Product) -> Matrices:
    """Compute the product of all matrices up to each one."""
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
    """Return each pair's best sum over the label between them.

    The sums are shifted so that the best pair has 0.
    """
    # With units as the last axis, each step handles all of them at once.
    left, right = (np.ascontiguousarray(one.transpose(1, 2, 0)) for one in (left, right))
    sums: Matrices = left[:, :1] + right[:1]
    for label in range(1, len(left)):
        np.maximum(sums, left[:, label, None] + right[None, label], out=sums)
    sums -= sums.max(axis=(0, 1))
    scaled: Matrices = sums.transpose(2, 0, 1)
    return scaled


def _scaled_products(left: Matrices, right: Matrices) -> Matrices:
    """Return the matrix products, each scaled to a maximum of 1.

    Long products would vanish.
    """
    products = left @ right
    scaled: Matrices = products / products.max(axis=(1, 2), keepdims=True)
    return scaled
