"""Every best set of a coverage model, found by branch and bound of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.quick import EQUAL

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.answer import SetOfSites


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
    """The sets found (ascending columns), the best value, and whether it is all."""

    value: float
    sets: list[SetOfSites] = field(default_factory=list)
    complete: bool = True

    def add(self, value: float, chosen: SetOfSites, *, slack: float) -> None:
        """Keep a set that is as good as the best; a better one drops the others."""
        if value > self.value + slack:
            self.sets.clear()
            self.value = value
        self.sets.append(tuple(sorted(chosen)))


def best_sets(
    reach: Floats, weight: Floats, p: int, start: float, prices: Floats, limits: Limits
) -> Found:
    """Every set of p columns whose weight covered is the most: (r, k), (r,).

    `start` is a value some set reaches, `prices` (r,) the multipliers of a bound:
    the better they are, the fewer sets are looked at. `complete` where nothing
    stopped it: then `value` is proven to be the optimum.
    """
    search = _Cover(reach, weight, np.clip(prices, 0.0, weight), limits, Found(start))
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
            if value >= self.found.value - slack:
                self._keep(value, chosen, slack)
            return
        if not self.limits.spend():
            self.found.complete = False
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
            needed = self.found.value - slack
            if bound < needed or not self.found.complete:
                return
            if most + gain[place] < needed:
                continue
            column = int(free[place])
            after = np.where(self.reach[:, column] > 0, 0.0, left)
            into = (*chosen, column)
            won = value + float(gain[place])
            self.go(into, free[place + 1 :], more - 1, won, after)

    def _keep(self, value: float, chosen: tuple[int, ...], slack: float) -> None:
        if len(self.found.sets) >= self.limits.sets and (
            value <= self.found.value + slack
        ):
            self.found.complete = False
            return
        self.found.add(value, chosen, slack=slack)


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
            self._keep(chosen)
            return
        if not self.limits.spend():
            self.found.complete = False
            return
        needed = np.ceil(float(self.prices[left].sum()) - 1e-6)
        if len(chosen) + max(needed, 1) > -self.found.value:
            return
        ways = self.reach[left][:, free].sum(axis=1)
        row = np.flatnonzero(left)[np.argmin(ways)]
        free = free.copy()
        columns = np.flatnonzero((self.reach[row] > 0) & free)
        wins = self.reach[left][:, columns].sum(axis=0)
        for column in columns[np.argsort(-wins, kind="stable")].tolist():
            if not self.found.complete:
                return
            free[column] = False  # the branches after this one do without it
            self.go((*chosen, column), free, left & (self.reach[:, column] == 0))

    def _keep(self, chosen: tuple[int, ...]) -> None:
        value = -float(len(chosen))
        if value == self.found.value and len(self.found.sets) >= self.limits.sets:
            self.found.complete = False
            return
        self.found.add(value, chosen, slack=0.5)
