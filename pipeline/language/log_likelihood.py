"""The signed log-likelihood ratio of a word in a part against the rest.

Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993: G² = 2 Σ O ln(O / E)
over the four cells, the word or other terms, here or elsewhere. It is negative where the word is
rarer here than elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

DECIMALS = 2
"""Decimals of a weight."""

Numbers = npt.NDArray[np.int64]

_LN_2 = 0.6931471805599453
_TERMS_OF_SERIES = 18
"""Terms of the series of a logarithm; with |s| ≤ 1/3 the next is below 2⁻⁵³."""


def log_likelihood(
    here: Numbers, elsewhere: Numbers, all_here: Numbers, all_elsewhere: Numbers
) -> npt.NDArray[np.float64]:
    """Return signed log-likelihood ratios, rounded to `DECIMALS`.

    Parameters
    ----------
    here, elsewhere
        Tokens of the word in the meeting, and in the others.
    all_here, all_elsewhere
        Tokens of all terms in them; both are positive.
    """
    whole, rest = here + elsewhere, all_here + all_elsewhere
    not_here, not_elsewhere = all_here - here, all_elsewhere - elsewhere
    asked = (here, elsewhere, not_here, not_elsewhere, all_here, all_elsewhere)
    f = _x_ln_x(*asked, whole, rest, rest - whole)
    cells = f(here) + f(elsewhere) + f(not_here) + f(not_elsewhere)
    margins = f(whole) + f(rest - whole)
    ratio = 2 * (cells - margins + (f(rest) - f(all_here) - f(all_elsewhere)))
    # Rounding may leave a little less than nothing.
    ratio = np.maximum(ratio, 0.0)
    sign = np.where(here * all_elsewhere < elsewhere * all_here, -1.0, 1.0)
    # Adding nothing turns the negative zero into zero.
    return np.round(sign * ratio, DECIMALS) + 0.0


def _x_ln_x(*numbers: Numbers) -> Callable[[Numbers], npt.NDArray[np.float64]]:
    """Return the function x ln x of whole numbers, 0 for 0, for these numbers.

    Logarithms of systems differ in their last digit, which rounding does not always hide. This one
    is of sums, products and quotients alone, which are the same on every machine.
    """
    is_asked = np.zeros(max(int(each.max(initial=0)) for each in numbers) + 1, bool)
    for each in numbers:
        is_asked[each] = True
    asked = np.flatnonzero(is_asked)
    mantissa, exponent = np.frexp(np.maximum(asked, 1).astype(np.float64))
    # ln m = 2 (s + s³/3 + s⁵/5 + ...); the mantissa is of [0.5, 1), so s is of [-1/3, 0).
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square, power, total = s * s, s.copy(), np.zeros_like(s)
    for odd in range(1, 2 * _TERMS_OF_SERIES, 2):
        total = total + power / odd
        power = power * square
    values = np.zeros(is_asked.size)
    values[asked] = asked * (2.0 * total + exponent * _LN_2)
    return values.__getitem__
