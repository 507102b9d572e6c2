"""The proven optimum of coverage models, and all sets that reach it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.highs import FOREVER, solve
from plan.siting.incidence import not_dominated, without_slack
from plan.siting.models import fewest_sites, most_weight
from plan.siting.quick import EQUAL, LARGEST, bound_of, covered, swapped
from plan.siting.search import Found, Limits, best_sets, smallest_covers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.units import Floats, Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.incidence import Incidence
    from plan.siting.quick import Quick

WORK = 3e7  # cells looked at by our own search, about 0.2 s: the same everywhere
A_BRANCH = 10_000  # cells that a branch costs whatever its size
HALF = 0.5  # between 0 and 1, whichever way a solver rounds
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Proven:
    """Sets of columns of an incidence that reach `value`, at least one.

    `bound` is what no set can beat, equal to the value where `optimal`; `complete`
    where there are no other sets as good. Kept weight is not in it.
    """

    value: float
    bound: float
    optimal: bool
    sets: tuple[SetOfSites, ...]
    complete: bool


def most_covered(
    incidence: Incidence,
    p: int,
    first: Quick,
    *,
    sets: int,
    seconds: float = FOREVER,
) -> Proven:
    """Prove the most weight that p columns cover, starting from a good set.

    Prices of the relaxation close columns that no optimum holds; then our own
    search, which finds all sets at once; where its work runs out, HiGHS.
    """
    reach, weight = incidence.reach, incidence.weight
    if reach.shape[0] * reach.shape[1] > LARGEST:
        return _searched(incidence, p, first, seconds)
    whole = reach.toarray()
    known = first = _relaxed(incidence, p, first, whole)
    left = _worth_keeping(whole, weight, p, first.value, known.prices)
    part = whole[:, left]
    found = best_sets(part, weight, p, known, _limits(sets, part))
    if not found.stopped:
        return _all_found(found, left, whole, weight)
    return _searched(incidence, p, first, seconds)


def _searched(incidence: Incidence, p: int, first: Quick, seconds: float) -> Proven:
    """Search in compiled loops, and ask HiGHS only where that proves nothing."""
    from plan.siting.large import MOST, most_searched  # noqa: PLC0415 - numba takes a while

    reach, weight = incidence.reach, incidence.weight
    is_open = first.bound > first.value * (1 + EQUAL) and 0 < p < reach.shape[1]
    if is_open and reach.nnz <= MOST:
        better = most_searched(reach, weight, first.chosen, seconds=seconds)
        value = incidence.covered(better.chosen) - incidence.kept
        bound = max(min(first.bound, better.bound), value)
        first = replace(first, chosen=better.chosen, value=value, bound=bound)
    if first.bound <= first.value * (1 + EQUAL):
        chosen = (tuple(first.chosen.tolist()),)
        return Proven(
            first.value, first.value, optimal=True, sets=chosen, complete=False
        )
    return _solved(incidence, p, first, seconds)


def _limits(sets: int, reach: Floats) -> Limits:
    return Limits(sets, int(WORK / (reach.size + A_BRANCH)) + 1)


def _relaxed(incidence: Incidence, p: int, first: Quick, whole: Floats) -> Quick:
    """A better start: prices of the relaxation, and its largest parts as a set."""
    weight = incidence.weight
    if first.bound <= first.value * (1 + EQUAL) or not len(weight):
        return first
    relaxed = solve(most_weight(incidence.reach, weight, p, whole=False))
    prices = np.abs(np.asarray(relaxed.duals)[: len(weight)])
    parts = np.asarray(relaxed.values)[: whole.shape[1]]
    rounded = swapped(whole, weight, np.argsort(-parts, kind="stable")[:p])
    value = covered(whole, weight, rounded)
    if value > first.value:
        first = replace(first, chosen=np.sort(rounded), value=value)
    bound = bound_of(whole, weight, p, prices)
    return replace(first, prices=prices, bound=bound) if bound < first.bound else first


def _worth_keeping(
    reach: Floats, weight: Floats, p: int, value: float, prices: Floats
) -> Ints:
    """Columns that some set at least as good as `value` may hold: -> (k',).

    A column below the p best must take the place of the last of them; where the
    bound that loses so much falls below the value, no best set holds the column.
    """
    prices = np.clip(prices, 0.0, weight)
    worth = prices @ reach
    if not 0 < p < len(worth):
        return np.arange(len(worth))
    last = np.sort(worth)[-p]
    bound = bound_of(reach, weight, p, prices) - np.maximum(last - worth, 0.0)
    return np.flatnonzero(bound >= value - EQUAL * max(value, 1.0))


def _all_found(found: Found, left: Ints, reach: Floats, weight: Floats) -> Proven:
    sets = _named(found, left)
    value = covered(reach, weight, np.array(sets[0], np.int64))
    return Proven(value, value, optimal=True, sets=sets, complete=not found.full)


def _named(found: Found, left: Ints) -> tuple[SetOfSites, ...]:
    return tuple(tuple(left[list(each)].tolist()) for each in found.sets)


def _solved(incidence: Incidence, p: int, first: Quick, seconds: float) -> Proven:
    """Ask HiGHS, starting from the quick set."""
    reach, weight = incidence.reach, incidence.weight
    start = np.isin(np.arange(reach.shape[1]), first.chosen).astype(float)
    rows = np.minimum(reach @ start, 1.0)
    solved = solve(
        most_weight(reach, weight, p), start=np.r_[start, rows], seconds=seconds
    )
    values = start if solved.values is None else solved.values[: len(start)]
    chosen = max([first.chosen, np.flatnonzero(values > HALF)], key=incidence.covered)
    value = incidence.covered(chosen) - incidence.kept
    bound = value if solved.is_optimal else max(value, min(solved.bound, first.bound))
    named = (tuple(chosen.tolist()),)
    return Proven(value, bound, solved.is_optimal, named, complete=False)


def fewest(incidence: Incidence, *, sets: int, seconds: float = FOREVER) -> Proven:
    """Prove the fewest columns that reach every row; `value` is their number."""
    reach = without_slack(incidence.reach)
    whole = reach.toarray()
    greedy = greedy_cover(whole)
    prices = _cover_prices(reach)
    limits = _limits(sets, whole)
    found = smallest_covers(whole, len(greedy), prices, limits)
    named = tuple(found.sets)
    if not found.stopped:
        best = float(len(named[0]))
        return Proven(best, best, optimal=True, sets=named, complete=not found.full)
    tried = {tuple(sorted(greedy)), *named}
    least = float(np.ceil(_held(prices, whole) - _ROUNDING))
    if incidence.reach.shape[0] * incidence.reach.shape[1] > LARGEST:
        better, bound = _fewer(reach, greedy, seconds)
        tried.add(better)
        least = max(least, bound)
    if least < min(map(len, tried)):
        solved = _fewest_by_solver(reach, seconds)
        tried |= solved[0]
        least = max(least, solved[1])
    most = min(map(len, tried))
    equal = tuple(each for each in tried if len(each) == most)
    bound = min(float(most), least)
    return Proven(float(most), bound, bound == most, equal, complete=False)


def _held(prices: Floats, whole: Floats) -> float:
    """How many columns the prices prove: no column's rows hold more than 1."""
    return float(prices.sum()) / max(1.0, float((prices @ whole).max(initial=0.0)))


def _fewer(
    reach: csr_array, greedy: list[int], seconds: float
) -> tuple[SetOfSites, float]:
    """A set found in compiled loops, and the least number that they prove."""
    from plan.siting.large import MOST, fewest_searched  # noqa: PLC0415 - numba takes a while

    if reach.nnz > MOST:
        return tuple(sorted(greedy)), 0.0
    found = fewest_searched(reach, np.array(greedy, np.int64), seconds=seconds)
    return tuple(found.chosen.tolist()), found.bound


def _fewest_by_solver(
    reach: csr_array, seconds: float
) -> tuple[set[SetOfSites], float]:
    """The set that HiGHS finds, if any, and the least number that it proves."""
    left = not_dominated(reach)
    solved = solve(fewest_sites(reach[:, left]), seconds=seconds)
    if solved.values is None:
        return set(), float(np.ceil(max(solved.bound, 0.0) - _ROUNDING))
    chosen = tuple(left[solved.values > HALF].tolist())
    bound = len(chosen) if solved.is_optimal else np.ceil(solved.bound - _ROUNDING)
    return {chosen}, float(bound)


def greedy_cover(reach: Floats) -> list[int]:
    """Columns that together reach every row, the one that adds most rows first.

    (n, m), every row with a column. Of equals the first.
    """
    left = np.ones(reach.shape[0])
    chosen: list[int] = []
    while left.any():
        chosen.append(int(np.argmax(left @ reach)))
        left[reach[:, chosen[-1]] > 0] = 0.0
    return chosen


def _cover_prices(reach: csr_array) -> Floats:
    """What each row is worth in the relaxed cover: no column holds more than 1."""
    relaxed = solve(fewest_sites(reach, whole=False))
    return np.asarray(np.maximum(np.asarray(relaxed.duals), 0.0))
