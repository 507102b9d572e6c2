"""Every best set of a coverage model, found by branch and bound of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.quick import EQUAL

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.quick import Quick

HALF = 0.5  # between two numbers of columns


@dataclass(slots=True)
class Limits:
    """When to stop: at so many sets or so many branches, the same everywhere."""

    sets: int
    branches: int

    def spend(self) -> bool:
        """Take one branch; False where there is none left."""
        self.branches -= 1
        return self.branches >= 0


@dataclass(slots=True)
class Found:
    """The sets found (ascending columns) and the best value, at least `value`.

    `stopped` where work ran out: nothing is proven. `full` where there are more
    sets as good than were asked for; then only better ones are still looked for.
    """

    value: float
    sets: list[SetOfSites] = field(default_factory=list)
    stopped: bool = False
    full: bool = False

    def needed(self, slack: float) -> float:
        """What a set must reach to be worth finding."""
        return self.value + slack if self.full else self.value - slack

    def add(
        self, value: float, chosen: SetOfSites, limits: Limits, slack: float
    ) -> None:
        """Keep a set that is as good as the best; a better one drops the others."""
        if value < self.needed(slack):
            return
        if value > self.value + slack:
            self.sets.clear()
            self.value, self.full = value, False
        if len(self.sets) < limits.sets:
            self.sets.append(tuple(sorted(chosen)))
        else:
            self.full = True


def best_sets(
    reach: Floats, weight: Floats, p: int, known: Quick, limits: Limits
) -> Found:
    """Every set of p columns whose weight covered is the most: (r, k), (r,).

    `known` has a value that some set reaches, and prices (r,) of a bound: the better
    they are, the fewer sets are looked at. Where nothing `stopped` it,
    `value` is proven to be the optimum.
    """
    prices = np.clip(known.prices, 0.0, weight)
    search = _Cover(reach, weight, prices, limits, Found(known.value))
    search.go((), np.arange(reach.shape[1]), p, 0.0, weight)
    return search.found


@dataclass(slots=True)
class _Cover:
    reach: Floats
    weight: Floats
    prices: Floats
    limits: Limits
    found: Found

    def go(
        self, chosen: tuple[int, ...], free: Ints, more: int, value: float, left: Floats
    ) -> None:
        """Try every way to add `more` of the free columns to the chosen."""
        slack = EQUAL * max(abs(self.found.value), 1.0)
        if more == 0:
            self.found.add(value, chosen, self.limits, slack)
            return
        if not self.limits.spend():
            self.found.stopped = True
            return
        at_price = np.minimum(self.prices, left)
        worth, gain = np.vstack([at_price, left]) @ self.reach
        rest = value + float((left - at_price).sum())
        worth, gain = worth[free], gain[free]
        order = np.argsort(-worth, kind="stable")
        free, worth, gain = free[order], worth[order], gain[order]
        sums, gains = np.r_[0.0, np.cumsum(worth)], np.sort(gain)[::-1]
        most = value + float(gains[: more - 1].sum())
        for place in range(len(free) - more + 1):
            bound = rest + sums[place + more] - sums[place]
            needed = self.found.needed(slack)
            if bound < needed or self.found.stopped:
                return
            if most + gain[place] < needed:
                continue
            column = int(free[place])
            after = np.where(self.reach[:, column] > 0, 0.0, left)
            into = (*chosen, column)
            won = value + float(gain[place])
            self.go(into, free[place + 1 :], more - 1, won, after)


def smallest_covers(reach: Floats, most: int, prices: Floats, limits: Limits) -> Found:
    """Every cover of all rows by the fewest columns, `most` at the start: (r, k).

    Some cover of `most` columns is known. `prices` (r,) of which no column's rows
    hold more than 1 prove how many columns any cover needs. Values are negative
    numbers of columns, so that more is better.
    """
    prices = prices / max(1.0, float((prices @ reach).max(initial=0.0)))
    search = _Least(reach, prices, limits, Found(-float(most)))
    search.go((), np.ones(reach.shape[1], bool), np.ones(reach.shape[0], bool))
    return search.found


@dataclass(slots=True)
class _Least:
    reach: Floats
    prices: Floats
    limits: Limits
    found: Found

    def go(self, chosen: tuple[int, ...], free: Bools, left: Bools) -> None:
        """Cover the rows left, first the one that the fewest free columns reach."""
        if not left.any():
            self.found.add(-float(len(chosen)), chosen, self.limits, HALF)
            return
        if not self.limits.spend():
            self.found.stopped = True
            return
        needed = np.ceil(float(self.prices[left].sum()) - 1e-6)
        if -(len(chosen) + max(needed, 1)) < self.found.needed(HALF):
            return
        ways = self.reach[left][:, free].sum(axis=1)
        row = np.flatnonzero(left)[np.argmin(ways)]
        free = free.copy()
        columns = np.flatnonzero((self.reach[row] > 0) & free)
        wins = self.reach[left][:, columns].sum(axis=0)
        for column in columns[np.argsort(-wins, kind="stable")].tolist():
            if self.found.stopped:
                return
            free[column] = False  # the branches after this one do without it
            self.go((*chosen, column), free, left & (self.reach[:, column] == 0))
