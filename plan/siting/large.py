"""Large maximal covering: cooling for a good set, branch and bound for the proof."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.annealed import annealed
from plan.siting.huge import listed
from plan.siting.tree import searched

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.units import Floats, Ints
    from plan.siting.kernels import Lists

WORK = 2e9  # entries looked at by the search, some seconds: the same everywhere
A_SECOND = 5e8  # of them, about
DEPTH = 300  # nodes that wait
MOST = 1_000_000  # entries of a coverage that is searched at all
STARTS, STEPS = 4, 10_000  # of the cooling
WARM, COLD = 0.04, 0.008  # of what a site covers on average
# Rounds of the bound at the root, at each node and for a half tried; halves tried.
EFFORT = (500, 30, 12, 6)


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
    lists = listed(reach.tocsc()), listed(reach)
    value, chosen = _cooled(lists, weight, chosen)
    goal, limits = (len(chosen), 0.0, value), (_work(seconds), DEPTH)
    prices = weight / np.maximum(np.diff(reach.indptr), 1)
    found, states, bound = searched(lists[0], weight, prices, goal, limits, EFFORT)
    best = np.flatnonzero(states) if found > value else np.sort(chosen)
    return Searched(best, found, bound)


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
