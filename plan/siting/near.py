"""What columns save at given levels, from the nearest of each row where these do.

Where many sites open, few of them matter to a demand point: sums over those alone are
the same sums, many times sooner. A row whose level lies beyond its list is looked at
whole, so that how long the lists are changes no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.ways import Ways

SMALL = 40_000  # costs up to which looking at all of them is as quick
SHARE = 4  # a list holds so many times the columns there are to each that opens
WORTH = 3  # and is worth it where it holds at most this part of them


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The nearest `columns` (r, k) of each row and their `cost` (r, k), in no order.

    No other column costs less than `beyond` (r,).
    """

    columns: Ints
    cost: Floats
    beyond: Floats

    def far(self, levels: Floats) -> Bools:
        """Rows that need more than their list: (r,); a level may be inf."""
        return np.asarray((levels > self.beyond) | np.isinf(levels))


def with_near(ways: Ways, p: int) -> Ways:
    """Add lists that p open sites need, where they are worth it."""
    rows, columns = ways.cost.shape
    length = SHARE * -(-columns // max(p, 1))
    if rows * columns <= SMALL or length * WORTH > columns:
        return ways
    return replace(ways, near=nearest(ways.cost, length))


def nearest(cost: Floats, length: int) -> Near:
    """List so many columns of each row, fewer than there are: (r, c) -> Near."""
    order = np.argpartition(cost, length, axis=1)[:, : length + 1]
    ranked = np.take_along_axis(cost, order, axis=1)
    return Near(
        np.ascontiguousarray(order[:, :length]),
        np.ascontiguousarray(ranked[:, :length]),
        ranked[:, length],
    )


def saved(ways: Ways, levels: Floats) -> Floats:
    """How much less than the levels (r,) each column costs, over all rows: (c,)."""
    near, columns = ways.near, ways.cost.shape[1]
    if near is None:
        return _below(ways.cost, levels)
    far = near.far(levels)
    below = np.maximum(np.where(far, 0.0, levels)[:, None] - near.cost, 0)
    below[far] = 0
    total = np.bincount(near.columns.ravel(), below.ravel(), minlength=columns)
    return np.asarray(total + _below(ways.cost[far], levels[far]))


def times_below(ways: Ways, levels: Floats, chosen: Ints) -> Ints:
    """How many of the chosen columns cost each row less than its level: (r,)."""
    near = ways.near
    if near is None:
        return _times(ways.cost, levels, chosen)
    is_chosen = np.zeros(ways.cost.shape[1], bool)
    is_chosen[chosen] = True
    times = (is_chosen[near.columns] & (near.cost < levels[:, None])).sum(axis=1)
    far = near.far(levels)
    times[far] = _times(ways.cost[far], levels[far], chosen)
    return np.asarray(times)


def lost(ways: Ways, site: Ints, sites: int, first: Floats, second: Floats) -> Floats:
    """What rows lose whose site closes while a column opens: (sites, c), over rows.

    Each row goes from its `site`, at cost `first`, to the column, or to its second
    best if that is nearer; one whose site is not below `sites` stays: (r,) each.
    """
    stays, columns = site >= sites, ways.cost.shape[1]
    near = ways.near
    if near is None:
        return _lost(ways.cost, site, sites, first, second)
    far = near.far(second) & ~stays
    listed = ~(far | stays)
    rows, of = np.flatnonzero(listed), site[listed]
    one, other = first[rows, None], second[rows, None]
    spared = np.minimum(np.maximum(near.cost[rows], one) - other, 0)
    cells = of[:, None] * columns + near.columns[rows]
    total = np.bincount(cells.ravel(), spared.ravel(), minlength=sites * columns)
    alone = np.bincount(of, (other - one)[:, 0], minlength=sites)
    whole = _lost(ways.cost[far], site[far], sites, first[far], second[far])
    return np.asarray(total.reshape(sites, columns) + alone[:, None] + whole)


def _below(cost: Floats, levels: Floats) -> Floats:
    below = levels[:, None] - cost
    np.maximum(below, 0, out=below)
    return np.asarray(below.sum(axis=0))


def _times(cost: Floats, levels: Floats, chosen: Ints) -> Ints:
    return np.asarray((cost[:, chosen] < levels[:, None]).sum(axis=1))


def _lost(
    cost: Floats, site: Ints, sites: int, first: Floats, second: Floats
) -> Floats:
    change = np.zeros((sites, cost.shape[1]))
    order = np.argsort(site, kind="stable")
    order = order[site[order] < sites]
    if len(order):
        moved = np.minimum(cost[order], second[order, None])
        moved -= first[order, None]
        np.maximum(moved, 0, out=moved)
        closed, starts = np.unique(site[order], return_index=True)
        change[closed] = np.add.reduceat(moved, starts, axis=0)
    return change
