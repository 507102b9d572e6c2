"""p-center: the p new sites with which nobody is farther than need be.

METHOD.md section 3; Hakimi (1964), Minieka (1970): the least distance at which p sites
still reach everybody, found among the distances there are.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.answer import Answer, EquallyGood
from plan.siting.cover_all import FOREVER, Cover, fewest
from plan.siting.cover_count import count_covers
from plan.siting.demands import require_asked
from plan.siting.median import Median, best_median, named
from plan.siting.median_search import greedy
from plan.siting.ways import (
    AS_GOOD,
    Ways,
    require_served,
    ways,
    without_route,
)

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.problem import Siting


@dataclass(frozen=True, slots=True, eq=False)
class Radius:
    """`chosen` candidates, p at most, reach everybody within `value`.

    No p candidates do so within less than `bound`.
    """

    chosen: Ints
    value: float
    bound: float


def pcenter(siting: Siting, p: int, *, seconds: float = FOREVER) -> Answer:
    """Choose p new sites so that the largest cost to the nearest is least.

    Fixed sites are open and not counted. Demand without any route is left out and
    named in `unmet`; all other demand must be served, whatever its weight. `value`
    is the largest cost. Of equally good sets the one with the least weighted cost is
    returned, then the one with the smallest ids.

    Raises `MethodError` as `pmedian` does.
    """
    radius, median = _worst_first(siting, p, seconds)
    sites = siting.candidates[median.found.chosen]
    return Answer(
        objective="pcenter",
        sites=sites,
        value=radius.value,
        bound=radius.bound,
        optimal=radius.bound == radius.value,
        equally_good=_equally_good(siting, p, radius, sites),
        unmet=without_route(siting),
    )


def equity(siting: Siting, p: int, *, seconds: float = FOREVER) -> Answer:
    """Serve the worst off first: `pcenter`, then the least weighted cost within it.

    Equally good here means equal in both; `value` is the largest cost. Raises
    `MethodError` as `pmedian` does.
    """
    radius, median = _worst_first(siting, p, seconds)
    network = ways(siting, farthest=_about(radius.value))
    return Answer(
        objective="equity",
        sites=siting.candidates[median.found.chosen],
        value=radius.value,
        bound=radius.bound,
        optimal=radius.bound == radius.value and median.found.is_closed,
        equally_good=named(network, median.equally_good),
        unmet=without_route(siting),
    )


def pcenter_quick(siting: Siting, p: int) -> Answer:
    """Choose p sites at once: like `pcenter`, by greedy choice, with a bound."""
    radius = least_radius(siting, p, exact=False)
    chosen = greedy(ways(siting, farthest=_about(radius.value)), p, radius.chosen)
    value = _farthest(siting, siting.candidates[chosen])
    return Answer(
        objective="pcenter",
        sites=siting.candidates[chosen],
        value=value,
        bound=radius.bound,
        optimal=radius.bound == value,
        unmet=without_route(siting),
    )


def least_radius(
    siting: Siting, p: int, *, exact: bool = True, seconds: float = FOREVER
) -> Radius:
    """Halve the distances there are until the least is found that p sites allow.

    Not `exact`: by greedy covers and a bound alone. Raises `MethodError` as `pmedian`.
    """
    require_asked(siting, p=p)
    chosen = require_served(ways(siting), p)
    value = _farthest(siting, siting.candidates[chosen])
    levels = _levels(siting, value)
    until = time.monotonic() + seconds
    low, high, proven = 0, len(levels) - 1, 0
    while low < high:
        middle = (low + high) // 2
        cover = _cover(_reach(siting, levels[middle]), p, until if exact else None)
        if _does(cover, p):
            chosen, high = np.asarray(cover.chosen), middle
        else:
            low = middle + 1
            proven = low if cover.at_least > p else proven
    value = min(float(levels[high]), value)
    return Radius(chosen, value, min(float(levels[proven]), value))


def _cover(reach: Bools, p: int, until: float | None) -> Cover:
    """Columns, p at most, that reach everybody: at once, or proven until that time."""
    if until is None:
        return fewest(reach, enough=p, exact=False)
    from plan.siting.cover_within import within  # noqa: PLC0415 - loads the solver

    return within(reach, p, max(until - time.monotonic(), 0.0))


def _does(cover: Cover, p: int) -> bool:
    return cover.chosen is not None and len(cover.chosen) <= p


def _levels(siting: Siting, most: float) -> Floats:
    """The distances that can be the largest: from what nobody undercuts to `most`."""
    cost = siting.cost[siting.has_route]
    least = float(cost.min(axis=1).max(initial=0.0))
    between = np.unique(cost[(cost >= least) & (cost <= most)])
    return between if len(between) else np.array([most])


def _reach(siting: Siting, radius: float) -> Bools:
    """Who reaches which candidate, of the demand no fixed site reaches: (r, c)."""
    within = siting.within(radius)
    is_left = siting.has_route & ~within[:, siting.standing].any(axis=1)
    return np.asarray(within[np.ix_(is_left, ~siting.fixed)])


def _farthest(siting: Siting, sites: Ints) -> float:
    """Largest cost to the nearest open site, 0 where there is no demand to serve."""
    opened = siting.cost[:, np.append(siting.standing, sites)]
    nearest = opened[siting.has_route].min(axis=1, initial=np.inf)
    return float(nearest.max(initial=0.0))


def _about(radius: float) -> float:
    return radius * (1 + AS_GOOD)


def _worst_first(siting: Siting, p: int, seconds: float) -> tuple[Radius, Median]:
    until = time.monotonic() + seconds
    radius = least_radius(siting, p, seconds=seconds)
    within: Ways = ways(siting, farthest=_about(radius.value))
    left = max(until - time.monotonic(), 0.0)
    return radius, best_median(within, p, radius.chosen, left)


def _equally_good(siting: Siting, p: int, radius: Radius, own: Ints) -> EquallyGood:
    counted = count_covers(_reach(siting, _about(radius.value)), p)
    columns = siting.candidates
    first = tuple(own.tolist())
    others = sorted(tuple(columns[list(each)].tolist()) for each in counted.sets)
    sets = (first, *(each for each in others if each != first))
    return EquallyGood(max(counted.count, 1), counted.complete, sets)
