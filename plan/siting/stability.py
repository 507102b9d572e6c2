"""How often each site is chosen when the weights of demand vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.demands import require_asked
from plan.siting.incidence import as_rows, merging
from plan.siting.quick import EQUAL, best_next, covered, swapped

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.problem import Siting


def stability(
    siting: Siting,
    threshold: float,
    p: int,
    draws: Floats,
    *,
    asked: Ints | None = None,
) -> Floats:
    """Share of draws of demand weights in which each site is chosen: (d, n) -> (m,).

    The caller draws `draws`, in the order of the siting's demand; each gets a set
    of p new sites by greedy choice and swaps. Twins, sites that reach the same of what
    fixed sites leave, are chosen together: which of them a set names is no choice of
    the weights. Shares then sum to p or more. Where the sites `asked` about (columns)
    cover as much as the draw's own set, the draw chooses them. Fixed sites get nan:
    nobody chooses them.

    Raises `MethodError` where a weight is not 0 or above and finite, or where
    there is no draw.
    """
    require_asked(siting, threshold, p)
    right = (draws >= 0) & np.isfinite(draws)
    if not draws.size or not right.all():
        wrong = int((~right).sum())
        raise MethodError([Problem.of("siting_draws", count=wrong)])
    reach = siting.within(threshold)
    left = ~reach[:, siting.fixed].any(axis=1)
    rows, of_row = merging(as_rows(reach[np.ix_(left, ~siting.fixed)]))
    whole = rows.toarray()
    _, twin = merging(as_rows(whole.T > 0))
    times = np.zeros(whole.shape[1])
    own = None if asked is None else np.searchsorted(siting.candidates, asked)
    for weight in draws[:, left]:
        joined = np.bincount(of_row, weight, minlength=len(whole)).astype(float)
        chosen = swapped(whole, joined, best_next(whole, joined, p))
        if own is not None:
            least = covered(whole, joined, chosen) * (1 - EQUAL)
            chosen = own if covered(whole, joined, own) >= least else chosen
        times += np.isin(twin, twin[chosen])
    found = np.full(len(siting.sites), np.nan)
    found[siting.candidates] = times / len(draws)
    return found
