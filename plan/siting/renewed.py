"""Bounds of maximal covering renewed where columns are closed or taken: compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.kernels import Small

    # What is still undecided: columns, rows, and where each column's rows start.
    Part = tuple[Ints, Ints, Ints, Ints]
    # Of each column whether it is decided; of each row its price; of each column how
    # often it was taken of late.
    Node = tuple[Ints, Floats, Floats]
    # How many to take, what a set must reach to be worth finding.
    Goal = tuple[int, float]

OUT, OPEN, IN = 0, 1, 2
CUT = -np.inf  # the bound of a node that holds nothing worth finding
NEWEST = 0.15  # share of the newest direction in the averaged one
PATIENCE, SHORTER = 5, 0.7  # rounds without a gain, and steps then
MANY = 100  # rounds in all: twice the patience


@kernel
def counted(status: Ints, kind: int) -> int:
    """How many columns are so."""
    count = 0
    for each in status:
        if each == kind:
            count += 1
    return count


@kernel
def settled(
    lists: tuple[Small, Small], weight: Floats, status: Ints
) -> tuple[float, Bools]:
    """Weight that the columns taken cover, and which rows those are."""
    starts, rows = lists
    done = np.zeros(weight.size, np.bool_)
    value = 0.0
    for column in range(status.size):
        if status[column] == IN:
            for at in range(starts[column], starts[column + 1]):
                if not done[rows[at]]:
                    done[rows[at]] = True
                    value += weight[rows[at]]
    return value, done


@kernel
def undecided(lists: tuple[Small, Small], done: Bools, status: Ints) -> Part:
    """Open columns and the rows they could still win, numbered anew."""
    starts, rows = lists
    number = np.full(done.size, -1)
    columns = np.empty(counted(status, OPEN), np.int64)
    own = np.zeros(columns.size + 1, np.int64)
    kept = np.empty(done.size, np.int64)
    members = np.empty(rows.size, np.int64)
    place, height, size = 0, 0, 0
    for column in range(status.size):
        if status[column] == OPEN:
            for at in range(starts[column], starts[column + 1]):
                row = rows[at]
                if not done[row]:
                    if number[row] < 0:
                        number[row] = height
                        kept[height] = row
                        height += 1
                    members[size] = number[row]
                    size += 1
            columns[place] = column
            place += 1
            own[place] = size
    return columns, kept[:height], own, members[:size]


@kernel
def chosen_by(worth: Floats, more: int, top: Bools) -> tuple[float, float]:
    """Mark the columns that a bound takes; the worth of the last in and first out."""
    part = np.partition(-worth, more)
    last, count = np.inf, 0
    for place in range(more):
        last = min(last, -part[place])
    for column in range(worth.size):
        top[column] = worth[column] > last
        count += top[column]
    for column in range(worth.size):
        if count < more and worth[column] == last:
            top[column] = True
            count += 1
    return last, max(-part[more], 0.0)


@kernel
def renewed(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop
    lists: tuple[Small, Small],
    weight: Floats,
    node: Node,
    goal: Goal,
    rounds: int,
    length: float,
    best_set: Ints,
    tally: Floats,
) -> float:
    """The bound of a node after some steps; `node` is decided further on the way.

    Steps go along averaged directions (Barahona & Anbil 2000,
    doi:10.1007/s101070050002). A column whose other half is cut by its worth is
    decided at once. Sets met on the way that beat `tally[1]` are kept in `best_set`;
    `tally[0]` counts the entries looked at.
    """
    status, prices, share = node
    p, needed = goal
    patience = 2 * PATIENCE if rounds > MANY else PATIENCE
    spent = 0
    while True:
        inside = counted(status, IN)
        value, done = settled(lists, weight, status)
        columns, kept, own, members = undecided(lists, done, status)
        size, more = columns.size, p - inside
        if more < 0 or size < more:
            return CUT
        if more in (0, size):
            for column in columns:
                status[column] = OUT if more == 0 else IN
            value = settled(lists, weight, status)[0]
            if value > tally[1]:
                tally[1] = value
                best_set[:] = status
            return value if value >= needed else CUT
        height = kept.size
        price, limit = np.empty(height), np.empty(height)
        mean, direction = np.ones(height), np.empty(height)
        for row in range(height):
            limit[row] = weight[kept[row]]
            price[row] = min(max(prices[kept[row]], 0.0), limit[row])
        often = np.empty(size)
        is_new = True
        for column in range(size):
            often[column] = share[columns[column]]
            is_new = is_new and often[column] == 0
            for at in range(own[column], own[column + 1]):
                mean[members[at]] -= often[column]
        worth, top = np.empty(size), np.zeros(size, np.bool_)
        closed, taken, idle, best = 0, 0, 0, np.inf
        while spent < rounds and taken == 0 and closed * 8 <= size:
            spent += 1
            tally[0] += members.size + 10.0 * size
            bound = value
            for row in range(height):
                bound += limit[row] - price[row]
            for column in range(size):
                total = 0.0
                for at in range(own[column], own[column + 1]):
                    total += price[members[at]]
                is_closed = status[columns[column]] == OUT
                worth[column] = -1.0 if is_closed else total
            last, after = chosen_by(worth, more, top)
            for column in range(size):
                if top[column]:
                    bound += worth[column]
            if bound < needed:
                return CUT
            for column in range(size):
                loss = worth[column] - after if top[column] else last - worth[column]
                if bound - loss < needed and status[columns[column]] == OPEN:
                    status[columns[column]] = IN if top[column] else OUT
                    taken += top[column]
                    closed += not top[column]
            idle += 1
            if bound < best:
                if bound < best - 1e-4 * (best - needed):
                    idle = 0
                best = bound
                for row in range(height):
                    prices[kept[row]] = price[row]
            if idle >= patience:
                length *= SHORTER
                idle = 0
            weigh = 1.0 if is_new else NEWEST
            is_new = False
            direction[:] = 1.0
            reached = value
            for column in range(size):
                often[column] += weigh * (top[column] - often[column])
                if top[column]:
                    for at in range(own[column], own[column + 1]):
                        direction[members[at]] -= 1.0
            steepness = 0.0
            for row in range(height):
                if direction[row] <= 0:
                    reached += limit[row]
                mean[row] += weigh * (direction[row] - mean[row])
                if (mean[row] > 0 and price[row] < limit[row]) or (
                    mean[row] < 0 and price[row] > 0
                ):
                    steepness += mean[row] * mean[row]
            if reached > tally[1]:
                tally[1] = reached
                best_set[:] = status
                for column in range(size):
                    best_set[columns[column]] = IN if top[column] else OUT
            if steepness == 0:
                break
            step = length * (bound - needed) / steepness
            for row in range(height):
                moved = price[row] + step * mean[row]
                price[row] = min(max(moved, 0.0), limit[row])
        for column in range(size):
            is_open = status[columns[column]] == OPEN
            share[columns[column]] = often[column] if is_open else 0.0
        left = counted(status, OPEN)
        is_full = counted(status, IN) >= p or left + counted(status, IN) <= p
        if left and not is_full and (spent >= rounds or taken + closed == 0):
            return best
