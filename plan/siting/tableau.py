"""The relaxation of a cover in a dense tableau, solved from where another ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.turned import BEST, STUCK, entering, lesser, mended, turned

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.units import Bools, Floats, Ints

MANY = 2_147_483_647  # steps: no limit
CHEAPER = 1e-5  # how much the cost of a column is below 1, so that no two tie
COPIED = 10  # steps that take as long as to begin from a corner
ASIDE, EACH = 600_000, 150  # entries turned in the time a solution and a reach take
LONGEST = 50  # steps for each row and column: none needs so many
LOST = 1e-6  # what rounding may have done to the costs before all is begun anew
GOLDEN = 0.6180339887498949  # its multiples lie apart


@dataclass(slots=True, eq=False)
class Corner:
    """A corner of the relaxation: basic rows, free columns, what else is decided.

    `table` (b, f) tells how each of b basic values falls with each of f free ones,
    `value` (b,) the basic values, `cost` (f + 1,) what each free one costs and, last,
    the total with its sign turned. `basic` (b,) and `free` (f,) name them: columns of
    the cover first, then the slack of each row. `taken` (k,) columns count as 1.
    """

    table: Floats
    value: Floats
    cost: Floats
    basic: Ints
    free: Ints
    taken: Floats

    def has_rows(self, shape: tuple[int, int]) -> Bools:
        """Rows of a cover (r, k) that were not left out of it: (r,)."""
        rows, columns = shape
        there = np.zeros(columns + rows, bool)
        there[self.basic] = there[self.free] = True
        return there[columns:]


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """Where a solution ended, `is_best` where no steps were left to do.

    `values` (k,) of the columns, `prices` (r,) of the rows, none below 0; `loss` (k,)
    is what a column costs more than its rows pay for, by these prices and no more.
    """

    values: Floats
    prices: Floats
    loss: Floats
    is_best: bool
    corner: Corner


class Tableau:
    """The relaxation of the fewest columns that reach every row, solved ever again.

    It needs room for rows times columns, and turns about one entry after another in
    all of it: for a cover of some hundred rows that is quicker than a sparse basis.
    """

    def __init__(self, reach: csr_array) -> None:
        """Hand over who reaches whom once: (r, k) with a 1 where a column reaches.

        Every row has one. Each column costs a little less than 1, none as another:
        what is proven stays below the true bound.
        """
        self._reach = reach.toarray()
        spread = np.modf(np.arange(reach.shape[1]) * GOLDEN)[0]
        self._costs = 1.0 - CHEAPER * (1.0 + spread) / 2.0
        self._enough = np.inf
        self._aside = ASIDE + EACH * reach.nnz
        self._longest = LONGEST * sum(reach.shape)
        self.work = 0

    def enough_at(self, bound: float) -> None:
        """End a solution as soon as its bound reaches this."""
        self._enough = bound

    def solved(
        self,
        lower: Floats,
        upper: Floats,
        *,
        start: Corner | None = None,
        steps: int = MANY,
    ) -> Ended:
        """Values, prices of the rows and whether these are best, within bounds (k,).

        `start`: the corner of another end, whose bounds were no closer, and from which
        no row is left out that needs care. Stops after some steps. `self.work` counts
        entries turned about, of all times, and what else takes as long.
        """
        corner = self._bounded(start or self._begun(), lower, upper)
        if corner is not None:
            ended, taken = mended(
                corner.table,
                corner.value,
                corner.cost,
                corner.basic,
                corner.free,
                self._enough,
                min(steps, self._longest),
            )
            self.work += (taken + COPIED) * corner.table.size + self._aside
            told = self._told(corner, is_best=ended == BEST)
            is_right = ended != STUCK and not self._is_lost(told, lower < upper)
            if is_right or start is None:
                return told
        return self.solved(lower, upper, steps=steps)

    def _begun(self) -> Corner:
        """No column taken: every row misses one."""
        rows, columns = self._reach.shape
        return Corner(
            table=-self._reach,
            value=np.full(rows, -1.0),
            cost=np.r_[self._costs, 0.0],
            basic=np.arange(columns, columns + rows),
            free=np.arange(columns),
            taken=np.zeros(columns),
        )

    @staticmethod
    def _bounded(start: Corner, lower: Floats, upper: Floats) -> Corner | None:
        """The corner with more columns decided; None where that did not work."""
        columns = len(lower)
        corner = Corner(
            table=start.table.copy(),
            value=start.value.copy(),
            cost=start.cost.copy(),
            basic=start.basic.copy(),
            free=start.free.copy(),
            taken=np.maximum(start.taken, lower),
        )
        is_now = (start.free < columns) & (lower > start.taken)[start.free % columns]
        for place in np.flatnonzero(is_now):
            corner.value -= corner.table[:, place]
            corner.cost[-1] -= corner.cost[place]
        is_now |= (start.free < columns) & (upper == 0)[start.free % columns]
        corner.table[:, is_now] = 0.0
        corner.cost[:-1][is_now] = 0.0
        own = start.basic % columns
        is_column = start.basic < columns
        corner.value[is_column & (lower > start.taken)[own]] -= 1.0
        for row in np.flatnonzero(is_column & (upper == 0)[own]):
            if not _closed(corner, int(row)):
                return None
        return corner

    def _told(self, corner: Corner, *, is_best: bool) -> Ended:
        """Values, prices and losses at a corner."""
        rows, columns = self._reach.shape
        every, prices = np.zeros(columns + rows), np.zeros(columns + rows)
        every[corner.basic] = corner.value
        prices[corner.free] = np.maximum(corner.cost[:-1], 0.0)
        priced = np.flatnonzero(prices[columns:])
        loss = 1.0 - prices[columns:][priced] @ self._reach[priced]
        values = every[:columns] + corner.taken
        return Ended(values, prices[columns:], loss, is_best, corner)

    def _is_lost(self, ended: Ended, is_open: Bools) -> bool:
        """Whether rounding has spoiled what the open columns cost."""
        columns = self._reach.shape[1]
        corner = ended.corner
        own = corner.free < columns
        own[own] = is_open[corner.free[own]]
        names = corner.free[own]
        cost = ended.loss[names] - (1.0 - self._costs[names])
        return not (np.abs(cost - corner.cost[:-1][own]) <= LOST).all()


def lessened(corner: Corner, rows: Bools, columns: Bools) -> Corner:
    """The corner without rows that need no care and without columns that are closed.

    `rows` (r,) and `columns` (k,) are those still undecided; what is basic or free
    against that stays until it may go.
    """
    count = len(columns)
    needed = np.r_[np.ones(count, bool), rows][corner.basic]
    kept = np.r_[columns, np.ones(len(rows), bool)][corner.free]
    return Corner(
        table=lesser(corner.table, np.flatnonzero(needed), np.flatnonzero(kept)),
        value=corner.value[needed],
        cost=corner.cost[np.r_[kept, True]],
        basic=corner.basic[needed],
        free=corner.free[kept],
        taken=corner.taken,
    )


def _closed(corner: Corner, row: int) -> bool:
    """Let a basic column fall to nothing for good; whether that worked."""
    sign = 1.0 if corner.value[row] >= 0 else -1.0
    place = entering(corner.table[row], corner.cost, sign)
    if place < 0:
        place = entering(corner.table[row], corner.cost, -sign)
    if place < 0:
        return False
    norms = np.ones(len(corner.value))
    turned(corner.table, corner.value, corner.cost, norms, row, place)
    name = corner.basic[row]
    corner.basic[row], corner.free[place] = corner.free[place], name
    corner.table[:, place] = 0.0
    corner.cost[place] = 0.0
    return True
