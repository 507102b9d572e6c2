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
PROVEN = (0, 2)  # the solver's words for the best of all, and for none at all
_AT_ONCE = 2**22  # comparisons held at once


class Rivals(NamedTuple):
    """Who may come to be beyond the area: row r is so where gaps[r] w >= 0.

    `gaps`: (r, m). `wanted`: how many of them are needed. `most`: a change of the
    shares known to be enough, or 2, with which anything can be reached.
    """

    gaps: Floats
    wanted: int
    most: float


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
    rivals = _worth_choosing(_within_reach(rivals, shares, known))
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
    largest = np.maximum(-_span(rivals, shares, known)[0], 0.0)
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
    done = found.status in PROVEN
    if found.x is None:
        return None, np.inf, done
    chosen = found.x[2 * parts :] > 0.5  # noqa: PLR2004 - nearer to 1 than to 0
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


def _span(rivals: Rivals, shares: Floats, known: Bools) -> tuple[Floats, Floats]:
    """The least and the greatest gaps[r] w within `most` of the shares: (r,), (r,).

    Half of a change is taken away where the gap is greatest and added where least.
    """
    start, of_known = rivals.gaps @ shares, rivals.gaps[:, known]
    least = of_known.min(axis=1, initial=np.inf)
    greatest = of_known.max(axis=1, initial=-np.inf)
    ends = rivals.gaps.min(axis=1), rivals.gaps.max(axis=1)
    reach = (rivals.most / 2 + PRECISE) * (ends[1] - ends[0])
    return np.maximum(least, start - reach), np.minimum(greatest, start + reach)


def _within_reach(rivals: Rivals, shares: Floats, known: Bools) -> Rivals:
    """Leave out rivals that are beyond, or not, whatever is done within `most`."""
    least, greatest = _span(rivals, shares, known)
    open_ = (least < 0) & (greatest >= 0)
    wanted = max(rivals.wanted - int((least >= 0).sum()), 0)
    return Rivals(rivals.gaps[open_], wanted, rivals.most)


def _worth_choosing(rivals: Rivals) -> Rivals:
    """Leave out rivals that others make needless; order the rest by their gaps.

    Of many rivals only those matter that fewer than `wanted` others surpass in every
    part: whoever is above such a one is above the others first. Likewise, where all
    but a few are wanted, those that more than these few fall short of.
    """
    gaps, wanted, most = rivals
    gaps = gaps[np.lexsort(gaps.T)]
    gaps = gaps[_surpassed(gaps) < wanted]
    falls = _surpassed(-gaps) > len(gaps) - wanted
    return Rivals(gaps[~falls], wanted - int(falls.sum()), most)


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
