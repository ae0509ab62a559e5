"""Linear chains over arrays, compared with all ways to label a few units, one after another."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.chains import best_labels, marginals_of

LABELS = 3


def by_enumeration(scores, transitions, lengths):
    """The best labels and the shares of all labellings of each sequence."""
    best, shares, begin = [], [], 0
    for length in lengths:
        of_sequence = scores[begin : begin + length]
        begin += length
        ways = list(product(range(LABELS), repeat=length))
        totals = np.array(
            [
                sum(of_sequence[at][label] for at, label in enumerate(way))
                + sum(transitions[a][b] for a, b in pairwise(way))
                for way in ways
            ]
        )
        odds = np.exp(totals - totals.max())
        best += ways[int(totals.argmax())]
        shares += [
            [
                sum(o for o, way in zip(odds, ways, strict=True) if way[at] == label) / odds.sum()
                for label in range(LABELS)
            ]
            for at in range(length)
        ]
    return best, shares


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
    st.integers(0, 10_000),
    st.sampled_from((1.0, 30.0)),
)
def test_labels_and_shares_are_those_of_all_ways_to_label(lengths, seed, scale) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(sum(lengths), LABELS)) * scale
    transitions = chance.normal(size=(LABELS, LABELS)) * scale
    is_first = np.zeros(sum(lengths), dtype=bool)
    is_first[np.cumsum([0, *lengths])[:-1]] = True
    best, shares = by_enumeration(scores, transitions, lengths)
    assert best_labels(scores, transitions, is_first).tolist() == best
    assert marginals_of(scores, transitions, is_first) == pytest.approx(np.array(shares), abs=1e-9)


def test_no_units_have_no_labels() -> None:
    none = np.zeros((0, LABELS))
    transitions, is_first = np.zeros((LABELS, LABELS)), np.zeros(0, dtype=bool)
    assert best_labels(none, transitions, is_first).shape == (0,)
    assert marginals_of(none, transitions, is_first).shape == (0, LABELS)


def test_a_long_sequence_neither_vanishes_nor_overflows() -> None:
    scores = np.tile([[600.0, 0.0, -600.0]], (5000, 1))
    is_first = np.arange(5000) == 0
    shares = marginals_of(scores, np.full((LABELS, LABELS), -50.0), is_first)
    assert np.isfinite(shares).all()
    assert (best_labels(scores, np.zeros((LABELS, LABELS)), is_first) == 0).all()
