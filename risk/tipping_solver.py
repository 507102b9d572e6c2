"""The least change of shares under which enough rivals are beyond an area, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

if TYPE_CHECKING:
    from geo.units import Bools, Floats

PRECISE = 1e-5  # of a change: choices of rivals this close are equally cheap
NODES = 2000  # branches tried: a count, so that no slow machine changes the answer
ROUNDS = 20  # choices priced; the first or second is nearly always the cheapest
STOPPED = 1  # the solver's word for this limit
_AT_ONCE = 2**22  # comparisons held at once


class Rivals(NamedTuple):
    """Who may come to be beyond the area: w is so for row r if gaps[r] w >= 0.

    `gaps`: (r, m). `wanted`: how many of them are needed.
    """

    gaps: Floats
    wanted: int


def cheapest(
    shares: Floats, rivals: Rivals, known: Bools, least: float
) -> tuple[Floats | None, bool]:
    """The shares that cost least, (m,) or None, and whether this is proven.

    Least sum |w - shares| such that w >= 0, sum w = 1, the `known` parts keep `least`
    or more, and `rivals.wanted` rivals have gaps w >= 0. A mixed-integer programme
    (y_r = 1: rival r is chosen; gaps_r w >= -M_r (1 - y_r), with M_r no larger than
    needed) finds whom to choose, a linear one the shares for them, free of what the
    solver rounds in y. A choice is forbidden once it is priced, until the programme's
    own price, which no choice can beat, reaches the best found.

    Source: Williams, Model Building in Mathematical Programming (2013), 9.
    """
    rivals = _worth_choosing(rivals, known)
    if rivals.wanted > len(rivals.gaps):
        return None, True
    best, price, cuts = None, np.inf, np.empty((0, len(rivals.gaps)))
    for _ in range(ROUNDS):
        chosen, bound, done = _choose(shares, rivals, known, least, cuts)
        if chosen is None or bound >= price - PRECISE:
            return best, done
        found, cost = _price(shares, rivals.gaps[chosen], known, least)
        if cost < price:
            best, price = found, cost
        if not done:
            break
        cuts = np.vstack([cuts, chosen])
    return best, False


def _choose(
    shares: Floats, rivals: Rivals, known: Bools, least: float, cuts: Floats
) -> tuple[Bools | None, float, bool]:
    """The rivals of the cheapest choice left, its price, and whether none is cheaper.

    The variables are the shares w, their changes t >= |w - shares|, and y.
    """
    parts, many = len(shares), len(rivals.gaps)
    largest = -rivals.gaps.min(axis=1, initial=0.0)
    of_rivals = sparse.csr_array(
        np.hstack([rivals.gaps, np.zeros((many, parts)), -np.diag(largest)])
    )
    of_choice = np.vstack([np.ones((1, many)), cuts])
    most = np.r_[rivals.wanted, cuts.sum(axis=1) - 1]
    fewest = np.r_[rivals.wanted, np.full(len(cuts), -np.inf)]
    upper, limit = _changes(shares, known, least)
    found = milp(
        np.r_[np.zeros(parts), np.ones(parts), np.zeros(many)],
        integrality=np.r_[np.zeros(2 * parts), np.ones(many)],
        bounds=Bounds(0, np.r_[np.ones(parts), np.full(parts, np.inf), np.ones(many)]),
        constraints=[
            LinearConstraint(of_rivals, lb=-largest),
            LinearConstraint(_padded(of_choice, 2 * parts, 0), lb=fewest, ub=most),
            LinearConstraint(_padded(upper, 0, many), ub=limit),
            LinearConstraint(np.r_[np.ones(parts), np.zeros(parts + many)], 1, 1),
        ],
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.x is None:
        return None, np.inf, found.status != STOPPED
    chosen = found.x[2 * parts :] > 0.5  # noqa: PLR2004 - nearer to 1 than to 0
    done = found.status != STOPPED
    return chosen, found.fun if done else -np.inf, done


def _price(
    shares: Floats, gaps: Floats, known: Bools, least: float
) -> tuple[Floats | None, float]:
    """The cheapest shares at which all these rivals are beyond, and their price."""
    parts = len(shares)
    upper, limit = _changes(shares, known, least)
    found = linprog(
        np.r_[np.zeros(parts), np.ones(parts)],
        A_ub=np.vstack([upper, _padded(-gaps, 0, parts)]),
        b_ub=np.r_[limit, np.zeros(len(gaps))],
        A_eq=np.r_[np.ones(parts), np.zeros(parts)][None],
        b_eq=[1.0],
        method="highs",
    )
    if found.x is None:
        return None, np.inf
    new = np.clip(found.x[:parts], 0.0, None)
    return new / new.sum(), float(np.abs(new / new.sum() - shares).sum())


def _changes(shares: Floats, known: Bools, least: float) -> tuple[Floats, Floats]:
    """Rows over w and t: w - t <= shares <= w + t, and the known parts keep `least`."""
    one = np.eye(len(shares))
    keep = np.r_[-known.astype(float), np.zeros(len(shares))]
    rows = np.vstack([np.hstack([one, -one]), np.hstack([-one, -one]), keep])
    return rows, np.r_[shares, -shares, -least]


def _padded(rows: Floats, before: int, after: int) -> Floats:
    return np.pad(rows, [(0, 0), (before, after)])


def _worth_choosing(rivals: Rivals, known: Bools) -> Rivals:
    """Leave out rivals that are always or never beyond, and those that others save.

    Of many rivals only those matter that fewer than `wanted` others surpass in every
    part: whoever is above such a one is above the others first. Likewise, where all
    but a few are wanted, those that more than these few fall short of.
    The rest are put in an order of their own, so that the order of rows is no matter.
    """
    gaps, wanted = rivals
    of_known = gaps[:, known]
    always = (of_known >= 0).all(axis=1)
    never = (of_known < 0).all(axis=1)
    gaps, wanted = gaps[~always & ~never], max(wanted - int(always.sum()), 0)
    gaps = gaps[np.lexsort(gaps.T)]
    gaps = gaps[_surpassed(gaps) < wanted]
    spare = len(gaps) - wanted
    falls = _surpassed(-gaps) > spare
    return Rivals(gaps[~falls], wanted - int(falls.sum()))


def _surpassed(gaps: Floats) -> Floats:
    """How many rows are at least as high in every part, equals once: (r, m) -> (r,)."""
    count = np.zeros(len(gaps))
    place = np.arange(len(gaps))
    step = max(1, _AT_ONCE // max(gaps.size, 1))
    for first in range(0, len(gaps), step):
        some = gaps[first : first + step, None]
        above, below = (gaps >= some).all(axis=2), (gaps <= some).all(axis=2)
        earlier = place < place[first : first + step, None]
        count[first : first + step] = (above & (~below | earlier)).sum(axis=1)
    return count
