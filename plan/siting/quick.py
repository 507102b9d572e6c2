"""A good set of sites at once, and a proof of how good: for maximal coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.incidence import Incidence

EQUAL = 1e-9  # relative: what counts as equally good
LARGEST = 250_000  # cells of a matrix that is worth keeping whole
ROUNDS = 60  # of the bound; each costs two products of a matrix and a vector
SMOOTHING = 0.15  # share of the newest direction in the averaged one
PATIENCE = 4  # rounds without a gain before steps become shorter


@dataclass(frozen=True, slots=True, eq=False)
class Quick:
    """Chosen columns (p,) ascending, the weight they cover and its upper bound.

    Without the kept weight. `prices` (r,) are the multipliers behind the bound:
    what covering each row is worth, 0 to its weight.
    """

    chosen: Ints
    value: float
    bound: float
    prices: Floats


def quick(incidence: Incidence, p: int) -> Quick:
    """Greedy, then single swaps; a Lagrangian bound.

    Sources: Church &
    ReVelle (1974), doi:10.1007/BF01942293; Barahona & Anbil (2000) for the steps.
    """
    if incidence.reach.shape[0] * incidence.reach.shape[1] > LARGEST:
        from plan.siting.huge import quick_huge  # noqa: PLC0415 - numba takes a while

        return quick_huge(incidence, p)
    reach = incidence.reach.toarray()
    chosen = swapped(reach, incidence.weight, best_next(reach, incidence.weight, p))
    value = covered(reach, incidence.weight, chosen)
    bound, prices = lagrangian(reach, incidence.weight, p, value)
    return Quick(np.sort(chosen), value, max(bound, value), prices)


def covered(reach: Floats, weight: Floats, chosen: Ints) -> float:
    """Weight of the rows that at least one chosen column reaches."""
    return float(weight[reach[:, chosen].any(axis=1)].sum())


def best_next(reach: Floats, weight: Floats, p: int) -> Ints:
    """The greedy order: each next column adds most; of equals, the first."""
    left = weight.copy()
    order = np.empty(p, np.int64)
    used = np.zeros(reach.shape[1], bool)
    for place in range(p):
        gain = np.where(used, -1.0, left @ reach)
        order[place] = np.argmax(gain)
        used[order[place]] = True
        left[reach[:, order[place]] > 0] = 0.0
    return order


def swapped(reach: Floats, weight: Floats, chosen: Ints) -> Ints:
    """Exchange one column for another while that adds weight: the best first."""
    chosen = chosen.copy()
    least = EQUAL * float(weight.sum())
    while chosen.size:
        times = reach[:, chosen].sum(axis=1)
        gain = np.where(times == 0, weight, 0.0) @ reach
        alone = reach[:, chosen] * np.where(times == 1, weight, 0.0)[:, None]
        change = gain - alone.sum(axis=0)[:, None] + alone.T @ reach
        change[:, chosen] = 0.0
        out, into = divmod(int(np.argmax(change)), reach.shape[1])
        if change[out, into] <= least:
            break
        chosen[out] = into
    return chosen


def lagrangian(
    reach: Floats, weight: Floats, p: int, value: float
) -> tuple[float, Floats]:
    """An upper bound on what any p columns cover, and the prices that prove it.

    For prices u, 0 <= u <= weight: sum(weight - u) + the p largest sums of u over a
    column. Steps against the averaged direction, as long as the gap asks for.
    """
    degree = np.maximum(reach.sum(axis=1), 1)
    prices = weight / degree
    best, best_prices = float(weight.sum()), weight.copy() * 0.0
    centre, mean, length, idle = prices, np.zeros_like(weight), 1.0, 0
    transposed = np.ascontiguousarray(reach.T)
    for turn in range(ROUNDS):
        worth = transposed @ prices
        top = np.argpartition(-worth, p - 1)[:p] if 0 < p < len(worth) else slice(p)
        bound = float(weight.sum() - prices.sum() + worth[top].sum())
        idle += 1
        if bound < best:
            idle = 0 if bound < best - 1e-3 * (best - value) else idle
            best, best_prices, centre = bound, prices, prices
        if best - value <= EQUAL * best:
            break
        if idle >= PATIENCE:
            length, idle = length * 0.7, 0
        uncovered = 1.0 - transposed[top].sum(axis=0)
        mean = uncovered if not turn else mean + SMOOTHING * (uncovered - mean)
        stuck = ((mean > 0) & (centre >= weight)) | ((mean < 0) & (centre <= 0))
        slope = np.where(stuck, 0.0, mean)
        steepness = max(float(slope @ slope), EQUAL)
        prices = np.clip(
            centre + length * (best - value) / steepness * slope, 0, weight
        )
    return best, best_prices


def bound_of(reach: Floats, weight: Floats, p: int, prices: Floats) -> float:
    """The upper bound that given prices prove; what leaves 0 to weight is cut."""
    prices = np.clip(prices, 0.0, weight)
    worth = np.sort(prices @ reach)[::-1]
    return float((weight - prices).sum() + worth[:p].sum())
