"""Branch and bound with bounds renewed at each node: compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel
from plan.siting.renewed import CUT, IN, OPEN, OUT, counted, renewed

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.kernels import Small

FULL = 1.0  # length of the first step from no prices; from a parent's it is told


@kernel
def _promising(status: Ints, share: Floats, past: Floats, tried: int) -> Ints:
    """Open columns, first those taken half the time, and that cut much before."""
    columns = np.empty(counted(status, OPEN), np.int64)
    key = np.empty(columns.size)
    place = 0
    for column in range(status.size):
        if status[column] == OPEN:
            columns[place] = column
            half = min(share[column], 1.0 - share[column])
            key[place] = -half * (past[column] + 0.01)
            place += 1
    return columns[np.argsort(key, kind="mergesort")][:tried]


@kernel
def searched(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop
    lists: tuple[Small, Small],
    weight: Floats,
    prices: Floats,
    goal: tuple[int, float],
    limits: tuple[float, int],
    effort: tuple[int, int, int, int, float],
) -> tuple[float, Bools, float]:
    """Search for what beats `value` by `more`: the best found, its columns, bound.

    `goal`: how many columns, the value that a set has already.
    `limits`: entries to look at, nodes that may wait; where they do not suffice, the
    bound stays above the value. `effort`: rounds at the root, at each node and for a
    half that is tried, how many columns are tried before one is parted, and the
    length of the first step from a parent's prices. `prices` of the rows to start
    from. A half that is cut decides its column at once.
    """
    p, value = goal
    work, depth = limits
    root_rounds, usual, tried_rounds, tried, warm = effort
    columns, rows = lists[0].size - 1, weight.size
    states = np.empty((depth, columns), np.int64)
    priced = np.empty((depth, rows))
    shares = np.zeros((depth, columns))
    bounds = np.empty(depth)
    halves = np.empty((2, columns), np.int64)
    half_prices = np.empty((2, rows))
    half_bounds = np.empty(2)
    best_set = np.full(columns, OUT)
    tally = np.array([0.0, value])
    past = np.zeros(columns)
    trial = np.empty(columns)
    states[0] = OPEN
    priced[0] = prices
    bounds[0] = weight.sum()
    size, rounds, length = 1, root_rounds, FULL
    step = 1e-9 * max(value, 1.0)
    while size and size < depth - 1 and tally[0] < work:
        size -= 1
        if bounds[size] < tally[1] + step:
            continue
        status, price, share = (
            states[size].copy(),
            priced[size].copy(),
            shares[size].copy(),
        )
        node = (status, price, share)
        goal_now = (p, tally[1] + step)
        bound = renewed(lists, weight, node, goal_now, rounds, length, best_set, tally)
        rounds, length = usual, warm
        parted = -1
        while bound > CUT and parted < 0 and counted(status, OPEN):
            most = -1.0
            for column in _promising(status, share, past, tried):
                if status[column] != OPEN:
                    continue
                product, is_open = 1.0, True
                goal_now = (p, tally[1] + step)
                for side in range(2):
                    halves[side] = status
                    halves[side, column] = IN if side else OUT
                    half_prices[side] = price
                    trial[:] = share
                    trial[column] = 0.0
                    node = (halves[side], half_prices[side], trial)
                    half_bounds[side] = renewed(
                        lists,
                        weight,
                        node,
                        goal_now,
                        tried_rounds,
                        warm,
                        best_set,
                        tally,
                    )
                    if half_bounds[side] == CUT:
                        status[column] = OUT if side else IN
                        is_open = False
                        break
                    product *= max(
                        (bound - half_bounds[side]) / (bound - value + step), 1e-6
                    )
                if not is_open:
                    past[column] = 0.5 * past[column] + 0.5
                    continue
                past[column] = 0.5 * past[column] + 0.5 * product**0.25
                if product > most:
                    most = product
                    parted = column
                    states[size : size + 2] = halves
                    priced[size : size + 2] = half_prices
                    bounds[size : size + 2] = half_bounds
            if parted < 0:
                node = (status, price, share)
                goal_now = (p, tally[1] + step)
                bound = renewed(
                    lists, weight, node, goal_now, usual, warm, best_set, tally
                )
        if parted >= 0:
            for _ in range(2):
                for column in range(columns):
                    if states[size, column] == OPEN:
                        states[size, column] = status[column]
                shares[size] = share
                shares[size, parted] = 0.0
                size += 1
    bound = tally[1]
    for place in range(size):
        bound = max(bound, bounds[place])
    return tally[1], best_set, bound
