"""Take the edge off a few extreme values, so that they do not decide alone.

Everywhere here: values (n, k), nan where unknown, which stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats

    Method = Literal["winsorised", "log"]

MOST_SKEWED = 2.0
MOST_PEAKED = 3.5
MOST_POINTS = 5
ROUNDING = 1e-9  # a bound that is reached is reached, whatever the order of the sum
FEWEST = 4  # the fewest values that have an excess kurtosis
LOG_SHIFT = 0.01


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done to one column: its place, how, and to how many known values."""

    column: int
    method: Method
    points: int


def treat(values: Floats) -> tuple[Floats, tuple[Treatment, ...]]:
    """Winsorise each skewed and peaked column, or take its logarithm: (n, k) -> (n, k).

    A column is left alone where |skewness| < 2 or excess kurtosis < 3.5, where fewer
    than four values are known, or where they are all the same. Else its highest
    values (lowest, where the skewness is below 0) become the next one, step by step,
    until it passes or five points are changed; values that are equal change together,
    so the last step may go past five. Where that does not help, or would make all
    values the same, the original ones become ln(x - min + 0.01 (max - min)).
    Source: OECD/JRC Handbook (2008), 4; the R package COINr, Treat with its defaults.
    """
    treated = values.copy()
    done = []
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        before = values[known, column]
        if passes(before):
            continue
        after, points = _winsorised(before)
        method: Method = "winsorised"
        if _is_flat(after) or not passes(after):
            after, points, method = _logarithm(before), len(before), "log"
        treated[known, column] = after
        done.append(Treatment(column, method, points))
    return treated, tuple(done)


def passes(known: Floats) -> bool:
    """Whether the known values of a column, (n,), need no treatment."""
    if len(known) < FEWEST or _is_flat(known):
        return True
    is_even = abs(skewness(known)) < MOST_SKEWED - ROUNDING
    return bool(is_even or kurtosis(known) < MOST_PEAKED - ROUNDING)


def skewness(known: Floats) -> float:
    """Sample skewness G1 of at least three values that are not all the same: (n,).

    sqrt(n (n - 1)) / (n - 2) times the mean cube over the mean square to 3/2.
    Source: Joanes & Gill (1998), The Statistician 47(1), 183-189; as in spreadsheets.
    """
    n, centred = len(known), _centred(known)
    g1 = (centred**3).mean() / (centred**2).mean() ** 1.5
    return float(g1 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(known: Floats) -> float:
    """Sample excess kurtosis G2 of at least four values, not all the same: (n,).

    (n - 1) / ((n - 2) (n - 3)) times ((n + 1) g2 + 6), g2 the mean fourth power over
    the squared mean square, less 3. Source: as `skewness`.
    """
    n, centred = len(known), _centred(known)
    g2 = (centred**4).mean() / (centred**2).mean() ** 2 - 3
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6))


def _centred(known: Floats) -> Floats:
    """Distances from the mean, the farthest at 1: no power can over- or underflow."""
    centred = known - known.mean()
    return np.asarray(centred / abs(centred).max())


def _is_flat(known: Floats) -> bool:
    return bool(known.max() == known.min())


def _winsorised(known: Floats) -> tuple[Floats, int]:
    """Pull in the extremes until the column passes: values, and points changed."""
    after = known.copy()
    high = low = np.zeros(len(known), dtype=bool)
    while not passes(after) and high.sum() + low.sum() < MOST_POINTS:
        if skewness(after) >= 0:
            high = after == after.max()
            after[high] = after[~high].max()
        else:
            low = after == after.min()
            after[low] = after[~low].min()
    return after, int((high | low).sum())


def _logarithm(known: Floats) -> Floats:
    low, high = known.min(), known.max()
    return np.asarray(np.log(known - low + LOG_SHIFT * (high - low)))
