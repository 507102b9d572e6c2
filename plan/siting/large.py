"""Large coverage: a good set by chance, then branch and bound for the proof."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.annealed import annealed
from plan.siting.highs import solve
from plan.siting.huge import listed
from plan.siting.incidence import merged, not_dominated, without_slack
from plan.siting.models import fewest_sites
from plan.siting.parted import fewest_parted
from plan.siting.thrifty import thrifty
from plan.siting.tree import searched

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.units import Floats, Ints
    from plan.siting.kernels import Lists

WORK = 2e9  # entries looked at by the search, some seconds: the same everywhere
A_SECOND = 5e8  # of them, about
DEPTH = 300  # nodes that wait
MOST = 1_000_000  # entries of a coverage that is searched at all
STARTS, STEPS = 2, 10_000  # of the cooling
WARM, COLD = 0.04, 0.008  # of what a site covers on average
# Rounds of the bound at the root, at each node and for a half tried; halves tried;
# length of the first step at a node: 0.1 is slower here, and far slower below. Fewer
# rounds, more halves or a longer step take up to twice as long where it is hard.
EFFORT = (500, 40, 20, 4, 0.2)
EXCHANGES = 40_000  # of columns, for fewer of them
# Entries of the tableau turned about, and about how many in a second; the largest one.
TURNED, TURNED_IN_A_SECOND, TABLE = 8e10, 2e9, 1_000_000
PAIRS = 5e6  # columns of one row, each with each: 80 MB
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """The best columns found, ascending; their value, and what no set can beat."""

    chosen: Ints
    value: float
    bound: float


def most_searched(
    reach: csr_array, weight: Floats, chosen: Ints, *, seconds: float
) -> Searched:
    """As many columns as are `chosen` that cover most weight, better than these.

    `seconds` shorten the work, by a rate that is the same everywhere.
    """
    columns = _standing(reach)
    if len(chosen) >= len(columns):  # all that can be covered, and some more
        others = np.setdiff1d(np.arange(reach.shape[1]), columns)
        every = np.r_[columns, others[: len(chosen) - len(columns)]]
        value = float(weight[np.diff(reach.indptr) > 0].sum())
        return Searched(np.sort(every), value, value)
    small, joined = merged(reach[:, columns], weight)
    chosen = stood_in(reach, columns, chosen)
    lists = listed(small.tocsc()), listed(small)
    value, chosen = _cooled(lists, joined, chosen)
    goal, limits = (len(chosen), value), (_work(seconds), DEPTH)
    prices = joined / np.maximum(np.diff(small.indptr), 1)
    found, states, bound = searched(lists[0], joined, prices, goal, limits, EFFORT)
    best = np.flatnonzero(states) if found > value else np.sort(chosen)
    return Searched(columns[best], found, bound)


def _standing(reach: csr_array) -> Ints:
    """Columns that no other stands in for; all where too many would be compared."""
    degree = np.diff(reach.indptr).astype(np.float64)
    if float(degree @ degree) > PAIRS:
        return np.arange(reach.shape[1])
    return not_dominated(reach)


def stood_in(reach: csr_array, columns: Ints, chosen: Ints) -> Ints:
    """Places in `columns` that reach all that `chosen` do, as many, if there are.

    For each chosen one itself or one that reaches no less; where two are stood in
    for by the same, the first that is left fills the set.
    """
    is_kept = np.isin(chosen, columns)
    out = chosen[~is_kept]
    shared = (reach[:, out].T @ reach[:, columns]).tocoo()
    row, place = shared.coords
    inside = shared.data >= reach.sum(axis=0)[out[row]]
    _, first = np.unique(row[inside], return_index=True)
    own = np.r_[np.searchsorted(columns, chosen[is_kept]), place[inside][first]]
    own = np.unique(own)
    others = np.setdiff1d(np.arange(len(columns)), own)
    return np.sort(np.r_[own, others[: len(chosen) - len(own)]])


def _work(seconds: float) -> float:
    return min(WORK, seconds * A_SECOND)


def _cooled(lists: Lists, weight: Floats, chosen: Ints) -> tuple[float, Ints]:
    """The best of some coolings, from sets spread over the columns and this one."""
    columns, p = lists[0][0].size - 1, len(chosen)
    warmth = float(weight.sum()) / max(p, 1)
    cooling = (WARM * warmth, COLD * warmth, STEPS)
    spread = np.arange(p) * (columns // max(p, 1))
    starts = [chosen, *((spread + shift) % columns for shift in range(STARTS - 1))]
    tried = [annealed(lists, weight, start, cooling) for start in starts]
    return max(tried, key=itemgetter(0))


def fewest_searched(reach: csr_array, chosen: Ints, *, seconds: float) -> Searched:
    """The fewest columns that reach every row, fewer than these: (r, k).

    `value` is their number, `bound` the least there can be. Every row has a column.
    """
    small, columns = _needed(reach)
    lists = listed(small.tocsc()), listed(small)
    relaxed = solve(fewest_sites(small, whole=False))
    prices = np.clip(np.asarray(relaxed.duals), 0.0, 1.0)
    first = _whole_cover(small, np.flatnonzero(np.isin(columns, chosen)))
    least = int(np.ceil(_proven_by(small, prices) - ROUNDING))
    inside = thrifty(lists, first, max(least, 1), EXCHANGES)
    some = np.flatnonzero(inside)
    work = min(TURNED, seconds * TURNED_IN_A_SECOND)
    if small.shape[0] * small.shape[1] <= TABLE:
        some, least = fewest_parted(small, some, max(least, 1), work)
    return Searched(columns[some], float(len(some)), float(least))


def _proven_by(reach: csr_array, prices: Floats) -> float:
    """How many columns are needed, by prices of which no column may hold over 1."""
    return float(prices.sum() - np.maximum(prices @ reach - 1.0, 0.0).sum())


def _needed(reach: csr_array) -> tuple[csr_array, Ints]:
    """Rows and columns that no other stands in for, and which columns these are.

    Each dropping makes room for the other.
    """
    columns, before = np.arange(reach.shape[1]), -1
    while len(columns) != before:
        before = len(columns)
        reach = without_slack(merged(reach, np.ones(reach.shape[0]))[0])
        kept = not_dominated(reach)
        reach, columns = reach[:, kept], columns[kept]
    return reach, columns


def _whole_cover(reach: csr_array, chosen: Ints) -> Ints:
    """These columns, and for each row that they miss the first that reaches it."""
    missed = np.flatnonzero(reach[:, chosen].sum(axis=1) == 0)
    more = np.asarray(reach.indices[reach.indptr[missed]], np.int64)
    return np.unique(np.r_[chosen, more])
