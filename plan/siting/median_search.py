"""Good p-medians at once: greedy, interchange, and prices that say how good.

Interchange: Whitaker (1983), as Resende & Werneck (2007) arrange it. Prices: the
Lagrangian of "each demand point is served once", Cornuejols, Fisher & Nemhauser
(1977), by subgradients, Held, Wolfe & Crowder (1974).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.near import lost, saved, times_below, with_near
from plan.siting.ways import AS_GOOD

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.ways import Ways

PATIENCE = 10  # rounds without a better bound until the steps get shorter
SHORTER = 0.6
SHORTEST = 1e-4  # a step this short moves the bound no more
ROUNDING = 1e-12  # of the prices: what adding them up may lose
MOMENTUM = 0.7  # of the last direction kept: it damps the zigzag of subgradients


@dataclass(slots=True)
class Searched:
    """The best set so far, and the prices that bound all sets.

    `chosen` columns of the ways, ascending, `value` their weighted cost; no set
    costs less than `bound`, which the `prices` (r,) prove: what each demand point
    would pay to be served.
    """

    chosen: Ints
    value: float
    bound: float
    prices: Floats

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be better."""
        return self.bound >= self.value * (1 - AS_GOOD)


def greedy(ways: Ways, p: int, start: Ints) -> Ints:
    """Open p columns: `start`, then the one that saves most, p times at most."""
    chosen = start.tolist()
    best = ways.nearest(start)
    while len(chosen) < p:
        score = saved(ways, best)
        score[chosen] = -np.inf
        chosen.append(int(score.argmax()))
        best = np.minimum(best, ways.cost[:, chosen[-1]])
    return np.array(sorted(chosen), dtype=np.int64)


def interchange(ways: Ways, chosen: Ints) -> Ints:
    """Put one site for another while that lowers the cost; at least one is chosen.

    Every demand point must be served by `chosen`, and is after each change.
    """
    while True:
        change = _changes(ways, chosen)
        closed, opened = np.unravel_index(int(change.argmin()), change.shape)
        if not change[closed, opened] < -AS_GOOD * ways.value(chosen):
            return chosen
        chosen = np.sort(np.append(np.delete(chosen, closed), opened))


def _changes(ways: Ways, chosen: Ints) -> Floats:
    """What closing one site and opening another changes: (p, c), inf: not possible.

    A demand point whose site closes goes to the new one or to its second best.
    """
    cost, r = ways.cost, np.arange(len(ways.rows))
    options = np.column_stack([cost[:, chosen], ways.standing])
    nearest = options.argmin(axis=1)
    first = options[r, nearest]
    options[r, nearest] = np.inf
    second = options.min(axis=1)
    change = lost(ways, nearest, len(chosen), first, second)
    change -= saved(ways, first)
    change[:, chosen] = np.inf
    return change


def search(ways: Ways, p: int, start: Ints, *, rounds: int, tries: int) -> Searched:
    """Find a good set and a bound: `start` must serve everybody.

    `rounds` of new prices, `tries` interchanges of the sets that prices propose.
    """
    if not p:
        value = ways.value(start)
        return Searched(start, value, value, ways.standing)
    ways = with_near(ways, p)
    chosen = interchange(ways, greedy(ways, p, start))
    found = Searched(chosen, ways.value(chosen), -np.inf, _first_prices(ways, chosen))
    _raise_bound(ways, p, found, rounds, tries)
    return found


def _first_prices(ways: Ways, chosen: Ints) -> Floats:
    """Between what the nearest open site costs and what the next one would."""
    options = np.column_stack([ways.cost[:, chosen], ways.standing])
    options.sort(axis=1)
    first = options[:, 0]
    second = np.where(np.isfinite(options[:, 1]), options[:, 1], first)
    return np.asarray((first + second) / 2)


def _raise_bound(ways: Ways, p: int, found: Searched, rounds: int, tries: int) -> None:
    lowest = np.minimum(ways.cost.min(axis=1, initial=np.inf), ways.standing)
    prices, step, since = np.clip(found.prices, lowest, ways.standing), 1.0, 0
    direction = np.zeros(len(prices))
    every = max(rounds // max(tries, 1), 1)
    for at in range(1, rounds + 1):
        bound, chosen = bounded(ways, prices, p)
        since += 1
        if bound > found.bound:
            found.bound, found.prices, since = bound, prices, 0
        if tries and at % every == 0:  # the later, the better the prices
            _improve(ways, found, chosen)
        direction = MOMENTUM * direction + unserved(ways, prices, chosen)
        if since >= PATIENCE:
            step, since, prices = step * SHORTER, 0, found.prices
            direction = unserved(ways, prices, bounded(ways, prices, p)[1])
        size = float(direction @ direction)
        if found.is_closed or not size or step < SHORTEST:
            break
        length = step * max(found.value - bound, 0.0) / size
        prices = np.clip(prices + length * direction, lowest, ways.standing)


def unserved(ways: Ways, prices: Floats, chosen: Ints) -> Floats:
    """1 less how many of the chosen each demand point would pay: the subgradient."""
    return np.asarray(1.0 - times_below(ways, prices, chosen))


def bounded(ways: Ways, prices: Floats, p: int) -> tuple[float, Ints]:
    """What no p columns undercut at these prices (at most `standing`), and the best p.

    Each column earns what its demand would pay beyond its cost; the p that earn most
    are taken.
    """
    earned = -saved(ways, prices)
    chosen = np.sort(np.argpartition(earned, p - 1)[:p]) if p else np.arange(0)
    return float(prices.sum() + earned[chosen].sum()), chosen


def loosened(limit: float, prices: Floats) -> float:
    """What a bound must exceed to be beyond the limit, however it was rounded."""
    return limit + ROUNDING * float(prices.sum())


def _improve(ways: Ways, found: Searched, chosen: Ints) -> None:
    """Keep a proposed set if interchange makes it the best."""
    if not np.isfinite(ways.value(chosen)):
        return
    better = interchange(ways, chosen)
    value = ways.value(better)
    if value < found.value:
        found.chosen, found.value = better, value
