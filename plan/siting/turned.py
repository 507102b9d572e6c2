"""Steps of the dual simplex in a dense tableau: compiled.

With exact steepest edges (Forrest & Goldfarb 1992, doi:10.1007/BF01581089): a dense
table tells each row's length as it is turned about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel, summing_kernel

if TYPE_CHECKING:
    from geo.units import Floats, Ints

BELOW = 1e-9  # a value below zero
TINY = 1e-10  # an entry that is nothing
PIVOT = 1e-7  # the least entry to turn about
BEST, STOPPED, STUCK = 0, 1, 2


@summing_kernel
def _norms(table: Floats) -> Floats:
    """1 and the squares of each row."""
    norms = np.ones(table.shape[0])
    for row in range(table.shape[0]):
        total = 1.0
        for at in range(table.shape[1]):
            total += table[row, at] * table[row, at]
        norms[row] = total
    return norms


@kernel
def _leaving(value: Floats, norms: Floats) -> int:
    """The row below zero that is steepest to mend; -1 where none is."""
    best, found = 0.0, -1
    for row in range(value.size):
        if value[row] < -BELOW:
            steep = value[row] * value[row] / norms[row]
            if steep > best:
                best = steep
                found = row
    return found


@kernel
def entering(line: Floats, cost: Floats, sign: float) -> int:
    """The free value that mends a row for least; of ties the one that does most."""
    least = np.inf
    for place in range(line.size):
        entry = sign * line[place]
        if entry > PIVOT:
            least = min(least, (max(cost[place], 0.0) + BELOW) / entry)
    found, most = -1, 0.0
    for place in range(line.size):
        entry = sign * line[place]
        if entry > most and entry > PIVOT and cost[place] <= least * entry:
            most = entry
            found = place
    return found


@summing_kernel
def turned(  # noqa: PLR0913, PLR0917 - compiled loops take bare arrays
    table: Floats, value: Floats, cost: Floats, norms: Floats, row: int, place: int
) -> None:
    """Let the basic value of a row and a free one change places."""
    width = table.shape[1]
    pivot = table[row, place]
    line = table[row] / pivot
    line[place] = 1.0 / pivot
    value[row] /= pivot
    table[row] = line
    for other in range(value.size):
        factor = table[other, place]
        if other == row or abs(factor) < TINY:
            continue
        table[other, place] = 0.0
        total = 1.0
        for at in range(width):
            entry = table[other, at] - factor * line[at]
            table[other, at] = entry
            total += entry * entry
        norms[other] = total
        value[other] -= factor * value[row]
    total = 1.0
    for at in range(width):
        total += line[at] * line[at]
    norms[row] = total
    factor = cost[place]
    cost[place] = 0.0
    for at in range(width):
        cost[at] -= factor * line[at]
    cost[width] -= factor * value[row]


@kernel
def mended(  # noqa: PLR0913, PLR0917 - compiled loops take bare arrays
    table: Floats,
    value: Floats,
    cost: Floats,
    basic: Ints,
    free: Ints,
    enough: float,
    steps: int,
) -> tuple[int, int]:
    """Dual simplex steps until nothing is below zero: how it ended, steps taken."""
    norms = _norms(table)
    for step in range(steps):
        if -cost[free.size] >= enough:
            return STOPPED, step
        row = _leaving(value, norms)
        if row < 0:
            return BEST, step
        place = entering(table[row], cost, -1.0)
        if place < 0:
            return STUCK, step
        turned(table, value, cost, norms, row, place)
        basic[row], free[place] = free[place], basic[row]
    return STOPPED, steps


@kernel
def lesser(table: Floats, rows: Ints, places: Ints) -> Floats:
    """A part of a table."""
    part = np.empty((rows.size, places.size))
    for row in range(rows.size):
        for place in range(places.size):
            part[row, place] = table[rows[row], places[place]]
    return part
