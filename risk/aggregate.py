"""Means that bring several values into one and use only what is known.

Everywhere here: values (n, k), nan where unknown; weights (k,) for one mean of each
row, or (k, m) for m of them at once; the answer is (n,) or (n, m).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.units import Floats

POSITIVE_ONLY = frozenset({"geometric", "harmonic"})


def known_weight(values: Floats, weights: Floats) -> Floats:
    """The weight of what is known."""
    return ~np.isnan(values) @ weights


def arithmetic(values: Floats, weights: Floats) -> Floats:
    """sum(w x) / sum(w) over what is known.

    nan where nothing with a weight is known. Any unit, given back.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 6.
    """
    known = known_weight(values, weights)
    total = np.where(np.isnan(values), 0.0, values) @ weights
    return np.divide(total, known, out=np.full_like(known, np.nan), where=known > 0)


def geometric(values: Floats, weights: Floats) -> Floats:
    """(prod x^w)^(1 / sum w) over what is known.

    Values must be above 0; one that rounding brings to 0 gives the limit, 0.
    Source: as `arithmetic`.
    """
    with np.errstate(divide="ignore"):
        logarithms = np.log(values)
    return np.exp(arithmetic(logarithms, weights))


def product(values: Floats, weights: Floats) -> Floats:
    """Geometric mean that takes 0 as it is: where one part is 0, so is the whole.

    Values must be 0 or above. With three equal weights this is INFORM's risk,
    (H x V x C)^(1/3), which is high only where all three are.
    Source: EC JRC, INFORM Risk methodology.
    """
    is_zero = (values == 0).astype(float) @ (weights > 0) > 0
    positive = np.where(values > 0, values, np.nan)
    return np.where(is_zero, 0.0, geometric(positive, weights))


def harmonic(values: Floats, weights: Floats) -> Floats:
    """sum(w) / sum(w / x) over what is known.

    Values must be above 0; one that rounding brings to 0 gives the limit, 0.
    Source: as `arithmetic`.
    """
    with np.errstate(divide="ignore"):
        return np.asarray(1 / arithmetic(1 / values, weights))


def scaled_geometric(values: Floats, weights: Floats, top: float = 100.0) -> Floats:
    """INFORM's mean, which a high value raises and 0 does not break.

    Values and answer 0 to `top`. On INFORM's scale, 0 to 10:
    g(x) = (10 - exp(mean(ln((10 - x) / 10 * 9 + 1)))) / 9 * 10. The mean of the
    logarithms is weighted here; equal weights give INFORM's own formula. Nothing
    is rounded. Source: EC JRC, INFORM Risk methodology.
    """
    mirrored = (top - values) / top * 9 + 1
    return (10 - np.exp(arithmetic(np.log(mirrored), weights))) / 9 * top


MEANS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "scaled_geometric": scaled_geometric,
    "product": product,
}
