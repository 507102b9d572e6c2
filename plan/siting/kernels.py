"""Loops over sparse coverage for the largest instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.units import Floats, Ints

    Small = npt.NDArray[np.int32]
    # Where each site's rows start and which they are, then each row's sites.
    Lists = tuple[tuple[Small, Small], tuple[Small, Small]]


@kernel
def sums(starts: Small, members: Small, values: Floats) -> Floats:
    """Sum of `values` over the members of each group."""
    found = np.empty(starts.size - 1)
    for group in range(found.size):
        total = 0.0
        for at in range(starts[group], starts[group + 1]):
            total += values[members[at]]
        found[group] = total
    return found


@kernel
def taken_best(lists: Lists, weight: Floats, p: int) -> Ints:
    """The greedy order of p sites; each row is met once, so gains stay exact."""
    starts, rows = lists[0]
    row_starts, sites = lists[1]
    gain = sums(starts, rows, weight)
    done = np.zeros(weight.size, np.bool_)
    order = np.empty(p, np.int64)
    for place in range(p):
        best = np.argmax(gain)
        order[place] = best
        for at in range(starts[best], starts[best + 1]):
            row = rows[at]
            if not done[row]:
                done[row] = True
                for other in range(row_starts[row], row_starts[row + 1]):
                    gain[sites[other]] -= weight[row]
        gain[best] = -np.inf
    return order


@kernel
def exchanged(  # noqa: C901 - one loop: a call for each step would be slower
    lists: Lists,
    weight: Floats,
    chosen: Ints,
    least: float,
) -> Ints:
    """Take each chosen site out once and put the best in its place, or itself."""
    starts, rows = lists[0]
    row_starts, sites = lists[1]
    chosen = chosen.copy()
    times = np.zeros(weight.size, np.int32)
    for site in chosen:
        for at in range(starts[site], starts[site + 1]):
            times[rows[at]] += 1
    gain = sums(starts, rows, np.where(times == 0, weight, 0.0))
    gain[chosen] = -np.inf
    for place in range(chosen.size):
        out, own = chosen[place], 0.0
        for at in range(starts[out], starts[out + 1]):
            row = rows[at]
            times[row] -= 1
            if times[row] == 0:
                own += weight[row]
                for other in range(row_starts[row], row_starts[row + 1]):
                    gain[sites[other]] += weight[row]
        gain[out] = own
        best = np.argmax(gain)
        if gain[best] <= own + least:
            best = out
        chosen[place] = best
        for at in range(starts[best], starts[best + 1]):
            row = rows[at]
            if times[row] == 0:
                for other in range(row_starts[row], row_starts[row + 1]):
                    gain[sites[other]] -= weight[row]
            times[row] += 1
        gain[best] = -np.inf
    return chosen


@kernel
def stepped(  # noqa: C901 - likewise
    lists: Lists,
    weight: Floats,
    p: int,
    value: float,
    rounds: int,
) -> tuple[float, Floats]:
    """Upper bound and its prices after `rounds` of steps: `quick.lagrangian`."""
    starts, rows = lists[0]
    row_starts, sites = lists[1]
    count, columns = weight.size, starts.size - 1
    prices = np.empty(count)
    total = 0.0
    for row in range(count):
        prices[row] = weight[row] / max(1, row_starts[row + 1] - row_starts[row])
        total += weight[row]
    centre, proof = prices.copy(), np.zeros(count)
    mean, best, length, idle = np.zeros(count), total, 1.0, 0
    top = np.zeros(columns, np.int8)
    for turn in range(rounds):
        worth = sums(starts, rows, prices)
        order = np.argsort(-worth)
        bound = total - prices.sum() + worth[order[:p]].sum()
        top[:] = 0
        top[order[:p]] = 1
        idle += 1
        if bound < best:
            if bound < best - 1e-3 * (best - value):
                idle = 0
            best = bound
            proof[:] = prices
            centre[:] = prices
        if idle >= 4:  # noqa: PLR2004 - patience, as in `quick`
            length *= 0.7
            idle = 0
        steepness = 0.0
        for row in range(count):
            uncovered = 1.0
            for at in range(row_starts[row], row_starts[row + 1]):
                uncovered -= top[sites[at]]
            share = 1.0 if turn == 0 else 0.15
            mean[row] += share * (uncovered - mean[row])
            slope = mean[row]
            if not (
                (slope > 0 and centre[row] >= weight[row])
                or (slope < 0 and centre[row] <= 0)
            ):
                steepness += slope * slope
        if steepness == 0 or best - value <= 1e-9 * best:
            break
        step = length * (best - value) / steepness
        for row in range(count):
            prices[row] = min(max(centre[row] + step * mean[row], 0.0), weight[row])
    return best, proof
