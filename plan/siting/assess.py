"""What a set of sites does for the demand: covered, backed up, how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.siting.answer import Assessed

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.problem import Siting


def assess(
    siting: Siting,
    sites: Ints,
    threshold: float | None,
    assignment: Ints | None = None,
) -> Assessed:
    """Assess new `sites` (columns) together with the fixed ones.

    Covered: served at a cost of the threshold at most, <=; backed up: at least two
    open sites within it. Without a threshold these are nan, the count 0. Each demand
    point is served by the nearest open site, the first of equals, or by the one that
    `assignment` (n,) names, -1 where none. Shares are of the whole weight, nan where
    that is 0; the mean is weighted, plain where nobody served has any weight.
    """
    opened = np.union1d(siting.standing, sites).astype(np.int64)
    nearest = _nearest(siting, opened) if assignment is None else assignment
    cost = np.full(len(siting.demand), np.inf)
    served = np.flatnonzero(nearest >= 0)
    cost[served] = siting.cost[served, nearest[served]]
    covered = _within(cost, threshold)
    reach = siting.cost[:, opened]
    twice = (_within(reach, threshold)).sum(axis=1) >= 2  # noqa: PLR2004 - itself and one more
    return Assessed(
        covered_share=_share(siting, covered, threshold),
        covered_rows=int(covered.sum()),
        backup_share=_share(siting, twice, threshold),
        mean_cost=_mean(cost[served], siting.weight[served]),
        max_cost=float(cost[served].max()) if len(served) else float("nan"),
        nearest=nearest,
        cost=cost,
    )


def _nearest(siting: Siting, opened: Ints) -> Ints:
    """Column of the nearest open site, -1 where no route: (n,)."""
    if not len(opened):
        return np.full(len(siting.demand), -1)
    cost = siting.cost[:, opened]
    has_route = np.isfinite(cost).any(axis=1)
    return np.where(has_route, opened[cost.argmin(axis=1)], -1)


def _within(cost: Floats, threshold: float | None) -> np.ndarray:
    limit = -np.inf if threshold is None else threshold
    return np.isfinite(cost) & (cost <= limit)


def _share(siting: Siting, rows: np.ndarray, threshold: float | None) -> float:
    whole = float(siting.weight.sum())
    if threshold is None or not whole:
        return float("nan")
    return float(siting.weight[rows].sum()) / whole


def _mean(cost: Floats, weight: Floats) -> float:
    if not len(cost):
        return float("nan")
    return float(np.average(cost, weights=weight if weight.any() else None))
