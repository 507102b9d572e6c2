"""What a set of sites does for the demand: covered, backed up, how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.siting.answer import Assessed, Parts

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.problem import Siting


ROUNDING = 1e-9  # of a share: less of a demand point is nothing, 1 less this is all


def assess(
    siting: Siting,
    sites: Ints,
    threshold: float | None,
    assignment: Ints | None = None,
    shares: Floats | None = None,
) -> Assessed:
    """Assess new `sites` (columns) together with the fixed ones.

    Covered: served at a cost of the threshold at most, <=; backed up: at least two
    open sites within it. Without a threshold these are nan, the count 0. Each demand
    point is served by the nearest open site, the first of equals, or by the one that
    `assignment` (n,) names, -1 where none; or by several, each taking its part in
    `shares` (n, m), 0 to 1. Then parts are covered, and rows counted that are covered
    whole. Shares are of the whole weight, nan where that is 0; the mean is weighted,
    plain where nobody served has any weight.
    """
    opened = np.union1d(siting.standing, sites).astype(np.int64)
    nearest = _nearest(siting, opened) if assignment is None else assignment
    parts = _whole(siting, nearest) if shares is None else _split(siting, shares)
    weight = siting.weight[parts.rows] * parts.shares
    near = _within(parts.cost, threshold)
    reach = siting.cost[:, opened]
    twice = (_within(reach, threshold)).sum(axis=1) >= 2  # noqa: PLR2004 - itself and one more
    return Assessed(
        covered_share=_share(siting, weight[near], threshold),
        covered_rows=int((_per_row(siting, parts, near) >= 1 - ROUNDING).sum()),
        backup_share=_share(siting, siting.weight[twice], threshold),
        mean_cost=_mean(parts, weight),
        max_cost=float(parts.cost.max()) if len(parts.cost) else float("nan"),
        nearest=nearest,
        cost=_cost(siting, parts),
        parts=parts,
    )


def _whole(siting: Siting, nearest: Ints) -> Parts:
    """Each demand point that is served, by one site."""
    rows = np.flatnonzero(nearest >= 0)
    columns = nearest[rows]
    return Parts(rows, columns, np.ones(len(rows)), siting.cost[rows, columns])


def _split(siting: Siting, shares: Floats) -> Parts:
    """Each part of a demand point that is more than rounding."""
    rows, columns = np.nonzero(shares > ROUNDING)
    return Parts(rows, columns, shares[rows, columns], siting.cost[rows, columns])


def _per_row(siting: Siting, parts: Parts, which: Bools) -> Floats:
    """How much of each demand point these parts make up: -> (n,)."""
    rows = parts.rows[which]
    part = np.bincount(rows, parts.shares[which], minlength=len(siting.demand))
    return np.asarray(part, float)


def _cost(siting: Siting, parts: Parts) -> Floats:
    """Mean cost of the parts of each demand point: -> (n,), inf where none goes."""
    n = len(siting.demand)
    summed = np.bincount(parts.rows, parts.shares * parts.cost, minlength=n)
    served = np.bincount(parts.rows, parts.shares, minlength=n)
    cost = np.full(n, np.inf)
    np.divide(summed, served, out=cost, where=served > 0)
    return cost


def _nearest(siting: Siting, opened: Ints) -> Ints:
    """Column of the nearest open site, -1 where no route: (n,)."""
    if not len(opened):
        return np.full(len(siting.demand), -1)
    cost = siting.cost[:, opened]
    has_route = np.isfinite(cost).any(axis=1)
    return np.where(has_route, opened[cost.argmin(axis=1)], -1)


def _within(cost: Floats, threshold: float | None) -> Bools:
    limit = -np.inf if threshold is None else threshold
    return np.asarray(np.isfinite(cost) & (cost <= limit))


def _share(siting: Siting, weight: Floats, threshold: float | None) -> float:
    whole = float(siting.weight.sum())
    if threshold is None or not whole:
        return float("nan")
    return float(weight.sum()) / whole


def _mean(parts: Parts, weight: Floats) -> float:
    if not len(weight):
        return float("nan")
    weights = weight if weight.any() else parts.shares
    return float(np.average(parts.cost, weights=weights))
