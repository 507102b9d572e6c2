"""Maximal cover and p-median where a site takes only so much load.

METHOD.md section 3: sum of load x <= capacity; whole demand points go to one site
unless they may be split. Current & Storbeck (1988), Mulvey & Beck (1984).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.answer import Answer, EquallyGood
from plan.siting.capacitated_model import Pairs, only, run, with_row, without
from plan.siting.demands import require_asked
from plan.siting.highs import FOREVER
from plan.siting.ways import (
    AS_GOOD,
    require_served,
    ways,
    without_route,
)

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.siting.answer import SetOfSites
    from plan.siting.highs import Model, Solved
    from plan.siting.problem import Siting

MOST_SETS = 10  # equally good sets that are looked for
COUNTING = 2.0  # seconds for that


@dataclass(frozen=True, slots=True, eq=False)
class _Best:
    """Shares (n, m) of the set `sites`, its value, and what nothing can beat."""

    sites: SetOfSites
    shares: Floats
    value: float
    bound: float
    optimal: bool


def capacitated_pmedian(
    siting: Siting, p: int, *, split: bool = False, seconds: float = FOREVER
) -> Answer:
    """Choose p new sites and who goes where, so that weight times cost is least.

    Fixed sites are open, not counted, and full at their own capacity. Demand without
    any route is left out and named in `unmet`; all other must be served. Proven
    unless `seconds` stop it. Of equally good sets the one with the smallest ids.

    Raises `MethodError` where p is out of range or strands demand, as `pmedian` does,
    and where the sites cannot hold the load, naming how much is too much.
    """
    require_asked(siting, p=p)
    require_served(ways(siting), p)
    pairs = Pairs.of(siting, p, np.isfinite(siting.cost), split=split)
    weighed = siting.cost[pairs.demand, pairs.site] * siting.weight[pairs.demand]
    model = pairs.model(weighed, serve_all=True, maximise=False)
    solved = run(model, seconds)
    if solved.values is None:
        raise MethodError([_shortage(siting, pairs, solved, seconds)])
    best = _told(pairs, solved, _weighted_cost(siting, pairs.shares(solved)))
    equal = _equals(pairs, model, best, seconds)
    if equal.sets[0] != best.sites:
        again = run(only(model, pairs, equal.sets[0]), seconds)
        best = best if again.values is None else _same(pairs, again, best)
    return _answer("pmedian", best, equal, without_route(siting))


def capacitated_mclp(
    siting: Siting,
    threshold: float,
    p: int,
    *,
    split: bool = False,
    seconds: float = FOREVER,
) -> Answer:
    """Choose p new sites and who goes where, so that most weight is covered.

    Covered is who goes to a site within the threshold, <=, that has room; whom
    nobody has room for stays uncovered, -1 in `assignment`. Of equally good sets the
    one with the least weighted cost. Raises `MethodError` for a p out of range.
    """
    require_asked(siting, p=p)
    within = siting.within(threshold)
    pairs = Pairs.of(siting, p, within, split=split)
    gain = siting.weight[pairs.demand]
    model = pairs.model(gain, serve_all=False, maximise=True)
    solved = run(model, seconds)
    if solved.values is None:
        raise MethodError([Problem.of("siting_no_set")])
    best = _told(pairs, solved, _covered(siting, pairs.shares(solved)))
    equal = _equals(pairs, model, best, seconds)
    best = _nearest(pairs, model, best, equal, seconds)
    sets = (best.sites, *(each for each in equal.sets if each != best.sites))
    equal = EquallyGood(max(equal.count, len(sets)), equal.complete, sets)
    unmet = tuple(np.flatnonzero(~within.any(axis=1)).tolist())
    return _answer("mclp", best, equal, unmet)


def _told(pairs: Pairs, solved: Solved, value: float) -> _Best:
    sites, shares = pairs.opened(solved), pairs.shares(solved)
    bound = value if solved.is_optimal else solved.bound
    return _Best(sites, shares, value, bound, solved.is_optimal)


def _same(pairs: Pairs, solved: Solved, best: _Best) -> _Best:
    """Another set of the same value, with what was proven before."""
    sites, shares = pairs.opened(solved), pairs.shares(solved)
    return _Best(sites, shares, best.value, best.bound, best.optimal)


def _weighted_cost(siting: Siting, shares: Floats) -> float:
    used = shares > 0
    cost = np.where(used, np.where(used, siting.cost, 0.0) * shares, 0.0)
    return float(siting.weight @ cost.sum(axis=1))


def _covered(siting: Siting, shares: Floats) -> float:
    return float(siting.weight @ shares.sum(axis=1))


def _equals(pairs: Pairs, model: Model, best: _Best, seconds: float) -> EquallyGood:
    """Find sets as good as the best, each by forbidding those before it."""
    sets, complete = [best.sites], False
    until = time.monotonic() + min(seconds, COUNTING)
    while best.optimal and len(sets) <= MOST_SETS:
        left = max(until - time.monotonic(), 0.0)
        solved = run(without(model, pairs, sets), left)
        if solved.values is None:
            complete = solved.is_infeasible
            break
        if abs(solved.objective - best.value) > AS_GOOD * abs(best.value):
            complete = solved.is_optimal
            break
        sets.append(pairs.opened(solved))
    return EquallyGood(len(sets), complete, tuple(sorted(sets)))


def _nearest(
    pairs: Pairs, model: Model, best: _Best, equal: EquallyGood, seconds: float
) -> _Best:
    """Cover as much with the least weighted cost, of equals by the smallest ids."""
    siting = pairs.siting
    weighed = siting.cost[pairs.demand, pairs.site] * siting.weight[pairs.demand]
    near = pairs.model(weighed, serve_all=False, maximise=False)
    near = with_row(near, model.cost, best.value * (1 - AS_GOOD), np.inf)
    nearest = _as_good(pairs, run(near, min(seconds, COUNTING)), best)
    least = _weighted_cost(siting, nearest.shares)
    for each in (one for one in equal.sets if one < nearest.sites):
        other = run(only(near, pairs, each), min(seconds, COUNTING))
        found = _as_good(pairs, other, nearest)
        if _weighted_cost(siting, found.shares) <= least * (1 + AS_GOOD):
            return found
    return nearest


def _as_good(pairs: Pairs, solved: Solved, best: _Best) -> _Best:
    """Take what was solved, unless that covers less, but for rounding."""
    found = best if solved.values is None else _same(pairs, solved, best)
    covered = _covered(pairs.siting, found.shares)
    return found if covered >= best.value * (1 - AS_GOOD) else best


def _shortage(siting: Siting, pairs: Pairs, solved: Solved, seconds: float) -> Problem:
    """Say how much load stays without room, whatever is opened."""
    if not solved.is_infeasible:
        return Problem.of("siting_no_set")
    load = siting.load[pairs.demand]
    most = run(pairs.model(load, serve_all=False, maximise=True), seconds)
    whole = float(siting.load[pairs.rows].sum())
    held = min(most.bound, whole)
    return Problem.of("siting_capacity", load=whole, held=held, short=whole - held)


def _answer(
    objective: str, best: _Best, equal: EquallyGood, unmet: tuple[int, ...]
) -> Answer:
    shares = best.shares
    goes = np.where(shares.any(axis=1), shares.argmax(axis=1), -1)
    is_split = bool(((shares > 0) & (shares < 1 - AS_GOOD)).any())
    return Answer(
        objective=objective,
        sites=np.array(best.sites, dtype=np.int64),
        value=best.value,
        bound=best.bound,
        optimal=best.optimal,
        equally_good=equal,
        assignment=goes,
        unmet=unmet,
        shares=shares if is_split else None,
    )
