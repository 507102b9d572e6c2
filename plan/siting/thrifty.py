"""A very small set of sites that reaches all, by weighing what is missed: compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel
from plan.siting.annealed import following

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.kernels import Lists, Small

NONE = -1


@kernel
def _gain(
    lists: tuple[Small, Small], weight: Floats, times: Ints, column: int, count: int
) -> float:
    """Weight of a column's rows that are covered so many times."""
    starts, rows = lists
    total = 0.0
    for at in range(starts[column], starts[column + 1]):
        if times[rows[at]] == count:
            total += weight[rows[at]]
    return total


@kernel
def _put(
    lists: tuple[Small, Small], inside: Bools, times: Ints, column: int, step: int
) -> None:
    """Take a column in (step 1) or out (-1)."""
    starts, rows = lists
    inside[column] = step > 0
    for at in range(starts[column], starts[column + 1]):
        times[rows[at]] += step


@kernel
def _drop(
    lists: Lists, state: tuple[Bools, Ints, Floats, Ints], newest: int
) -> tuple[int, int]:
    """Take out what loses least, of equals the oldest; the newest only if alone."""
    inside, times, weight, since = state
    least, out, missed = np.inf, newest, 0
    for column in range(inside.size):
        if inside[column] and column != newest:
            loss = _gain(lists[0], weight, times, column, 1)
            if loss < least or (loss == least and since[column] < since[out]):
                least = loss
                out = column
    _put(lists[0], inside, times, out, -1)
    for row in range(times.size):
        missed += times[row] == 0
    return out, missed


@kernel
def _row_missed(times: Ints, which: int) -> int:
    """The row that stands so far down among those not covered."""
    row = 0
    while times[row] > 0 or which > 0:
        which -= times[row] == 0
        row += 1
    return row


@kernel
def thrifty(lists: Lists, chosen: Ints, enough: int, steps: int) -> Bools:
    """Fewer columns that reach every row, from a set that does: (k,) bools.

    Take out what loses least, bring in what wins most for a row by chance that is
    missed; missed rows weigh one more each time. Ends at `enough` columns. Same
    numbers, same set. Source: Gao et al. (2015), doi:10.1016/j.ejor.2015.05.038.
    """
    row_starts, columns = lists[1]
    inside = np.zeros(lists[0][0].size - 1, np.bool_)
    times = np.zeros(row_starts.size - 1, np.int64)
    weight, since = np.ones(times.size), np.zeros(inside.size, np.int64)
    for column in chosen:
        _put(lists[0], inside, times, column, 1)
    state = (inside, times, weight, since)
    best, count, number, newest, missed = inside.copy(), chosen.size, 12345, NONE, 0
    for turn in range(steps):
        while missed == 0:
            best[:] = inside
            count = best.sum()
            if count <= enough:
                return best
            missed = _drop(lists, state, NONE)[1]
        _drop(lists, state, newest)
        number = following(number)
        missed = 0
        for row in range(times.size):
            missed += times[row] == 0
        row = _row_missed(times, (number >> 8) % missed)
        newest, most = NONE, -1.0
        for at in range(row_starts[row], row_starts[row + 1]):
            gain = _gain(lists[0], weight, times, columns[at], 0)
            if gain > most or (gain == most and since[columns[at]] < since[newest]):
                most = gain
                newest = columns[at]
        _put(lists[0], inside, times, newest, 1)
        since[newest] = turn + 1
        missed = 0
        for row in range(times.size):
            if times[row] == 0:
                missed += 1
                weight[row] += 1.0
    return best
