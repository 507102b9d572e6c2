"""Bring indicators with different units onto one scale, more is riskier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.units import Bools, Floats
    from risk.indicators import IndicatorTable

NOISE = 1e-9  # relative spread of a column that is rounding, not a difference


def minmax(values: Floats, directions: Floats) -> Floats:
    """100 (x - min) / (max - min), or 100 (max - x) / (max - min): (n, k) -> (n, k).

    `directions`: (k,) of 1 and -1. nan stays nan; a constant column is all nan.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 5.
    """
    low, high = _bounds(values)
    spread = np.where(_same(low, high), np.nan, high - low)
    scaled = values - np.where(directions > 0, low, high)
    np.abs(scaled, out=scaled)  # in place: this is done at every move of a slider
    scaled *= 100
    scaled /= spread
    return scaled


def percentile_rank(
    values: Floats, directions: Floats, ties: Literal["mean", "low"] = "mean"
) -> Floats:
    """100 (r - 1) / (m - 1): (n, k) -> (n, k), r the rank among the m known values.

    The least risky value has rank 1; equal values share the mean of their ranks, or
    the lowest of them. `directions`: (k,) of 1 and -1. nan stays nan; a constant
    column is all nan. Source: the percentile rank of the R package COINr (n_prank),
    there with equal values at their lowest rank; the mean keeps the column's mean at
    50.
    """
    ranked = np.full(values.shape, np.nan)
    signed = values * directions
    for column in np.flatnonzero(~is_constant(values)):
        known = ~np.isnan(signed[:, column])
        _, group, count = np.unique(
            signed[known, column], return_inverse=True, return_counts=True
        )
        first = np.cumsum(count) - count
        below = first if ties == "low" else first + (count - 1) / 2
        ranked[known, column] = 100 * below[group] / (known.sum() - 1)
    return ranked


def zscore(values: Floats, directions: Floats) -> Floats:
    """(x - mean) / s, or its opposite: (n, k) -> (n, k), mean 0 and deviation 1.

    s divides by m - 1, m the known values of the column. `directions`: (k,) of 1 and
    -1. nan stays nan; a constant column is all nan.
    Source: OECD/JRC Handbook (2008), 5; the R package COINr (n_zscore).
    """
    known = ~np.isnan(values)
    count = np.where(is_constant(values), np.nan, known.sum(axis=0))
    mean = np.where(known, values, 0.0).sum(axis=0) / np.fmax(count, 1)
    centred = (values - mean) * directions
    squares = np.where(known, centred, 0.0) ** 2
    return np.asarray(centred / np.sqrt(squares.sum(axis=0) / (count - 1)))


def goalposts(
    values: Floats, directions: Floats, first: Floats, second: Floats
) -> Floats:
    """100 (x - low) / (high - low), or 100 (high - x) / (high - low): (n, k) -> (n, k).

    `first` and `second`: (k,), the two fixed ends of each column in its unit, either
    one first; `directions`, (k,) of 1 and -1, alone says which end is 100. A value
    at or beyond an end is 0 or 100. nan stays nan, also where an end is nan or both
    are the same. Source: OECD/JRC Handbook (2008), 5; COINr (n_goalposts).
    """
    low, high = np.fmin(first, second), np.fmax(first, second)
    spread = np.where(high > low, high - low, np.nan)
    share = (values - low) / (spread + 0 * (first + second))
    turned = np.where(directions > 0, share, 1 - share)
    return np.asarray(100 * np.clip(turned, 0, 1))


def standard_score(values: Floats, directions: Floats) -> Floats:
    """Z-score on the scale 0 to 100: (n, k) -> (n, k), the mean at 50.

    50 + 20 z, held within 0 to 100: two and a half deviations reach an end. The 50 and
    the 20 are our own choice, so that classes and means read as for the others.
    """
    return np.asarray(np.clip(50 + DEVIATION * zscore(values, directions), 0, 100))


DEVIATION = 20.0
METHODS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "minmax": minmax,
    "rank": percentile_rank,
    "zscore": standard_score,
}
GOALPOSTS = "goalposts"


def is_constant(values: Floats) -> Bools:
    """Whether all known values of a column are the same: (n, k) -> (k,).

    A column of one known value is constant, a column without any is not. Values that
    differ by less than a billionth of the largest are the same.
    """
    return _same(*_bounds(values))


def _same(low: Floats, high: Floats) -> Bools:
    same: Bools = high - low <= NOISE * np.fmax(abs(low), abs(high))
    return same


def _bounds(values: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest known value of each column: (n, k) -> (k,), (k,)."""
    low, high = values.min(axis=0), values.max(axis=0)
    if np.isnan(low).any():
        low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    return low, high


def normalise(table: IndicatorTable, method: str, weights: Floats) -> Floats:
    """Put every indicator on the scale 0 to 100: (n, k), nan where unknown.

    `method`: a key of `METHODS`, or ``goalposts``, the ends each indicator names.
    `weights`: (k,), the share of each indicator. A constant indicator cannot be put
    on a scale by the others: it is nan where its weight is 0.

    Raises `MethodError` naming every constant indicator, or every one without
    goalposts, with a weight above 0.
    """
    if method == GOALPOSTS:
        return _between_goalposts(table, weights)
    refused = np.flatnonzero(is_constant(table.values) & (weights > 0))
    if len(refused):
        same = np.fmax.reduce(table.values, axis=0)
        raise MethodError(
            [
                Problem.of(
                    "constant_indicator",
                    indicator=table.codes[column],
                    value=float(same[column]),
                )
                for column in refused
            ]
        )
    return METHODS[method](table.values, table.directions)


def _between_goalposts(table: IndicatorTable, weights: Floats) -> Floats:
    ends = [one.goalposts or (np.nan, np.nan) for one in table.indicators]
    low, high = np.array(ends, dtype=float).T
    refused = np.flatnonzero(np.isnan(low) & (weights > 0))
    if len(refused):
        raise MethodError(
            [
                Problem.of("indicator_without_goalposts", indicator=table.codes[column])
                for column in refused
            ]
        )
    return goalposts(table.values, table.directions, low, high)
