"""p-median: the p new sites from which everybody is nearest, weighed and together.

METHOD.md section 3; Hakimi (1964), ReVelle & Swain (1970).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.answer import Answer, EquallyGood
from plan.siting.cover_all import FOREVER
from plan.siting.demands import require_asked
from plan.siting.median_equal import sets_within
from plan.siting.median_search import Searched, search
from plan.siting.ways import (
    AS_GOOD,
    Ways,
    require_served,
    ways,
    without_route,
)

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.problem import Siting

ROUNDS, TRIES = 500, 12
AT_ONCE = 40_000  # costs up to which a quick answer takes milliseconds
QUICK_ROUNDS, QUICK_TRIES = 14, 2
MANY = 10  # so many equally good sets are not sought further with the solver


@dataclass(frozen=True, slots=True, eq=False)
class Median:
    """The best set of columns of the ways, by value, then by smallest columns."""

    found: Searched
    equally_good: EquallyGood


def pmedian(siting: Siting, p: int, *, seconds: float = FOREVER) -> Answer:
    """Choose p new sites so that weight times cost to the nearest is least.

    Fixed sites are open and not counted. Demand without any route is left out and
    named in `unmet`; all other demand must be served. `value` is the weighted sum.
    Proven by HiGHS unless `seconds` stop it; then `bound` says how far off it can be.
    Of equally good sets the one with the smallest ids is returned.

    Raises `MethodError` for a p below 0 or above the candidates there are, or with
    which some demand that has a route is not served, naming how many sites it takes.
    """
    require_asked(siting, p=p)
    network = ways(siting)
    best = best_median(network, p, require_served(network, p), seconds)
    return _answer(siting, network, best.found, best.equally_good)


def pmedian_quick(siting: Siting, p: int) -> Answer:
    """Choose p sites at once: not proven, with a bound that says how good they are.

    Like `pmedian`, by greedy choice, interchange and prices.
    """
    require_asked(siting, p=p)
    network = ways(siting)
    start = require_served(network, p)
    found = _searched(network, p, start, is_quick=network.cost.size <= AT_ONCE)
    return _answer(siting, network, found, None)


def best_median(network: Ways, p: int, start: Ints, seconds: float) -> Median:
    """Find the best set of columns, proven, and those equally good.

    `start`: p columns at most that serve everybody.
    """
    found = _searched(network, p, start, is_quick=False)
    if not found.is_closed:
        from plan.siting.median_model import exact  # noqa: PLC0415 - loads the solver

        exact(network, p, found, seconds)
    return _of_equals(network, p, found, seconds)


def _searched(network: Ways, p: int, start: Ints, *, is_quick: bool) -> Searched:
    rounds, tries = (QUICK_ROUNDS, QUICK_TRIES) if is_quick else (ROUNDS, TRIES)
    found = search(network, p, start, rounds=rounds, tries=tries)
    found.bound = min(max(found.bound, 0.0), found.value)
    return found


def _of_equals(network: Ways, p: int, found: Searched, seconds: float) -> Median:
    """Count the sets as good as the best, and take the first of them."""
    limit = found.value * (1 + AS_GOOD)
    tally = sets_within(network, p, found.prices, limit)
    sets, complete = {each for _, each in tally.sets}, tally.complete
    if complete and sets:  # every set was looked at, or bounded away: a proof too
        found.bound = min(found.value, *(value for value, _ in tally.sets))
    sets.add(tuple(found.chosen.tolist()))
    if not complete and found.is_closed and len(sets) < MANY:
        from plan.siting.median_model import others  # noqa: PLC0415 - loads the solver

        more, complete = others(network, p, found, sorted(sets), seconds)
        sets.update(more)
    values = {each: network.value(np.array(each, dtype=np.int64)) for each in sets}
    least = min(values.values())
    good = sorted(each for each in sets if values[each] <= least * (1 + AS_GOOD))
    chosen = np.array(good[0], dtype=np.int64)
    found.chosen, found.value = chosen, values[good[0]]
    found.bound = min(found.bound, found.value)
    return Median(found, EquallyGood(len(good), complete, tuple(good)))


def named(network: Ways, equal: EquallyGood) -> EquallyGood:
    """The same sets, as columns of the siting."""
    columns = network.columns

    def told(each: SetOfSites) -> SetOfSites:
        return tuple(int(columns[at]) for at in each)

    return EquallyGood(equal.count, equal.complete, tuple(map(told, equal.sets)))


def _answer(
    siting: Siting, network: Ways, found: Searched, equal: EquallyGood | None
) -> Answer:
    return Answer(
        objective="pmedian",
        sites=network.columns[found.chosen],
        value=found.value,
        bound=found.bound,
        optimal=found.is_closed,
        equally_good=None if equal is None else named(network, equal),
        unmet=without_route(siting),
    )
